"""Registers of a circle: licences, certificates, stocks, passes and counts, with what expires when.

Words: *register* (sổ theo dõi), *entry* (mục trong sổ), *expiry* (hết hạn).
"""

"""Registers of a circle: licences, certificates, stocks, passes and counts, with what expires when.

They hold no names of persons and no numbers of their papers. Words: *register* (sổ theo dõi),
*entry* (mục trong sổ), *expiry* (hết hạn).
"""

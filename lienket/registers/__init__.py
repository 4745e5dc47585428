"""Registers of duties, licences and counts with due dates; they hold no names of persons.

Words: *register* (sổ theo dõi), *item* (mục: one licence, certificate, vehicle pass or count), *import*
(nhập từ bảng tính, tried before it is done).
"""

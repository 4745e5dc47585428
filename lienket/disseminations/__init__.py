"""Texts that each unit and person must read, with proof of reading.

Words: *dissemination* (phổ biến, quán triệt), *copy* (one unit has to spread it), *reading* (one
person has read it; named inside the own organization only).
"""

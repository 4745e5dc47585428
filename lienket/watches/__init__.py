"""Heightened watches over places where several incidents happened in a short time.

Words: *watch* (tăng cường theo dõi), *proposal* (đề xuất); people decide.
"""

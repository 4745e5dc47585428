"""False claims that go around about a site, and their verified corrections.

Words: *false claim* (tin sai lệch), *correction* (nội dung đính chính), *warning* (cảnh báo).
"""

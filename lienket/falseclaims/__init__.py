"""False claims that go around about a site, and their verified corrections.

Words: *false claim* (tin sai lệch), *sighting* (lần gặp), *correction* (nội dung đính chính),
*warning* (cảnh báo): the copy of a correction that everybody reads. Claims are of four kinds;
opinions and criticism are none, and nothing here points at a person or an account.
"""

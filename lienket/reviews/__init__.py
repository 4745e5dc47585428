"""Reviews: what the record says about a period, what people write about it, who approved it.

Words: *indicator* (chỉ tiêu), *figure* (số liệu), *review* (sơ kết, tổng kết), *line* (a figure of
a review as it was computed), *paragraph*, *comment* (góp ý), *approval* (thống nhất), *frozen*
(chốt).
"""

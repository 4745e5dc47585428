"""Protected places: what stands where, drawn on a map.

Words: *site* (mục tiêu bảo vệ: a protected facility with its importance), *zone* (khu vực inside a
site), *corridor* (hành lang an toàn: a line with its towers), *waypoint* (điểm: gate, hydrant,
camera, checkpoint, assembly point).
"""

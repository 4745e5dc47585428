"""Self-assessments of protected sites, visits that train or inspect, and what they find.

Words: *self-assessment* (tự đánh giá), *visit* (đoàn kiểm tra, tập huấn), *finding* (tồn tại; it
becomes a task), *re-inspection* (kiểm tra lại).
"""

"""High-peak campaigns: for a period chosen obligations are due more often; results are listed.

Words: *campaign* (đợt cao điểm), *tightening* (tăng cường of an obligation's cadence).
"""

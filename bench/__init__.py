"""The product's own benchmarks: each figure stands beside a yardstick of the same run.

One file per measure with its yardstick beside it; `README.md` has the figures. Timing decides no
test: ratios and CPU milliseconds hold on a noisy machine, absolute times do not.
"""

"""High-peak campaigns: for a period chosen obligations are owed more often; results are listed.

Words: *campaign* (đợt cao điểm), *organizer* (who leads it), *demand* (an obligation that is owed
more often during it), *ending* (its last day was moved), *closing words* (what the organizer says
of the results).
"""

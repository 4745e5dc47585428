"""What a regulation obliges each party to do, how often, by when, and with what proof.

Words: *obligation* (what a clause says), *duty* (an obligation as one party owes it to others),
*cadence* (how often), *occurrence* (one time it is due), *fulfilment* (the proof), *confirmation*
and *return* (what the counterpart says to it), *compliance* (how many were fulfilled in time).
"""

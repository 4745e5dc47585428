"""Bulletins: what one organization tells or asks the others, and how each of them answers.

Words: *bulletin* (bản tin), *receipt* (one organization's copy; it asks until it is answered),
*opening* (somebody there opened it), *acknowledgement* (received, accepted, answered or done:
separate facts), *reply* (a thread between one organization and the issuer), *call* (a phone call
about it and what was said), *correction* and *withdrawal* (refer to the earlier bulletin),
*exercise* (the same flow, marked everywhere, never counted), *quorum* (so many answers by then).
"""

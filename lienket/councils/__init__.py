"""Councils, steering committees, support teams, and the working teams inside an organization.

Words: *council* (hội đồng, ban chỉ đạo, tổ giúp việc), *office* (a place in it with a term), *seat*
(who holds an office, from when to when), *substitute*, *team* (tổ công tác of one organization).
"""

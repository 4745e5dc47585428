"""Incidents: what happened, who answers it now, and how it ended.

Words: *incident* (vụ việc), *entry* (diễn biến: one line of its timeline), *aid* (hỗ trợ: asked,
offered, committed, released), *referral* (chuyển tin cho Công an), *closure* (kết thúc), *zero
report* (báo cáo "không xảy ra" for a period).
"""

"""Meetings: agenda, invitations, attendance, minutes, and the tasks that follow from resolutions.

Words: *meeting* (giao ban, hội nghị, ngày hội, diễn đàn, rút kinh nghiệm), *item* (of the agenda),
*attendance* (who came, or whom they sent), *minutes* (biên bản), *resolution* (kết luận; becomes a
task).
"""

"""Awareness: movements with goals, sessions that were held, and good examples that are told.

Words: *movement* (phong trào), *kick-off* (phát động), *goal* (chỉ tiêu), *session* (buổi tuyên
truyền), *reach* (how many were reached where, about what), *story* (người tốt, việc tốt), *consent*
(what somebody concerned by a story agrees to), *public story* (its copy that everybody reads).
"""

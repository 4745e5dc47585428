"""Whatever must be answered is one Ask: by whom, to whom, by when, and what happens in silence.

Words: *ask* (somebody owes an answer), *plan* (the steps taken while it is missing, copied onto
the ask when it is opened, so that later edits touch only new ones), *step* (who is reached next),
*settle* (the answer came), *watchdog* (compares every open ask with the next step it was promised).
No timers: the next due time stands on the row, and a periodic step looks for due rows.
"""

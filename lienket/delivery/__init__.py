"""Gets word to a person: messages along contact paths, their attempts and states, live pages.

Words: *envelope* (what the outside of every message about one thing says: number, urgency, sender,
never its content), *message* (one envelope to one organization along one path), *attempt* (one try
to send it), *channel* (e-mail, browser notification, webhook), *link* (the signed address in a
message that opens one receipt without a password).
A message is marked sent only after it was; a crash loses nothing, and a repeat carries the same
idempotency key, so that the reader sees one copy.
"""

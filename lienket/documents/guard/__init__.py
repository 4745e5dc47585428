"""What every text and every file passes before anything is kept.

What people type passes `kernel.guard.text`, where nobody may be named also `persons`, and files
`inspection`; what is turned down stands in the `refusals` of both.
The parsers (`office`, `pdf`, `pictures`, `plaintext`) run in a process of their own, `reader`.

The guard protects against mistakes: it reads what a file says about itself. It cannot read text
inside a picture, and it cannot know that an unmarked text is secret.
"""

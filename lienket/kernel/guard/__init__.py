"""What every typed text passes before anything is kept: no stamp of a secret, no hidden marks.

It protects against mistakes, and cannot know that an unmarked text is secret. Files pass the guard
of `documents`, which judges what it reads in them with the same eyes.
"""

"""Search over everything that a member may see.

Words: *entry* (one thing that can be found: its title, its text and its day, kept by a trigger of
the table it stands in), *hit* (an entry that fits what was asked), *kind* (what the entries of one
table are called, and where their page is).

A module is found when its migration has a `Found` step for the table and its `finding.py` declares
the kind.
"""

"""Search over everything that a member may see.

Words: *entry* (one thing that can be found, kept by a trigger of its own table).
"""

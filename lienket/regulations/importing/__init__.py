"""Bringing in the text of a regulation from a Word or PDF file.

Upload → the worker reads, slice by slice → a person looks at the doubts → the text is adopted.
"""

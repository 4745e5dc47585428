"""Reading the words of a Word or PDF file, line by line, as it prints them.

It knows Word and PDF and nothing of what the words mean. Files come from people, so they are only
opened in a process of their own, see `reading.child`.
"""

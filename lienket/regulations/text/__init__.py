"""The text of a regulation as a tree: reading, numbering, comparing and laying it out.

Plain Python: it knows neither the database nor files.
"""

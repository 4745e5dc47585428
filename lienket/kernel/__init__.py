"""What every module stands on and no module is about: refusals, actors, row-level security, pages.

It knows no word of the field.
"""

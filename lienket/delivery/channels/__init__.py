"""Delivery channels: one folder each, with `channel.py`, its templates and its tests.

To add one, write the folder and name its class in `settings.CHANNELS`; forms, queue and pages
learn the rest from the class itself.
"""

"""Petitions of enterprises and contractors, and the forums at which they are raised.

Words: *petition* (kiến nghị), *answer* (trả lời), *forum* (diễn đàn lắng nghe: a meeting whose
questions become petitions), *satisfaction* (mức hài lòng of the asker).
"""

"""Journeys: the product as people meet it, in a real browser, one file for each scenario."""

"""The forms of the module, by noun."""

"""The pages of the module, by noun."""

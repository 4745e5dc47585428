"""Pages of false claims, what the link of a letter opens, and what the public reads."""

"""Pages of petitions, and what the link of a letter opens."""

"""E-mail of the demonstration: the same mail, kept in the data directory instead of being sent."""

"""Pages of self-assessments, findings and visits, and what the link of a letter opens."""

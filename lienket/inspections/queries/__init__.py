"""What somebody may see of self-assessments, findings and visits, and what it adds up to."""

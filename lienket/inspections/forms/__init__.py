"""What people fill in about self-assessments, findings and visits."""

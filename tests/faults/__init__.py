"""What faults do to the promise: killed processes, a bad mail server, two who act at once."""

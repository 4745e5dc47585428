"""Puts the modules together: settings, URLs, the server, the engine's list of steps, the command."""

"""Puts the modules together: settings, URLs, the server, the engine's steps, the command."""

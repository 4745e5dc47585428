"""Registers from and to Excel files: read beside, looked at row by row, applied whole."""

"""What people type passes the same guard in all modules."""

from lienket.kernel.guard.text import clean_line, clean_text

__all__ = ["clean_line", "clean_text"]

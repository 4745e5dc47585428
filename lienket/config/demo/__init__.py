"""The demonstration: five circles as they are in life, and large ones for load trials."""

from lienket.config.demo.loading import load

__all__ = ["load"]

"""What an installation needs, looked at one thing at a time, with advice for what is wrong."""

from lienket.config.doctor.examine import examine
from lienket.config.doctor.finding import Finding

__all__ = ["Finding", "examine"]

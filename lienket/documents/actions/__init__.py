"""What is done with files and documents."""

from lienket.documents.actions.files import keep, path_of, sweep
from lienket.documents.actions.numbered import SubjectTooLong, issue, take_number

__all__ = ["SubjectTooLong", "issue", "keep", "path_of", "sweep", "take_number"]

"""What the forms of this module share with those of all others."""

from lienket.documents.guard.forms import FilesField, Guarded, MomentInput, Upload

__all__ = ["FilesField", "Guarded", "MomentInput", "Upload"]

"""The tables of the module."""

from lienket.reviews.models.figures import EnteredFigure
from lienket.reviews.models.reviews import Approval, Comment, Line, Paragraph, Review

__all__ = ["Approval", "Comment", "EnteredFigure", "Line", "Paragraph", "Review"]

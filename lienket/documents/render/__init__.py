"""Papers as files: the same lines for Word and for print."""

from lienket.documents.render.pdf import FacesMissing, render_pdf
from lienket.documents.render.word import render_docx

__all__ = ["FacesMissing", "render_docx", "render_pdf"]

"""Papers as files: the same lines for Word and for print."""

from lienket.documents.render.docx import render_docx
from lienket.documents.render.pdf import FacesMissing, render_pdf

__all__ = ["FacesMissing", "render_docx", "render_pdf"]

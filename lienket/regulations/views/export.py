"""The text as a paper, for Word and for print."""

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from lienket.documents.render import render_docx, render_pdf
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import papers, queries
from lienket.regulations.models import Regulation, Version
from lienket.regulations.views.common import found

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
@member_required
def document(request: MemberRequest, regulation_id: int, kind: str) -> HttpResponse:
    """The last text, or the version that is asked for, in the form of official papers."""
    regulation = found(request, regulation_id)
    paper = papers.paper(regulation, _version(regulation, request.GET.get("version", "")))
    content = render_docx(paper) if kind == "docx" else render_pdf(paper)
    name = slugify(regulation.code.replace("/", "-"), allow_unicode=True) or str(regulation.id)
    response = HttpResponse(content, content_type=_TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{kind}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _version(regulation: Regulation, number: str) -> Version:
    if number.isdecimal():
        return regulation.versions.get(number=int(number[:4]))
    version = queries.latest(regulation)
    if version is None:
        raise Version.DoesNotExist
    return version

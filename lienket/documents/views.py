"""Downloading a file."""

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from lienket.documents import queries
from lienket.documents.web import file_response
from lienket.organizations.web import MemberRequest, member_required


@require_safe
@member_required
def download(request: MemberRequest, file_id: int) -> HttpResponseBase:
    """A file of one of the member's circles."""
    return file_response(queries.files_for(request.member).get(id=file_id))

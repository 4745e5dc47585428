"""Handing an incident in for a duty that follows from it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.incidents import actions
from lienket.organizations.web import MemberRequest, member_required


@require_POST
@member_required
def hand_in(request: MemberRequest, incident_id: int, duty_id: int) -> HttpResponse:
    """One press: the report of the incident is the proof."""
    fulfilled = actions.hand_in(
        incident_id=incident_id, duty_id=duty_id, by=request.member, now=timezone.now()
    )
    messages.success(request, _("Handed in."))
    return redirect("obligations:occurrence", fulfilled.occurrence_id)

"""What the link of an invitation, or of minutes, opens: it is answered without signing in.

Whoever holds it answers for one organization; opening it records nothing.
"""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.kernel.actors import LinkHolder
from lienket.kernel.forms import round_in
from lienket.meetings import actions, queries
from lienket.meetings.forms import AnswerForm, VerdictForm
from lienket.meetings.models import Opinion


@opens(queries.MEETING)
def invitation(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The meeting, and whether the holder's organization comes."""
    meeting = queries.meetings_for(holder).get()
    message = _message(holder)
    mine = _own_matter(message) and queries.attendances_for(holder).first()
    page: dict[str, Any] = {
        "meeting": meeting,
        "message": message,
        "items": meeting.items.select_related("organization").order_by("position"),
        "silent": [one for one in queries.who_comes(meeting) if one.ask_id and not one.answer],
        "mine": mine,
    }
    if not mine:
        # Told of the silence of others: who is silent, and nothing else.
        return render(request, "meetings/link_silence.html", page)
    form = AnswerForm(request.POST or None, initial=_answered(mine))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.answer_meeting(
                meeting_id=meeting.id,
                answer=form.cleaned_data["answer"],
                who=form.cleaned_data["who"],
                note=form.cleaned_data["note"],
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    open_ = not (meeting.held_at or meeting.cancelled_at)
    page |= {"form": form, "may_answer": open_ and meeting.organization_id != mine.organization_id}
    return _shown(request, "meetings/link.html", page, form)


@opens(queries.MINUTES)
def minutes(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The minutes, and whether the holder's organization agrees to them."""
    meeting = queries.meetings_for(holder).get()
    message = _message(holder)
    mine = _own_matter(message) and queries.opinions_for(holder).first()
    page: dict[str, Any] = {
        "meeting": meeting,
        "message": message,
        "minutes": mine and mine.minutes,
        "mine": mine,
        "silent": Opinion.objects.filter(
            minutes__meeting=meeting, round=F("minutes__round"), verdict=""
        ).select_related("organization"),
    }
    if not mine:
        return render(request, "meetings/link_silence.html", page)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.judge_minutes(
                meeting_id=meeting.id,
                verdict=form.cleaned_data["verdict"],
                reason=form.cleaned_data["reason"],
                seen=round_in(request.POST),
                by=holder,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    page |= {
        "form": form,
        "items": meeting.items.order_by("position"),
        "people": queries.who_comes(meeting),
        "resolutions": meeting.resolutions.select_related("organization").order_by("due_at", "id"),
        "asked": not actions.is_adopted(meeting),
    }
    return _shown(request, "meetings/link_minutes.html", page, form)


def _message(holder: LinkHolder) -> Message:
    return Message.objects.select_related("about", "organization").get(id=holder.message_id)


def _own_matter(message: Message) -> bool:
    """Whether the letter asked its receiver, and did not report the silence of somebody else."""
    escalated = message.purpose == Message.Purpose.ESCALATION
    return not escalated or message.about_id == message.organization_id


def _answered(mine: Any) -> dict[str, str]:
    return {name: getattr(mine, name) for name in ("answer", "who", "note")}


def _shown(request: HttpRequest, template: str, page: dict[str, Any], form: Any) -> HttpResponse:
    return render(request, template, page, status=422 if form.errors else 200)

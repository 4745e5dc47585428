"""What of meetings waits for an organization: invitations to answer, minutes to agree to."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.meetings import queries


@waits
def invitations(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Meetings about which the organization has not said whether it comes."""
    for one in queries.invitations_waiting(by, now)[:most]:
        meeting = one.meeting
        assert one.ask
        yield Waiting(
            url=reverse("meetings:meeting", args=[meeting.id]),
            icon="calendar-event",
            label=f"{meeting.get_kind_display()} {meeting.reference}",
            title=meeting.title,
            source=f"{meeting.organization.name} · {meeting.circle.name}",
            button=gettext("Say whether you come"),
            due_at=one.ask.due_at,
        )


@waits
def minutes_to_judge(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Minutes that lie with the organization."""
    for one in queries.opinions_waiting(by)[:most]:
        meeting = one.minutes.meeting
        yield Waiting(
            url=reverse("meetings:minutes", args=[meeting.id]),
            icon="file-text",
            label=gettext("Minutes {reference}").format(reference=meeting.reference),
            title=meeting.title,
            source=f"{meeting.organization.name} · {meeting.circle.name}",
            button=gettext("Agree or object"),
            due_at=one.ask.due_at,
        )

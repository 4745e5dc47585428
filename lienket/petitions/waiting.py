"""What of petitions waits for an organization: to answer, and to say whether it is satisfied."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.petitions import queries
from lienket.petitions.models import Petition


@waits
def to_answer(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Petitions that the organization has to answer."""
    for one in queries.to_answer(by)[:most]:
        yield Waiting(
            url=_url(one),
            icon="message-2",
            label=gettext("Petition {number}").format(number=one.reference),
            title=one.title,
            source=f"{one.organization.name} · {one.circle.name}",
            button=gettext("Answer"),
            due_at=one.due_at,
        )


@waits
def to_judge(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Answers about which the organization has not said whether it is satisfied."""
    for one in queries.to_judge(by)[:most]:
        yield Waiting(
            url=_url(one),
            icon="message-reply",
            label=gettext("Answer to {number}").format(number=one.reference),
            title=one.title,
            source=f"{one.responsible.name} · {one.circle.name}",
            button=gettext("Read and judge"),
            since=one.answered_at,
        )


def _url(petition: Petition) -> str:
    return reverse("petitions:petition", args=[petition.id])

"""What of commendations waits for an organization: to consider, to decide, to correct."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lienket.commendations import queries
from lienket.commendations.actions import MANAGE
from lienket.commendations.models import Dossier
from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member


@waits
def to_consider(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Dossiers about which the organization must say what it thinks."""
    for one in queries.to_consider(by)[:most]:
        yield Waiting(
            url=_url(one),
            icon="award",
            label=gettext("Commendation {number}").format(number=one.reference),
            title=one.title,
            source=f"{one.organization.name} · {one.circle.name}",
            button=gettext("Consider it"),
            due_at=one.due_at,
        )


@waits
def to_decide(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Dossiers it agreed to, whose decision is still to be entered."""
    if by.may(MANAGE):
        for one in queries.to_decide(by)[:most]:
            yield Waiting(
                url=_url(one),
                icon="award",
                label=gettext("Commendation {number}").format(number=one.reference),
                title=one.title,
                source=f"{one.organization.name} · {one.circle.name}",
                button=gettext("Enter the decision"),
                since=one.agreed_at,
            )


@waits
def to_correct(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Dossiers that came back."""
    if by.may(MANAGE):
        for one in queries.to_correct(by)[:most]:
            yield Waiting(
                url=_url(one),
                icon="arrow-back-up",
                label=gettext("Returned: {number}").format(number=one.reference),
                title=one.title,
                source=f"{one.considerer.name} · {one.circle.name}",
                button=gettext("Correct it"),
                since=one.returned_at,
            )


def _url(dossier: Dossier) -> str:
    return reverse("commendations:dossier", args=[dossier.id])

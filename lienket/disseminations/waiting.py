"""Texts that wait to be spread by an organization, or to be read by the person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.disseminations import queries, rules
from lienket.disseminations.models import Reading
from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member


@waits
def texts(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """What the person has not read yet, and what the organization has not spread yet."""
    read = set(
        Reading.objects.filter(
            organization_id=by.organization_id, person_id=by.person_id
        ).values_list("copy_id", flat=True)
    )
    since = now - timedelta(days=rules.NAMES_KEPT_DAYS)
    recent = queries.copies_for(by).filter(dissemination__issued_at__gt=since)
    open_ones = recent.filter(ask__settled_at=None, ask__isnull=False)
    unread = recent.exclude(id__in=read).exclude(dissemination__organization_id=by.organization_id)
    copies = (open_ones | unread).select_related(
        "dissemination__organization", "dissemination__circle"
    )
    for copy in copies.order_by("dissemination__due_at", "id")[:most]:
        text = copy.dissemination
        yield Waiting(
            url=reverse("disseminations:text", args=[text.id]),
            icon="book-2",
            # Who has read it has one thing left to do: to declare it for the unit.
            label=_("Read, not declared spread yet") if copy.id in read else _("To read"),
            title=text.title,
            source=f"{text.organization.short_name} · {text.circle.name}",
            button=_("Open") if copy.id in read else _("Read"),
            due_at=text.due_at,
        )

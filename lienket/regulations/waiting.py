"""What waits for an organization: comments and signatures."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.regulations import queries
from lienket.regulations.models import Round


@waits
def rounds(by: Member, now: datetime, most: int) -> Iterator[Waiting]:
    """Open consultations and signings in which the organization has not answered yet."""
    for one in queries.asked_of(by)[:most]:
        regulation = one.version.regulation
        consulted = one.kind == Round.Kind.CONSULTATION
        page = "regulations:consultation" if consulted else "regulations:regulation"
        yield Waiting(
            url=reverse(page, args=[regulation.id]),
            icon="messages" if consulted else "signature",
            label=_("Consultation") if consulted else _("Signature"),
            title=regulation.title,
            source=f"{regulation.organization.name} · {one.circle.name}",
            button=_("Comment") if consulted else _("Read and sign"),
            due_at=one.due_at,
        )

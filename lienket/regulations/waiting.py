"""What waits for an organization: comments and signatures, and what came in for the keeper."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.regulations import queries
from lienket.regulations.models import Regulation, Round


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


@waits
def comments(by: Member, now: datetime, most: int) -> Iterator[Waiting]:
    """Drafts of one's own with comments to answer, each once; then those that all have answered."""
    shown: set[int] = set()
    for one in queries.comments_to_answer(by):
        regulation = one.round.version.regulation
        if regulation.id not in shown and len(shown) < most:
            shown.add(regulation.id)
            yield _come_in(regulation, _("Comments to answer"), _("Answer"), one.at)
    for opened in queries.answered_by_all(by)[:most]:
        regulation = opened.version.regulation
        if regulation.id not in shown:
            yield _come_in(regulation, _("All have answered"), _("Look"), opened.answered_at)


def _come_in(regulation: Regulation, label: str, button: str, since: datetime) -> Waiting:
    return Waiting(
        url=reverse("regulations:consultation", args=[regulation.id]),
        icon="messages",
        label=label,
        title=regulation.title,
        source=regulation.circle.name,
        button=button,
        since=since,
    )

"""Whom to call about a site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lienket.circles import queries as circles
from lienket.circles.actions import NotMembers
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.organizations.models import Post
from lienket.places.actions.shapes import SHORT_NAME_LIMIT
from lienket.places.actions.sites import own_site
from lienket.places.events import ContactPlanSet
from lienket.places.models import Contact

MOST_CONTACTS = 30


class TooManyContacts(Refusal):
    """Nobody calls more than {most} places. Keep those that are called first."""

    field = "contacts"


class NoSuchPost(Refusal):
    """Choose a post of the organization that stands beside it."""

    field = "contacts"


@dataclass(frozen=True)
class Line:
    """One line of a contact plan, in the order in which they are called."""

    organization_id: int
    post_id: int | None = None
    about: str = ""


def set_contacts(
    *,
    site_id: int,
    lines: Sequence[Line],
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> list[Contact]:
    """Say whom to call about one's own site; the lines take the place of all there were.

    Raises as `own_site` does, TooManyContacts, NotMembers, NoSuchPost.
    """
    site = own_site(site_id, by)
    if len(lines) > MOST_CONTACTS:
        raise TooManyContacts(most=MOST_CONTACTS)
    members = set(circles.members_of(site.circle_id, now).values_list("organization_id", flat=True))
    if not {line.organization_id for line in lines} <= members:
        raise NotMembers
    posts = dict(
        Post.objects.filter(
            id__in=[line.post_id for line in lines if line.post_id is not None]
        ).values_list("id", "organization_id")
    )
    plan = []
    for position, line in enumerate(lines, 1):
        if line.post_id is not None and posts.get(line.post_id) != line.organization_id:
            raise NoSuchPost
        with about("contacts"):
            words = clean_line(line.about, SHORT_NAME_LIMIT, not_secret=not_secret)
        plan.append(
            Contact(
                circle_id=site.circle_id,
                site=site,
                organization_id=line.organization_id,
                post_id=line.post_id,
                about=words,
                position=position,
            )
        )
    site.contacts.all().delete()
    contacts = Contact.objects.bulk_create(plan)
    journal.record(ContactPlanSet(site.id), by=by, at=now, circle_id=site.circle_id)
    return contacts

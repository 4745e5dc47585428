"""Putting points on the agenda, changing, moving and removing them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lienket.circles import queries as circles
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.meetings.actions.common import (
    own,
    require_ahead,
    require_not_adopted,
    require_not_shared,
)
from lienket.meetings.agenda import proposals_for
from lienket.meetings.events import AgendaChanged
from lienket.meetings.models import Item, Meeting

TITLE_LIMIT = 300
DETAIL_LIMIT = 5_000
MOST_ITEMS = 60
LONGEST = 24 * 60


class NoItemTitle(Refusal):
    """Say in one line what is to be discussed."""

    field = "title"


class NotAMemberToPresent(Refusal):
    """Whoever presents a point is a member of the circle."""

    field = "organization"


class TooManyItems(Refusal):
    """An agenda holds at most 60 points. Put some of them together."""


class BadLength(Refusal):
    """A point of the agenda takes between 1 minute and 24 hours."""

    field = "minutes_planned"


class NothingChosen(Refusal):
    """Choose at least one matter to put on the agenda."""


class ItemIsUsed(Refusal):
    """Something was resolved about this point. Remove the resolution first."""


def add_item(
    *,
    meeting_id: int,
    title: str,
    by: Member,
    now: datetime,
    detail: str = "",
    organization_id: int | None = None,
    minutes_planned: int | None = None,
    shortcoming: bool = False,
    not_secret: bool = False,
) -> Item:
    """Put a point at the end of the agenda; also during the meeting, until minutes are adopted.

    Raises Meeting.DoesNotExist, OnlyTheHost, MinutesAreAdopted, MinutesAreShared and the refusals
    above.
    """
    meeting = _editable(meeting_id, by)
    item = Item(circle_id=meeting.circle_id, meeting=meeting, position=_after_last(meeting))
    _fill(item, title, detail, organization_id, minutes_planned, now, not_secret)
    item.shortcoming = shortcoming
    item.save()
    _note(meeting, by, now)
    return item


def add_proposals(*, meeting_id: int, keys: Iterable[str], by: Member, now: datetime) -> list[Item]:
    """Put open matters on the agenda, by the keys under which they were proposed.

    A matter that was settled meanwhile is left out. Raises as `add_item`, and NothingChosen.
    """
    meeting = _editable(meeting_id, by)
    wanted = set(keys)
    chosen = [one for one in proposals_for(meeting, by, now) if one.key in wanted]
    if not chosen:
        raise NothingChosen
    first = _after_last(meeting, len(chosen))
    items = Item.objects.bulk_create(
        Item(
            circle_id=meeting.circle_id,
            meeting=meeting,
            position=position,
            title=one.title,
            detail=one.detail,
            organization_id=one.organization_id,
            source=one.source[:300],
            source_url=one.url,
            source_key=one.key,
            shortcoming=one.shortcoming,
        )
        for position, one in enumerate(chosen, first)
    )
    _note(meeting, by, now)
    return items


def change_item(
    *,
    item_id: int,
    title: str,
    by: Member,
    now: datetime,
    detail: str = "",
    organization_id: int | None = None,
    minutes_planned: int | None = None,
    shortcoming: bool = False,
    not_secret: bool = False,
) -> Item:
    """Change a point of the agenda. Raises Item.DoesNotExist, and as `add_item`."""
    item, meeting = _item(item_id, by)
    _fill(item, title, detail, organization_id, minutes_planned, now, not_secret)
    item.shortcoming = shortcoming
    item.save()
    _note(meeting, by, now)
    return item


def move_item(*, item_id: int, up: bool, by: Member, now: datetime) -> None:
    """Move a point one place up or down; the first stays first. Raises as `change_item`."""
    item, meeting = _item(item_id, by)
    beside = Item.objects.filter(meeting=meeting)
    other = (
        beside.filter(position__lt=item.position).order_by("-position").first()
        if up
        else beside.filter(position__gt=item.position).order_by("position").first()
    )
    if other is None:
        return
    item.position, other.position = other.position, item.position
    with transaction.atomic():
        for one in (item, other):
            one.save(update_fields=["position"])
    _note(meeting, by, now)


def remove_item(*, item_id: int, by: Member, now: datetime) -> None:
    """Take a point off the agenda. Raises as `change_item`, and ItemIsUsed, MeetingOver."""
    item, meeting = _item(item_id, by)
    require_ahead(meeting)
    if item.resolutions.exists():
        raise ItemIsUsed
    item.delete()
    _note(meeting, by, now)


def _editable(meeting_id: int, by: Member) -> Meeting:
    meeting = own(meeting_id, by)
    if not meeting.held_at:
        require_ahead(meeting)
    require_not_adopted(meeting)
    require_not_shared(meeting)
    return meeting


def _item(item_id: int, by: Member) -> tuple[Item, Meeting]:
    item = Item.objects.get(id=item_id, circle_id__in=by.circles)
    meeting = _editable(item.meeting_id, by)
    # Again, now that nobody else changes the agenda.
    item.refresh_from_db()
    return item, meeting


def _fill(
    item: Item,
    title: str,
    detail: str,
    organization_id: int | None,
    minutes_planned: int | None,
    now: datetime,
    not_secret: bool,
) -> None:
    with about("title"):
        item.title = clean_line(title, TITLE_LIMIT, not_secret=not_secret)
    with about("detail"):
        item.detail = clean_text(detail, DETAIL_LIMIT, not_secret=not_secret)
    if not item.title:
        raise NoItemTitle
    members = circles.members_of(item.circle_id, now)
    if organization_id and not members.filter(organization_id=organization_id).exists():
        raise NotAMemberToPresent
    if minutes_planned is not None and not 1 <= minutes_planned <= LONGEST:
        raise BadLength
    item.organization_id, item.minutes_planned = organization_id, minutes_planned


def _after_last(meeting: Meeting, more: int = 1) -> int:
    """The first free position, if so many more points fit."""
    positions = list(meeting.items.values_list("position", flat=True))
    if len(positions) + more > MOST_ITEMS:
        raise TooManyItems
    return max(positions, default=0) + 1


def _note(meeting: Meeting, by: Member, now: datetime) -> None:
    journal.record(AgendaChanged(meeting.id), by=by, at=now, circle_id=meeting.circle_id)

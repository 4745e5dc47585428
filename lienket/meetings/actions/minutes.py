"""Writing the minutes, putting them to those who attended, and adopting them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.meetings import queries
from lienket.meetings.actions import asking
from lienket.meetings.actions.common import (
    ANSWER,
    NotStartedYet,
    locked,
    own,
    require_held,
    require_not_adopted,
    require_not_shared,
)
from lienket.meetings.events import (
    MinutesAdopted,
    MinutesJudged,
    MinutesPutToMembers,
    MinutesTakenBack,
    MinutesWritten,
)
from lienket.meetings.models import Attendance, Item, Meeting, Minutes, Opinion, Resolution
from lienket.plans import actions as plans

NAME_LIMIT = 200
TEXT_LIMIT = 20_000
REASON_LIMIT = 500
#: Those who attended look at the minutes for so long.
LOOK_WITHIN = timedelta(days=3)


class MinutesNotShared(Refusal):
    """The minutes were not put to those who attended, or were taken back."""


class MinutesChanged(Refusal):
    """The minutes were taken back and put again after you opened this page. Read them again."""

    status = 409


class NothingWritten(Refusal):
    """Write the minutes first: what was concluded about at least one point of the agenda."""


class PresenceMissing(Refusal):
    """Record first who was there: {count} organizations are still open."""


class NobodyElseAttended(Refusal):
    """Nobody besides your organization attended, so there is nobody to ask. Adopt the minutes."""


class NoObjection(Refusal):
    """Say in one line what is not right; the secretary reads it."""

    field = "reason"


class UnknownVerdict(Refusal):
    """Choose whether you agree or object."""

    field = "verdict"


class ResolutionTooLate(Refusal):
    """“{text}” would be due in the past. Give it a later day before you adopt the minutes."""


@dataclass(frozen=True)
class Said:
    """What the minutes say; `items` maps the id of a point to its discussion and conclusion."""

    chair: str = ""
    secretary: str = ""
    opening: str = ""
    closing: str = ""
    items: Mapping[int, tuple[str, str]] = field(default_factory=dict)


def write_minutes(
    *, meeting_id: int, said: Said, by: Member, now: datetime, not_secret: bool = False
) -> Minutes:
    """Write, or rewrite, the draft of the minutes.

    Raises Meeting.DoesNotExist, OnlyTheHost, NotHeldYet, MinutesAreAdopted, MinutesAreShared.
    """
    meeting = _open_minutes(meeting_id, by)
    minutes = minutes_of(meeting)
    for name in ("chair", "secretary"):
        with about(name):
            line = clean_line(getattr(said, name), NAME_LIMIT, not_secret=not_secret)
            setattr(minutes, name, line)
    for name in ("opening", "closing"):
        with about(name):
            text = clean_text(getattr(said, name), TEXT_LIMIT, not_secret=not_secret)
            setattr(minutes, name, text)
    minutes.save()
    for item in Item.objects.filter(meeting=meeting, id__in=list(said.items)):
        discussion, conclusion = said.items[item.id]
        with about(f"discussion-{item.id}"):
            item.discussion = clean_text(discussion, TEXT_LIMIT, not_secret=not_secret)
        with about(f"conclusion-{item.id}"):
            item.conclusion = clean_text(conclusion, TEXT_LIMIT, not_secret=not_secret)
        item.save(update_fields=["discussion", "conclusion"])
    journal.record(MinutesWritten(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return minutes


def share_minutes(*, meeting_id: int, by: Member, now: datetime) -> Minutes:
    """Put the minutes to those who attended: each is asked whether they are right.

    Raises as `write_minutes`, and NotStartedYet, PresenceMissing, NothingWritten and
    NobodyElseAttended.
    """
    meeting = _open_minutes(meeting_id, by)
    _require_its_hour(meeting, now)
    minutes = minutes_of(meeting)
    _require_complete(meeting)
    members = circles.members_of(meeting.circle_id, now).filter(role=Membership.Role.MEMBER)
    attended = (
        meeting.attendances.filter(organization_id__in=members.values("organization_id"))
        .exclude(organization_id=meeting.organization_id)
        .exclude(presence=Attendance.Presence.ABSENT)
    )
    asked = list(attended.order_by("id").values_list("organization_id", flat=True))
    if not asked:
        raise NobodyElseAttended
    envelope = asking.envelope_for(meeting, queries.MINUTES, due_at=now + LOOK_WITHIN, now=now)
    asks = asking.ask(meeting, envelope, asked, now=now)
    Opinion.objects.bulk_create(
        Opinion(
            circle_id=meeting.circle_id,
            minutes=minutes,
            organization_id=organization_id,
            round=minutes.round,
            ask_id=asks[organization_id],
        )
        for organization_id in asked
    )
    minutes.shared_at = now
    minutes.save(update_fields=["shared_at"])
    asking.tell(meeting, envelope, asked, now=now)
    journal.record(MinutesPutToMembers(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return minutes


def take_back_minutes(*, meeting_id: int, by: Member, now: datetime) -> Minutes:
    """Revise minutes that lie with those who attended; they are asked anew about the next text.

    What they said about this one stays on record.
    Raises Meeting.DoesNotExist, OnlyTheHost, MinutesAreAdopted and MinutesNotShared.
    """
    meeting = own(meeting_id, by)
    require_not_adopted(meeting)
    minutes = _shared(meeting)
    asking.release(meeting, queries.MINUTES, now=now)
    minutes.shared_at = None
    minutes.round += 1
    minutes.save(update_fields=["shared_at", "round"])
    journal.record(MinutesTakenBack(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return minutes


def judge_minutes(
    *,
    meeting_id: int,
    verdict: str,
    by: Actor,
    now: datetime,
    reason: str = "",
    seen: int | None = None,
    not_secret: bool = False,
) -> Opinion:
    """Agree to the minutes for one's organization, or object with a reason.

    `seen` is the round that was read: MinutesChanged if they were taken back meanwhile. Raises
    Opinion.DoesNotExist for who is not asked, MinutesAreAdopted, UnknownVerdict and NoObjection.
    """
    by.require(ANSWER)
    meeting = locked(meeting_id, by)
    opinion = queries.opinions_for(by).get(minutes__meeting_id=meeting_id)
    require_not_adopted(meeting)
    if seen is not None and seen != opinion.round:
        raise MinutesChanged
    if verdict not in Opinion.Verdict.values:
        raise UnknownVerdict
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if verdict == Opinion.Verdict.OBJECTS and not reason:
        raise NoObjection
    opinion.verdict, opinion.given_at = verdict, now
    opinion.reason = reason if verdict == Opinion.Verdict.OBJECTS else ""
    opinion.save()
    asking.settle(opinion.ask_id, opinion.organization_id, now=now)
    journal.record(
        MinutesJudged(meeting.id, opinion.organization_id),
        by=by,
        at=now,
        circle_id=meeting.circle_id,
    )
    return opinion


def adopt_minutes(*, meeting_id: int, by: Member, now: datetime) -> Minutes:
    """Adopt the minutes for good: each resolution becomes a task of whoever carries it out.

    Objections stay on record. Raises Meeting.DoesNotExist, OnlyTheHost, NotHeldYet,
    NotStartedYet, MinutesAreAdopted, PresenceMissing, NothingWritten, ResolutionTooLate, and what
    giving a task refuses.
    """
    meeting = own(meeting_id, by)
    require_held(meeting)
    _require_its_hour(meeting, now)
    require_not_adopted(meeting)
    _require_complete(meeting)
    resolutions = list(Resolution.objects.filter(meeting=meeting).order_by("due_at", "id"))
    if resolutions and resolutions[0].due_at <= now:
        raise ResolutionTooLate(text=resolutions[0].text)
    minutes = minutes_of(meeting)
    minutes.adopted_at = now
    minutes.save(update_fields=["adopted_at"])
    asking.release(meeting, queries.MINUTES, now=now)
    for resolution in resolutions:
        resolution.task = plans.give_task(
            circle_id=meeting.circle_id,
            title=resolution.text,
            organization_id=resolution.organization_id,
            due_at=resolution.due_at,
            by=by,
            now=now,
            source=f"{meeting.reference} {meeting.title}"[:200].strip(),
            not_secret=True,
        )
        resolution.save(update_fields=["task"])
    journal.record(MinutesAdopted(meeting.id), by=by, at=now, circle_id=meeting.circle_id)
    return minutes


# ---- Steps -------------------------------------------------------------------------------------


def minutes_of(meeting: Meeting) -> Minutes:
    """The minutes of a meeting, begun if nobody has yet."""
    return Minutes.objects.get_or_create(
        meeting=meeting, defaults={"circle_id": meeting.circle_id}
    )[0]


def _open_minutes(meeting_id: int, by: Member) -> Meeting:
    meeting = own(meeting_id, by)
    require_held(meeting)
    require_not_adopted(meeting)
    require_not_shared(meeting)
    return meeting


def _shared(meeting: Meeting) -> Minutes:
    minutes = minutes_of(meeting)
    if minutes.shared_at is None:
        raise MinutesNotShared
    return minutes


def _require_its_hour(meeting: Meeting, now: datetime) -> None:
    # The roll may be called while people arrive; what was decided is not known before.
    if now < meeting.starts_at:
        raise NotStartedYet


def _require_complete(meeting: Meeting) -> None:
    unknown = meeting.attendances.filter(presence="").count()
    if unknown:
        raise PresenceMissing(count=unknown)
    if not meeting.items.exclude(conclusion="").exists() and not meeting.resolutions.exists():
        raise NothingWritten

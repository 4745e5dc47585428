"""Recording a session that took place, and correcting what was recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from lienket.awareness import queries, rules
from lienket.awareness.actions.common import ANSWER, line, reason_of, title_of, today
from lienket.awareness.events import SessionCorrected, SessionRecorded
from lienket.awareness.models import (
    Attachment,
    Audience,
    CoOrganizer,
    Correction,
    Kind,
    Material,
    Movement,
    Session,
    Topic,
)
from lienket.circles.actions import open_circle, require_full_member, take_number
from lienket.circles.models import Circle
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, all_at_once
from lienket.places import queries as places
from lienket.plans.actions.tasks import require_member

AREA_LIMIT = 120


class NotHeldYet(Refusal):
    """This day is still to come. Record the session once it was held."""

    field = "held_on"


class BeforeTheCircle(Refusal):
    """This circle was formed on {day}. Sessions before that day do not belong to it."""

    field = "held_on"


class BadAttendance(Refusal):
    """Give how many people came, from 1 to {most}."""

    field = "attendance"


class BadPieces(Refusal):
    """Give how many were handed out, up to {most}; leave it empty if there was none."""


class HeldNowhere(Refusal):
    """Say where it was held: choose a place, or write the name of the area."""

    field = "area"


class TwoPlaces(Refusal):
    """Choose a place, or write the name of an area; not both."""

    field = "area"


class UnknownPlace(Refusal):
    """This place does not stand in this circle. Choose another one."""

    field = "site"


class UnknownChoice(Refusal):
    """Choose one of those that are offered."""


class UnknownMovement(Refusal):
    """This movement is closed, or does not belong to this circle."""

    field = "movement"


class OutsideTheMovement(Refusal):
    """The movement runs from {first} to {last}; this session was held on another day."""

    field = "movement"


class TooManyFiles(Refusal):
    """Attach at most {most} files."""

    field = "attachments"


class OnlyTheOrganizer(NotAllowed):
    """Only the organization that recorded this session may correct it. Ask it to."""


class NothingCorrected(Refusal):
    """Nothing is different from what was recorded."""

    status = 409


@dataclass(frozen=True)
class SessionDraft:
    """What is recorded about a session; `materials` counts what was handed out, by its kind."""

    kind: str
    topic: str
    title: str
    held_on: date
    audience: str
    attendance: int
    site_id: int | None = None
    area: str = ""
    movement_id: int | None = None
    co_organizers: tuple[int, ...] = ()
    materials: Mapping[str, int] = field(default_factory=dict)

    def cleaned(
        self, circle: Circle, by: Member, now: datetime, *, not_secret: bool
    ) -> "SessionDraft":
        """The same, tidied; everything that makes no sense is told at once."""
        with all_at_once() as part:
            with part("title"):
                title = title_of(self.title, not_secret=not_secret)
            with part("held_on"):
                _require_held(self.held_on, circle, now)
            with part("attendance"):
                if not 1 <= self.attendance <= rules.MOST_LISTENERS:
                    raise BadAttendance(most=rules.MOST_LISTENERS)
            for name, choices in (("kind", Kind), ("topic", Topic), ("audience", Audience)):
                with part(name):
                    if getattr(self, name) not in choices:
                        raise UnknownChoice
            with part("area"):
                area = line("area", self.area, AREA_LIMIT, not_secret=not_secret)
                self._require_somewhere(circle, area)
            for kind, count in self.materials.items():
                with part(f"material_{kind}"):
                    if kind not in Material.Kind or not 0 <= count <= rules.MOST_PIECES:
                        raise BadPieces(most=rules.MOST_PIECES)
            with part("co_organizers"):
                for organization_id in self.co_organizers:
                    require_member(circle.id, organization_id, now)
        return replace(
            self,
            title=title,
            area=area,
            co_organizers=tuple(sorted({*self.co_organizers} - {by.organization_id})),
            materials={kind: count for kind, count in self.materials.items() if count},
        )

    def _require_somewhere(self, circle: Circle, area: str) -> None:
        if self.site_id is None and not area:
            raise HeldNowhere
        if self.site_id is not None and area:
            raise TwoPlaces
        if self.site_id is not None and places.site_in(circle.id, self.site_id) is None:
            raise UnknownPlace

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the row of the session."""
        names = ("kind", "topic", "title", "held_on", "audience", "attendance", "site_id", "area")
        return {name: getattr(self, name) for name in (*names, "movement_id")}


def record_session(
    *,
    circle_id: int,
    draft: SessionDraft,
    by: Member,
    now: datetime,
    files: Sequence[Inspected] = (),
    not_secret: bool = False,
) -> Session:
    """Record a session that `by`'s organization held.

    Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers, TooManyFiles, UnknownMovement,
    OutsideTheMovement, and what the draft refuses.
    """
    by.require(ANSWER)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    if len(files) > rules.MOST_FILES:
        raise TooManyFiles(most=rules.MOST_FILES)
    draft = draft.cleaned(circle, by, now, not_secret=not_secret)
    _require_movement(draft, circle, before=None)
    session = Session.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        reference=take_number(circle, rules.SESSION_PREFIX, now=now),
        by=by.id,
        at=now,
        **draft.columns,
    )
    _add_parts(session, draft)
    for file in files:
        kept = documents.keep(file, circle_id=circle.id, by=by, now=now)
        Attachment.objects.create(circle=circle, session=session, file=kept)
    journal.record(SessionRecorded(session.id), by=by, at=now, circle_id=circle.id)
    return session


def correct_session(
    *,
    session_id: int,
    draft: SessionDraft,
    reason: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Correction:
    """Change what was recorded; what stood there before stays readable.

    Raises Session.DoesNotExist, CircleClosed, OnlyTheOrganizer, NothingCorrected, NoReason and as
    `record_session`.
    """
    by.require(ANSWER)
    session = queries.sessions_for(by).select_for_update(of=("self",)).get(id=session_id)
    circle = open_circle(session.circle_id, by)
    if session.organization_id != by.organization_id:
        raise OnlyTheOrganizer
    draft = draft.cleaned(circle, by, now, not_secret=not_secret)
    _require_movement(draft, circle, before=session.movement_id)
    said = recorded(session)
    if draft == draft_of(session):
        raise NothingCorrected
    reason = reason_of(reason, not_secret=not_secret)
    for name, value in draft.columns.items():
        setattr(session, name, value)
    session.corrected_at = now
    session.save()
    session.materials.all().delete()
    session.co_organizers.all().delete()
    _add_parts(session, draft)
    says = recorded(Session.objects.select_related("site", "movement").get(id=session.id))
    correction = Correction.objects.create(
        circle=circle,
        session=session,
        before={name: value for name, value in said.items() if says[name] != value},
        reason=reason,
        by=by.id,
        at=now,
    )
    journal.record(SessionCorrected(session.id), by=by, at=now, circle_id=circle.id)
    return correction


def draft_of(session: Session) -> SessionDraft:
    """A session as it would be recorded today."""
    others = session.co_organizers.order_by("organization_id")
    return SessionDraft(
        kind=session.kind,
        topic=session.topic,
        title=session.title,
        held_on=session.held_on,
        audience=session.audience,
        attendance=session.attendance,
        site_id=session.site_id,
        area=session.area,
        movement_id=session.movement_id,
        co_organizers=tuple(others.values_list("organization_id", flat=True)),
        materials=dict(session.materials.values_list("kind", "count")),
    )


def recorded(session: Session) -> dict[str, Any]:
    """What a session says, as a correction keeps it."""
    draft = draft_of(session)
    return {
        **{name: getattr(draft, name) for name in ("kind", "topic", "title", "audience")},
        "attendance": draft.attendance,
        "held_on": draft.held_on.isoformat(),
        "where": session.where,
        "movement": session.movement.reference if session.movement else "",
        "co_organizers": list(draft.co_organizers),
        "materials": dict(draft.materials),
    }


def _add_parts(session: Session, draft: SessionDraft) -> None:
    CoOrganizer.objects.bulk_create(
        CoOrganizer(circle_id=session.circle_id, session=session, organization_id=one)
        for one in draft.co_organizers
    )
    Material.objects.bulk_create(
        Material(circle_id=session.circle_id, session=session, kind=kind, count=count)
        for kind, count in draft.materials.items()
    )


def _require_held(day: date, circle: Circle, now: datetime) -> None:
    if day > today(now):
        raise NotHeldYet
    formed = today(circle.formed_at)
    if day < formed:
        raise BeforeTheCircle(day=f"{formed:%d/%m/%Y}")


def _require_movement(draft: SessionDraft, circle: Circle, *, before: int | None) -> None:
    """Refuse a movement that is closed, of another circle, or of other days."""
    if draft.movement_id is None:
        return
    movement = Movement.objects.filter(circle=circle, id=draft.movement_id).first()
    if movement is None or (movement.closed_at and movement.id != before):
        raise UnknownMovement
    if not movement.starts_on <= draft.held_on <= movement.ends_on:
        raise OutsideTheMovement(
            first=f"{movement.starts_on:%d/%m/%Y}", last=f"{movement.ends_on:%d/%m/%Y}"
        )

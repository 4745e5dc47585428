"""Sets up the organizations of a scene and their circle, as their own people would."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from lienket.circles import actions as circles
from lienket.circles.models import Circle, Membership
from lienket.config.demo.names import Names, kind
from lienket.config.demo.scene import Scene, Unit
from lienket.escalation import actions as escalation
from lienket.kernel import rls
from lienket.kernel.actors import Engine, Member
from lienket.organizations import actions as organizations
from lienket.organizations.actions import Office
from lienket.organizations.models import Account, Appointment, Organization, Person, Post

ENGINE = Engine()
RIGHTS = Appointment.Right
#: Roles and rights of head, focal point and whoever is on duty.
_OFFICES = (
    (Appointment.Role.HEAD, tuple(RIGHTS.values)),
    (Appointment.Role.FOCAL_POINT, tuple(RIGHTS.values)),
    (
        Appointment.Role.STAFF,
        (RIGHTS.ISSUE_BULLETIN, RIGHTS.ANSWER_RECEIPT, RIGHTS.REPORT_INCIDENT),
    ),
)
NIGHT = (time(22), time(6))
SHIFT = timedelta(hours=12)
#: Who signs in: accounts by key of the unit and place in it (0 head, 1 focal point, 2 on duty).
Holders = Mapping[tuple[str, int], Account]


@dataclass
class Founded:
    """An organization of the scene with its head, focal point and the one on duty."""

    unit: Unit
    organization: Organization
    people: tuple[Person, ...]
    members: tuple[Member, ...]

    @property
    def id(self) -> int:
        return self.organization.id

    @property
    def head(self) -> Member:
        return self.members[0]

    @property
    def focal(self) -> Member:
        return self.members[1]

    @property
    def on_duty(self) -> Member:
        return self.members[2]


@dataclass
class Stage:
    """A scene set up: its circle, and its organizations by key."""

    scene: Scene
    circle: Circle
    units: dict[str, Founded]
    # The circles further down, by the unit that was invited into each.
    lower: dict[str, Circle] = field(default_factory=dict)

    def see(self, *more: int) -> None:
        """Everybody of the scene acts in turn, so all of it is in sight, with `more` circles."""
        rls.see([self.circle.id, *more], [one.id for one in self.units.values()])


def found(scene: Scene, names: Names, holders: Holders, *, began: datetime, now: datetime) -> Stage:
    """Admit the organizations, appoint their people, and have them join the circle at `began`."""
    units: dict[str, Founded] = {}
    rls.see([], [])
    for number, unit in enumerate(scene.units):
        superior = units[unit.superior].organization if unit.superior else None
        units[unit.key] = _admit(unit, superior, names, holders, number, began=began)
    for number, one in enumerate(units.values()):
        _staff_the_desk(one, number, now=now)
    circle = _gather(scene, units, began=began)
    return Stage(scene, circle, units)


def _admit(
    unit: Unit,
    superior: Organization | None,
    names: Names,
    holders: Holders,
    number: int,
    *,
    began: datetime,
) -> Founded:
    organization = organizations.admit(
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        superior=superior,
        by=ENGINE,
        now=began,
    )
    host = f"{unit.key}.thanhvan.example"
    if unit.desk:
        desk = organizations.add_post(
            organization_id=organization.id,
            name="Trực ban 24/24",
            always_on_duty=True,
            by=ENGINE,
            now=began,
        )
        _add_path(desk, "email", f"truc.ban@{host}", began)
        _add_path(desk, "phone", _number(organization.id), began, published=True)
    style = kind(unit.kind)
    titles = unit.titles or style.titles
    people: list[Person] = []
    members: list[Member] = []
    for title, rank, (role, rights), box in zip(
        titles, style.ranks, _OFFICES, ("lanh.dao", "dau.moi", "ca.truc"), strict=True
    ):
        appointment = organizations.appoint(
            organization=organization,
            name=names.next(),
            rank=rank,
            office=Office(title, role, rights),
            account=holders.get((unit.key, len(people))),
            by=ENGINE,
            now=began,
        )
        person = appointment.person
        people.append(person)
        members.append(
            Member(
                appointment_id=appointment.id,
                person_id=person.id,
                organization_id=organization.id,
                person_name=str(person),
                organization_name=organization.name,
                rights=frozenset(rights),
            )
        )
        # Some of those on duty have no address of their own: their desk is what is reached.
        if role != Appointment.Role.STAFF or not number % 3:
            path = _add_path(person, "email", f"{box}@{host}", began)
            if role == Appointment.Role.HEAD or not number % 4:
                organizations.set_quiet_hours(
                    path_id=path, start=NIGHT[0], end=NIGHT[1], by=members[0], now=began
                )
        if role == Appointment.Role.FOCAL_POINT and not unit.desk:
            _add_path(person, "phone", _number(organization.id), began, published=True)
    return Founded(unit, organization, tuple(people), tuple(members))


def _staff_the_desk(one: Founded, number: int, *, now: datetime) -> None:
    """Shifts around `now`; here and there an address that nobody has verified yet."""
    start = now - timedelta(hours=1 + number % 10)
    for shift in range(3):
        who = one.people[2 if shift % 2 == 0 else 1]
        organizations.add_shift(
            person_id=who.id,
            starts_at=start + shift * SHIFT,
            ends_at=start + (shift + 1) * SHIFT,
            by=one.head,
            now=now,
        )
    if number % 12 == 5:
        organizations.add_path(
            holder=one.people[1],
            kind="email",
            address=f"du.phong@{one.unit.key}.thanhvan.example",
            by=one.head,
            now=now,
        )


def _gather(scene: Scene, units: dict[str, Founded], *, began: datetime) -> Circle:
    chair = units[scene.chair]
    circle = circles.form(name=scene.name, by=chair.head, now=began)
    inside = [one for one in units.values() if not one.unit.apart]
    for one in inside:
        one.members = tuple(replace(member, circles=(circle.id,)) for member in one.members)
    for one in inside:
        if one is chair:
            continue
        role = Membership.Role.OBSERVER if one.unit.observer else Membership.Role.MEMBER
        invitation = circles.invite(
            circle_id=circle.id, organization_id=one.id, role=role, by=chair.head, now=began
        )
        circles.answer_invitation(invitation_id=invitation.id, accept=True, by=one.head, now=began)
    for urgency, steps in scene.plans.items():
        escalation.set_plan(
            circle_id=circle.id, urgency=urgency, steps=steps, by=chair.head, now=began
        )
    return circle


def _add_path(
    holder: Person | Post, kind: str, address: str, began: datetime, *, published: bool = False
) -> int:
    path = organizations.add_path(
        holder=holder,
        kind=kind,
        address=address,
        by=ENGINE,
        now=began,
        published=published,
        verified=True,
    )
    return path.id


def _number(organization_id: int) -> str:
    """A telephone number that no exchange gives out: no subscriber's number begins with 0."""
    return f"0219 0{organization_id % 1_000_000:06}"

"""The small cast of the tests: a plant that issues, those who answer, and an outsider.

Everything is made through actions, as users do. `NOON` is the hour at which each test begins.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from lienket.circles import actions as circle_actions
from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations.actions import Office, Proposal
from lienket.organizations.models import Account, Organization, Succession

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)  # 12:00 in Vietnam
ENGINE = Engine()


@dataclass(frozen=True)
class Unit:
    """An organization with one person who may do everything, reached by e-mail."""

    organization: Organization
    account: Account
    appointment_id: int

    @property
    def id(self) -> int:
        return self.organization.id

    @property
    def email(self) -> str:
        return self.account.email

    def member(self, now: datetime = NOON) -> Member:
        """Who that person is now: ask again after joining or leaving a circle."""
        with acting(ENGINE):
            member = circles.enter(
                account_id=self.account.id, appointment_id=self.appointment_id, now=now
            )
        assert member
        return member


def make_unit(
    name: str,
    kind: str = "enterprise",
    *,
    superior: Unit | None = None,
    email: bool = True,
    role: str = "focal_point",
) -> Unit:
    """Admit an organization and appoint one person with all rights."""
    handle = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    with acting(ENGINE):
        organization = organizations.admit(
            name=name,
            short_name=name[:40],
            kind=kind,
            by=ENGINE,
            now=NOON,
            superior=superior.organization if superior else None,
        )
        account = Account.objects.create(username=handle, email=f"{handle}@example.vn")
        appointment = organizations.appoint(
            organization=organization,
            name=f"Nguyễn Văn {name}",
            office=Office("Trưởng phòng", role=role, rights=tuple(organizations.ALL_RIGHTS)),
            account=account,
            by=ENGINE,
            now=NOON,
        )
        if email:
            organizations.add_path(
                holder=appointment.person,
                kind="email",
                address=account.email,
                by=ENGINE,
                now=NOON,
                verified=True,
            )
    return Unit(organization, account, appointment.id)


def signed_in(who: Unit | Account) -> Client:
    """A browser in which the person of the unit, or whose account it is, has signed in."""
    browser = Client()
    browser.force_login(who.account if isinstance(who, Unit) else who)
    return browser


def make_circle(chair: Unit, *others: Unit, name: str = "Vòng liên kết nhà máy") -> Circle:
    """Form a circle that all the others have joined."""
    by = chair.member()
    with acting(by):
        circle = circle_actions.form(name=name, by=by, now=NOON)
    for other in others:
        join(circle, chair, other)
    return circle


def join(circle: Circle, chair: Unit, other: Unit) -> None:
    """The chair invites another organization, which accepts."""
    by = chair.member()
    with acting(by):
        invitation = circle_actions.invite(
            circle_id=circle.id, organization_id=other.id, by=by, now=NOON
        )
    invited = other.member()
    with acting(invited):
        circle_actions.answer_invitation(
            invitation_id=invitation.id, accept=True, by=invited, now=NOON
        )


@pytest.fixture
def plant(db: None) -> Unit:
    return make_unit("Plant", "enterprise")


@pytest.fixture
def fire_service(db: None) -> Unit:
    return make_unit("Fire", "fire_service")


@pytest.fixture
def commune(db: None) -> Unit:
    return make_unit("Commune", "commune_police")


@pytest.fixture
def outsider(db: None) -> Unit:
    return make_unit("Outsider", "enterprise")


@pytest.fixture
def circle(plant: Unit, fire_service: Unit, commune: Unit) -> Circle:
    """The plant's circle; the outsider is not in it."""
    return make_circle(plant, fire_service, commune)


@pytest.fixture
def dispatcher(plant: Unit, circle: Circle) -> Member:
    """Issues bulletins for the plant."""
    return plant.member()


@pytest.fixture
def chief(fire_service: Unit, circle: Circle) -> Member:
    """Answers for the fire service."""
    return fire_service.member()


def merge(predecessor: Unit, successor: Unit, *, now: datetime) -> Succession:
    """One unit becomes part of another; both have confirmed it."""
    return _succeed(predecessor, successor, "merge", now)


def hand_over(
    predecessor: Unit, successor: Unit, *, selected: Collection[str], now: datetime
) -> Succession:
    """A unit hands one function over, with the parts that it selects; both have confirmed it."""
    return _succeed(
        predecessor, successor, "function", now, selected=selected, functions="Quản lý cư trú"
    )


def _succeed(
    predecessor: Unit,
    successor: Unit,
    kind: str,
    now: datetime,
    *,
    selected: Collection[str] = (),
    functions: str = "",
) -> Succession:
    by = predecessor.member(now)
    with acting(by):
        made = organizations.propose(
            proposal=Proposal(
                predecessor_id=predecessor.id,
                successor_id=successor.id,
                kind=kind,
                effective_on=now.date(),
                decision="Nghị quyết 202/2025/QH15",
                functions=functions,
            ),
            by=by,
            now=now,
        )
        organizations.confirm(succession_id=made.id, by=by, now=now, selected=selected)
    by = successor.member(now)
    with acting(by):
        return organizations.confirm(succession_id=made.id, by=by, now=now)

"""An office of a council owes something: whoever holds it at the time is asked."""

from datetime import date, datetime, timedelta
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from lienket.circles.events import OrganizationJoined, OrganizationLeft
from lienket.circles.models import Circle
from lienket.councils import actions as councils
from lienket.councils.actions.councils import OfficeOwesSomething
from lienket.councils.models import Office, Seat
from lienket.councils.successions import key_of as council_key
from lienket.councils.tests.test_councils import TODAY, add, fill, set_up
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.obligations import actions
from lienket.obligations.actions.drafts import (
    NobodyOwes,
    NoSuchOffice,
    OwedToItself,
    PartyOrOffice,
    draft_of,
)
from lienket.obligations.companions import give
from lienket.obligations.models import Duty, Obligation, Occurrence
from lienket.obligations.reactions import end_duties_of_a_leaver, start_duties_of_a_party
from lienket.obligations.tests.conftest import WEEKLY, Define, occurrence_of, owed
from lienket.organizations import actions as organizations
from lienket.organizations.actions import Office as Post
from lienket.organizations.models import Appointment
from lienket.regulations.models import Regulation
from lienket.regulations.successions import key_of as regulation_key
from tests.cast import NOON, Unit, hand_over, join, make_circle, make_unit, merge, signed_in

DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def office(circle: Circle, plant: Unit, commune: Unit) -> Office:
    """Secretary of the plant's council, which the commune fills. Nobody is named yet."""
    by = plant.member()
    return add(set_up(circle, by), "secretary", commune, by=by)[0]


@pytest.fixture
def of_office(define: Define, office: Office) -> Obligation:
    """What the secretary owes the fire service every Friday."""
    return define(WEEKLY, responsible=[], council_office_id=office.id)


def colleague(unit: Unit, name: str) -> Appointment:
    """Somebody of the staff there, whom nothing reaches by itself."""
    by = unit.member()
    with acting(by):
        made = organizations.appoint(
            organization=unit.organization, name=name, office=Post("Cán bộ"), by=by, now=NOON
        )
        organizations.add_path(
            holder=made.person, kind="email", address=f"{made.id}@example.vn", by=by, now=NOON,
            verified=True,
        )  # fmt: skip
    return made


def seat(office: Office, unit: Unit, holder: Appointment, first: date, last: date) -> Seat:
    by = unit.member()
    with acting(by):
        return councils.fill(
            office_id=office.id,
            appointment_id=holder.id,
            valid_from=first,
            valid_to=last,
            by=by,
            now=NOON,
        )


def asked_at(at: datetime, unit: Unit) -> set[int | None]:
    """The people whom a step of silence at this moment turns to."""
    by = unit.member()
    messages = Message.objects.filter(envelope__kind="duty", organization_id=unit.id)
    with acting(by):
        before = list(messages.values_list("id", flat=True))
    escalation.escalate_overdue(now=at)
    with acting(by):
        new = messages.exclude(id__in=before)
        return set(new.values_list("path__person_id", flat=True))


def test_whoever_fills_the_office_owes_it(
    of_office: Obligation, commune: Unit, fire_service: Unit
) -> None:
    actions.open_due(now=NOON)

    for unit in (commune, fire_service):
        assert occurrence_of(unit).organization_id == commune.id


def test_the_holder_is_asked_and_the_next_one_from_the_next_step_on(
    of_office: Obligation, office: Office, commune: Unit
) -> None:
    actions.open_due(now=NOON)
    due = occurrence_of(commune).due_at
    first, second = colleague(commune, "Lê Một"), colleague(commune, "Lê Hai")
    seat(office, commune, first, TODAY, localdate(due) - DAY)
    seat(office, commune, second, localdate(due), localdate(due))

    reminded = asked_at(due - DAY, commune)
    assert first.person_id in reminded
    assert second.person_id not in reminded
    again = asked_at(due, commune)
    assert second.person_id in again
    assert first.person_id not in again


def test_a_substitute_is_asked_in_place_of_the_holder(
    of_office: Obligation, office: Office, commune: Unit
) -> None:
    actions.open_due(now=NOON)
    due = occurrence_of(commune).due_at
    holder, substitute = colleague(commune, "Lê Một"), colleague(commune, "Lê Hai")
    held = seat(office, commune, holder, TODAY, localdate(due))
    by = commune.member()
    with acting(by):
        councils.name_substitute(
            seat_id=held.id, appointment_id=substitute.id, valid_from=TODAY,
            valid_to=localdate(due), by=by, now=NOON,
        )  # fmt: skip

    asked = asked_at(due - DAY, commune)
    assert substitute.person_id in asked
    assert holder.person_id not in asked


def test_an_office_that_nobody_holds_is_warned_of_and_those_on_duty_are_asked(
    in_force: Regulation,
    office: Office,
    plant: Unit,
    commune: Unit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    keeper = signed_in(plant)
    said = {
        "code": "N13", "title": "Lập hồ sơ khen thưởng", "clause_key": "d2.k1",
        "council_office": office.id, "counterparts": ["B"], "how": "weekly", "weekdays": ["FR"],
        "at": "16:00", "times": "1", "moves": "stay", "proof": "words", "urgency": "normal",
        "remind_hours": "24", "grace_hours": "0",
    }  # fmt: skip
    form = keeper.get(reverse("obligations:define", args=[in_force.id])).content.decode()
    assert "Thư ký (Commune) · Chưa cử người" in form
    assert '<optgroup label="Hội đồng ANTT cụm">' in form
    warning = "Chưa có ai giữ chức danh"
    preview = keeper.post(reverse("obligations:preview", args=[in_force.id]), said)
    assert warning in preview.content.decode()
    made = keeper.post(reverse("obligations:define", args=[in_force.id]), said, follow=True)
    assert warning in made.content.decode()

    actions.open_due(now=NOON)
    occurrence = occurrence_of(commune)
    assert asked_at(occurrence.due_at - DAY, commune)
    ours = signed_in(commune)
    page = reverse("obligations:occurrence", args=[occurrence.id])
    assert warning in ours.get(page).content.decode()

    fill(office, commune)
    assert warning not in ours.get(page).content.decode()
    with acting(plant.member()):
        councils.dissolve(council_id=office.council_id, by=plant.member(), now=NOON)
    assert "đã giải thể" in ours.get(page).content.decode()


def test_the_register_names_the_office(of_office: Obligation, fire_service: Unit) -> None:
    browser = signed_in(fire_service)
    page = browser.get(reverse("obligations:list", args=[of_office.circle_id])).content.decode()
    assert "Thư ký · Hội đồng ANTT cụm (Commune) → Fire" in page


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"responsible": ["A"]}, PartyOrOffice),
        ({"counterparts": ["C"]}, OwedToItself),
        ({"council_office_id": None}, NobodyOwes),
        ({"council_office_id": 10**9}, NoSuchOffice),
    ],
)
def test_what_makes_no_sense_is_refused(
    changes: dict[str, object], refusal: type[Exception], define: Define, office: Office
) -> None:
    with pytest.raises(refusal):
        define(WEEKLY, **{"responsible": [], "council_office_id": office.id} | changes)


def test_offices_of_other_circles_and_of_dissolved_councils_owe_nothing(
    define: Define, office: Office, plant: Unit, commune: Unit, circle: Circle
) -> None:
    other = make_circle(plant, commune, name="Vòng khác")
    by = plant.member()
    (elsewhere,) = add(set_up(other, by, short_name="BCĐ"), "chair", commune, by=by)
    with acting(by):
        councils.dissolve(council_id=office.council_id, by=by, now=NOON)
    for one in (elsewhere, office):
        with pytest.raises(NoSuchOffice):
            define(WEEKLY, responsible=[], council_office_id=one.id)


def test_an_office_that_owes_something_is_not_removed(
    of_office: Obligation, office: Office, plant: Unit
) -> None:
    by = plant.member()
    with acting(by), pytest.raises(OfficeOwesSomething):
        councils.remove_office(office_id=office.id, by=by, now=NOON)


def test_changing_it_keeps_the_office_and_a_model_leaves_it_behind(
    of_office: Obligation, office: Office, in_force: Regulation, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        assert draft_of(of_office).council_office_id == office.id
        assert give(in_force)[0]["council_office_id"] is None
        actions.change(obligation_id=of_office.id, draft=owed(WEEKLY, code="N06"), by=by, now=NOON)
        assert Duty.objects.get(ended_at=None).organization_id == plant.id


def test_the_duty_goes_with_the_office_to_the_successor(
    of_office: Obligation, commune: Unit
) -> None:
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)
    actions.open_due(now=NOON + DAY)

    with acting(heir.member(NOON + DAY)):
        assert Duty.objects.get().organization_id == heir.id


@pytest.mark.parametrize("takes_council", [True, False])
def test_a_function_takes_the_duty_along_only_with_the_council(
    takes_council: bool,
    of_office: Obligation,
    office: Office,
    circle: Circle,
    commune: Unit,
    plant: Unit,
) -> None:
    heir = make_unit("Heir", "commune_police")
    join(circle, plant, heir)
    selected = [f"circle:{circle.id}", regulation_key(of_office.regulation_id)]
    if takes_council:
        selected.append(council_key(office.council_id))
    actions.open_due(now=NOON)
    hand_over(commune, heir, selected=selected, now=LATER)

    with acting(Engine(circles=(*heir.member(LATER).circles, *commune.member(LATER).circles))):
        owing = Duty.objects.get(ended_at=None).organization_id
    assert owing == (heir.id if takes_council else commune.id)
    # The week that is open stays with the unit that was asked; the next one goes with the office.
    actions.open_due(now=NOON + 7 * DAY)
    with acting(Engine(circles=(*heir.member(LATER).circles, *commune.member(LATER).circles))):
        weeks = Occurrence.objects.order_by("period_start").values_list("organization", flat=True)
        assert list(weeks) == [commune.id, owing]


def test_whoever_leaves_owes_nothing_and_owes_again_after_coming_back(
    of_office: Obligation, commune: Unit, circle: Circle
) -> None:
    with acting(commune.member()):
        duty = Duty.objects.get()
    gone = {"circle_id": duty.circle_id, "organization_id": None, "at": NOON}
    end_duties_of_a_leaver(OrganizationLeft(commune.id), **gone)
    with acting(Engine(circles=(duty.circle_id,))):
        assert Duty.objects.get().ended_at

    back = {"circle_id": circle.id, "organization_id": None, "at": NOON}
    start_duties_of_a_party(OrganizationJoined(commune.id), **back)
    with acting(Engine(circles=(duty.circle_id,))):
        assert Duty.objects.get().ended_at is None


def test_what_an_office_owes_stands_in_the_calendar_of_its_holder(
    office: Office, of_office: Obligation, commune: Unit
) -> None:
    def events(now: datetime) -> int:
        with mock.patch.object(timezone, "now", return_value=now):
            page = signed_in(commune).post(reverse("obligations:feed"))
            answer = Client().get(urlsplit(page.context["address"]).path)
        return answer.content.count(b"BEGIN:VEVENT")

    assert events(NOON), "while nobody holds it, everybody of the organization sees it"
    seat(office, commune, colleague(commune, "Lê Một"), TODAY, TODAY)
    seat(office, commune, Appointment(id=commune.appointment_id), TODAY + DAY, TODAY + 99 * DAY)
    assert not events(NOON)
    assert events(NOON + DAY)

"""The demonstration: five circles with a record, and a notice that escalates while you watch."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.test import RequestFactory
from pytest_django.plugin import DjangoDbBlocker

from lienket.awareness.models import Movement, Story
from lienket.awareness.queries import goals_of, public_stories
from lienket.campaigns.models import Campaign
from lienket.circles.models import Circle, Membership
from lienket.config import demo
from lienket.config.demo.scenes import SCENES
from lienket.councils.models import TeamEntry
from lienket.delivery.models import Attempt, Message
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask, Escalation
from lienket.exchange.models import Acknowledgement, Bulletin, Call, Opening, Receipt, Reply
from lienket.falseclaims.models import Claim
from lienket.falseclaims.queries import valid_warnings
from lienket.falseclaims.standing import Row
from lienket.inspections.models import Assessment, Finding, Reinspection, Visit
from lienket.inspections.queries import findings
from lienket.inspections.rules import STATES
from lienket.journal.models import Event
from lienket.kernel import rls
from lienket.obligations.models import Occurrence
from lienket.organizations.models import Account, ContactPath, DutyShift, Organization
from lienket.petitions import queries
from lienket.petitions.models import Petition
from lienket.places import queries as places
from lienket.places.models import Corridor
from lienket.places.models import Site as Place
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry
from lienket.regulations.models import Model, Regulation
from lienket.reviews.models import EnteredFigure, Review
from lienket.watches.models import Proposal, Watch
from tests.cast import NOON

MINUTE = timedelta(minutes=1)
Made = dict[str, Any]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """The demonstration, loaded once for all tests here, each of which is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo.load(now=NOON)
        transaction.set_rollback(True)


@pytest.fixture
def everything(made: Made, db: None) -> Made:
    """The demonstration with all of it in sight."""
    with connection.cursor() as cursor:
        for table, setting in (
            ("circles_circle", "app.circles"),
            ("organizations_organization", "app.organizations"),
        ):
            cursor.execute(
                f"SELECT set_config('{setting}', array_agg(id)::text, true)"
                f" FROM generate_series(1, pg_sequence_last_value("
                f"pg_get_serial_sequence('{table}', 'id')::regclass)) AS id"
            )
    return made


def circle(number: int) -> Circle:
    return Circle.objects.get(name=SCENES[number - 1].name)


def open_notice() -> Bulletin:
    return Bulletin.objects.get(issued_at=NOON, urgency="immediate")


@pytest.mark.parametrize(
    ("number", "members", "observers"), [(1, 6, 1), (2, 11, 0), (3, 13, 2), (4, 12, 0), (5, 24, 0)]
)
@pytest.mark.usefixtures("everything")
def test_each_circle_has_the_members_of_its_example(
    number: int, members: int, observers: int
) -> None:
    places = Membership.objects.filter(circle=circle(number))
    assert places.filter(role="member").count() == members
    assert places.filter(role="observer").count() == observers


@pytest.mark.usefixtures("everything")
def test_false_claims_stand_in_every_state_and_the_public_reads_two_warnings() -> None:
    states = {Row.of(one, NOON).state for one in Claim.objects.select_related("warning")}
    assert states == {"open", "verified", "published", "withdrawn"}
    assert {one.kind for one in valid_warnings(NOON)} == {"safety", "payment_scam"}


@pytest.mark.usefixtures("everything")
def test_a_movement_comes_on_and_one_of_three_good_examples_is_public() -> None:
    (movement,) = Movement.objects.all()
    reached = {one.goal.what: one.percent for one in goals_of(movement)}
    assert len(reached) == 4
    assert all(0 < percent < 100 for percent in reached.values())
    stories = Story.objects.all()
    assert (len(stories), len([one for one in stories if one.shared_at])) == (3, 2)
    assert len(public_stories()) == 1


@pytest.mark.usefixtures("everything")
def test_every_organization_can_be_reached_and_some_addresses_are_not_verified() -> None:
    reached = ContactPath.objects.filter(kind="email", verified_at__isnull=False)
    published = ContactPath.objects.exclude(published_number="")
    on_duty = DutyShift.objects.filter(starts_at__lte=NOON, ends_at__gt=NOON)
    everybody = set(Organization.objects.values_list("id", flat=True))

    for found in (reached, published, on_duty):
        assert set(found.values_list("organization_id", flat=True)) == everybody
    assert ContactPath.objects.filter(kind="email", verified_at=None).exists()
    assert ContactPath.objects.exclude(quiet_from=None).exists()


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("number", range(1, 6))
def test_each_circle_has_a_record_of_answers_in_time_late_and_missing(number: int) -> None:
    here = circle(number)
    subsets = Circle.objects.filter(parent=here)
    asks = Ask.objects.filter(circle__in=[here, *subsets], due_at__lt=NOON)

    assert Bulletin.objects.filter(circle__in=[here, *subsets]).count() >= 10
    assert Acknowledgement.objects.filter(circle=here, late=False).exists()
    assert Acknowledgement.objects.filter(circle=here, late=True).exists()
    assert asks.filter(settled_at=None).exists()
    assert Escalation.objects.filter(circle=here).exists()
    assert Reply.objects.filter(circle__in=[here, *subsets]).exists()
    assert Bulletin.objects.filter(circle=here, exercise=True).exists()


@pytest.mark.usefixtures("everything")
def test_the_record_holds_what_happens_in_life() -> None:
    assert Bulletin.objects.exclude(withdrawal=None).exists()
    assert Bulletin.objects.exclude(corrects=None).exists()
    assert Bulletin.objects.filter(quorum__isnull=False).exists()
    assert Call.objects.filter(reached=False).exists()
    assert Acknowledgement.objects.filter(via="call").exists()
    read = Receipt.objects.filter(bulletin__kind="crime_method_bulletin")
    assert Opening.objects.filter(receipt__in=read).exists()
    assert Attempt.objects.exclude(reason=None).exists()


@pytest.mark.usefixtures("everything")
def test_every_register_is_kept_by_somebody_and_some_papers_are_over() -> None:
    assert set(Entry.objects.values_list("kind", flat=True)) == set(kinds)
    assert Entry.objects.filter(expires_on__lt=NOON.date()).exists()
    assert Entry.objects.filter(member__isnull=False).exists()


@pytest.mark.usefixtures("everything")
def test_the_record_lies_in_the_past_and_is_in_the_journal() -> None:
    assert not Event.objects.filter(at__gt=NOON).exists()
    issued = Event.objects.filter(type="BulletinIssued").count()
    assert issued == Bulletin.objects.count()
    waiting = Message.objects.filter(state__in=["queued", "sending"], send_at__lte=NOON)
    assert set(waiting.values_list("envelope_id", flat=True)) == {open_notice().envelope_id}
    assert not Ask.objects.filter(escalate_at__lt=NOON).exists()


@pytest.mark.usefixtures("everything")
def test_the_open_notice_escalates_minute_by_minute() -> None:
    bulletin = open_notice()
    asks = Ask.objects.filter(envelope_id=bulletin.envelope_id)
    assert asks.filter(settled_at=None).count() == 20
    assert Acknowledgement.objects.filter(receipt__bulletin=bulletin, via="call").count() == 3

    for minute, towards in enumerate(("duty", "focal", "head", "superior"), start=1):
        escalation.escalate_overdue(now=NOON + minute * MINUTE)
        rls.see([bulletin.circle_id], [])
        taken = Escalation.objects.filter(ask__in=asks, at=NOON + minute * MINUTE)
        assert set(taken.values_list("to", flat=True)) == {towards}
        assert taken.count() == 20


def test_whoever_is_named_can_sign_in(everything: Made) -> None:
    request = RequestFactory().post("/")
    for one in everything["sign_ins"]:
        assert authenticate(request, username=one["user"], password=one["password"]), one["who"]
    assert len({one["organization"] for one in everything["sign_ins"]}) == 7
    assert len({one["password"] for one in everything["sign_ins"]}) == 7


@pytest.mark.usefixtures("everything")
def test_the_guards_of_the_plant_sign_in_and_have_a_team_its_owner_reads_of() -> None:
    entry = TeamEntry.objects.get(organization__short_name="BV Trường Sơn Xanh")
    assert entry.size == 3
    members = Membership.objects.filter(circle=entry.circle)
    assert {one.organization.short_name for one in members} == {
        "BV Trường Sơn Xanh",
        "Cao Nguyên Xanh",
    }


@pytest.mark.usefixtures("everything")
def test_a_regulation_that_worked_is_a_model_without_names() -> None:
    model = Model.objects.get()
    shown = f"{model.title} {model.statement} {model.tree}".casefold()
    for name in ("Đồng Xuân", "Suối Đá", "Cao Nguyên Xanh", "Trường Sơn Xanh"):
        assert name.casefold() not in shown


@pytest.mark.usefixtures("everything")
def test_no_bulletin_cites_a_regulation_that_its_circle_does_not_have() -> None:
    for bulletin in Bulletin.objects.filter(circle__parent=None):
        codes = Regulation.objects.filter(circle=bulletin.circle).values_list("code", flat=True)
        for cited in re.findall(r"\d+/QCPH\S*", f"{bulletin.title} {bulletin.body}"):
            assert any(code.startswith(cited) for code in codes), bulletin.number


def test_loading_it_again_changes_nothing(everything: Made) -> None:
    assert demo.load(now=NOON, kept=everything) == everything
    assert len(Account.objects.all()) == len(everything["sign_ins"])


def test_sign_ins_that_were_lost_are_made_anew(everything: Made) -> None:
    anew = demo.load(now=NOON)["sign_ins"]
    request = RequestFactory().post("/")

    assert {one["user"] for one in anew} == {one["user"] for one in everything["sign_ins"]}
    assert all(
        authenticate(request, username=one["user"], password=one["password"]) for one in anew
    )


def test_a_forum_was_held_and_its_questions_stand_differently(everything: Made) -> None:
    asked = Petition.objects.all()
    assert asked.filter(meeting__isnull=False).count() == 4
    assert asked.filter(answers__on_the_spot=True, satisfied=True).exists()
    for state in ("open", "overdue", "answered_late", "discontent"):
        assert asked.filter(queries.in_state(state, NOON)).exists(), state
    assert any(one.confidential for one in asked.select_related("circle"))


def test_the_plant_with_its_line_and_the_park_stand_on_their_maps(everything: Made) -> None:
    plant, park = Place.objects.order_by("importance")
    assert plant.zones.count() == 4
    assert Corridor.objects.get(site=plant).towers.count() == 40
    assert all(one.numbers for one in places.reachable(plant))
    assert park.waypoints.filter(kind="hydrant").count() == 3


@pytest.mark.usefixtures("everything")
def test_a_site_was_assessed_twice_and_findings_stand_in_every_state() -> None:
    assert Assessment.objects.count() == 2
    assert Visit.objects.filter(answered_at=None).exists()
    assert Visit.objects.exclude(answered_at=None).exists()
    for state in STATES:
        assert Finding.objects.filter(findings.in_state(state, NOON)).exists(), state
    assert Reinspection.objects.filter(passed=False).exists()


def test_a_campaign_runs_and_a_place_is_watched(everything: Made) -> None:
    plant = circle(1)
    campaign = Campaign.objects.get(circle=plant)
    assert campaign.begun_at
    reports = Occurrence.objects.filter(
        duty__obligation__code="N06", period_end__gte=campaign.starts_on
    )
    assert reports.count() >= 10, "daily in place of weekly"
    assert Watch.objects.get(circle=plant).watchers.filter(watches=True).count() == 2
    assert Proposal.objects.get(circle=plant, decided_at=None).group == "grid"


def test_one_review_is_frozen_and_issued_and_one_lies_with_the_parties(everything: Made) -> None:
    frozen, shared = Review.objects.order_by("id")
    assert frozen.frozen_at
    assert frozen.document
    assert shared.shared_at
    assert shared.frozen_at is None
    assert EnteredFigure.objects.count() == 18

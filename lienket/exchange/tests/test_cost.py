"""What the hot paths ask of the database does not grow with the number of recipients."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienket.exchange import actions, queries
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_circle, make_unit

pytestmark = pytest.mark.django_db


def issue(by: Member, circle_id: int, minutes: int = 0) -> Bulletin:
    draft = Draft(kind="urgent_notice", urgency="urgent", title="Cắt trộm cáp")
    now = NOON + timedelta(minutes=minutes)
    return actions.issue_bulletin(circle_id=circle_id, draft=draft, by=by, now=now)


def statements(chair: Unit, *others: Unit) -> tuple[int, int]:
    """How many statements it takes to issue to all the others, and for one of them to answer."""
    circle = make_circle(chair, *others)
    issuer = chair.member()
    with acting(issuer):
        # The first one of its kind in a circle is not the rule.
        issue(issuer, circle.id)
        with CaptureQueriesContext(connection) as issuing:
            bulletin = issue(issuer, circle.id)
    answerer = others[0].member()
    with acting(answerer):
        receipt = Receipt.objects.get(bulletin=bulletin, organization=others[0].organization)
        with CaptureQueriesContext(connection) as answering:
            actions.acknowledge(receipt_id=receipt.id, by=answerer, now=NOON)
    return len(issuing), len(answering)


def test_issuing_and_answering_take_as_many_statements_for_nine_as_for_one() -> None:
    units = [make_unit(f"Unit {letter}") for letter in "ABCDEFGHIJ"]
    assert statements(units[0], units[1]) == statements(*units)


def test_the_newest_of_all_circles_come_in_order_page_by_page(plant: Unit, commune: Unit) -> None:
    circles = [make_circle(plant, commune).id for _ in range(3)]
    by = plant.member()
    with acting(by):
        issued = [issue(by, circles[number % 3], number).id for number in range(8)]
        first = list(queries.newest_for(by, 5))
        before = (first[-1].issued_at, first[-1].id)
        rest = list(queries.newest_for(by, 5, before=before))
    assert [bulletin.id for bulletin in (*first, *rest)] == issued[::-1]


def test_whoever_is_in_no_circle_reads_nothing(circle: object, plant: Unit, outsider: Unit) -> None:
    by = plant.member()
    with acting(by):
        issue(by, by.circles[0])
    stranger = outsider.member()
    with acting(stranger):
        assert not queries.newest_for(stranger, 5)

"""What incidents do with bulletins that name them, and when one unit takes over from another."""

from datetime import timedelta

from lienket.circles.models import Circle
from lienket.exchange import actions as exchange
from lienket.exchange.actions import Draft
from lienket.exchange.events import BulletinIssued
from lienket.incidents import actions, queries, reactions
from lienket.incidents.models import Related
from lienket.incidents.tests.hands import kinds, report
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_a_bulletin_that_names_an_incident_is_linked_once(
    circle: Circle, dispatcher: Member
) -> None:
    incident = report(circle, dispatcher)
    with acting(dispatcher):
        bulletin = exchange.issue_bulletin(
            circle_id=circle.id,
            draft=Draft(
                kind="notice",
                urgency="normal",
                title="Mất dây tiếp địa",
                body=f"Vụ việc {incident.reference}, không phải VV-2026-999.",
            ),
            by=dispatcher,
            now=NOON,
        )
    for _again in range(2):
        event = BulletinIssued(bulletin.id)
        reactions.link_bulletin(event, circle_id=circle.id, organization_id=None, at=NOON)
    with acting(dispatcher):
        assert Related.objects.get().bulletin_id == bulletin.id
        assert kinds(incident) == ["reported", "linked"]
        linked = queries.timeline(incident).last()
        assert linked
        assert linked.organization_id == dispatcher.organization_id


def test_the_successor_leads_and_answers_what_the_other_left(
    circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    incident = report(circle, dispatcher)
    with acting(dispatcher):
        referral = actions.refer(
            incident_id=incident.id,
            police_id=commune.id,
            kind="tip",
            text="Tin.",
            by=dispatcher,
            now=NOON,
        )
    heir = make_unit("Ward police", "commune_police")
    merge(commune, heir, now=LATER)

    by = heir.member(LATER)
    with acting(by):
        received = actions.receive_referral(referral_id=referral.id, by=by, now=LATER)
    assert received.police_id == heir.id

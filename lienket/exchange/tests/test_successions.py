"""Units merge, split, hand over functions and end: what becomes of what they shared."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

import pytest
from django.utils import translation

from lienket.circles import actions as circles
from lienket.circles import queries as circle_queries
from lienket.circles.models import Circle, Membership
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation.models import Ask
from lienket.exchange import actions, queries
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations import successions
from lienket.organizations.actions import Proposal
from lienket.organizations.models import Appointment, Organization, Succession
from lienket.organizations.queries import called_now
from tests.cast import NOON, Unit, join, make_circle, make_unit, signed_in

LATER = NOON + timedelta(hours=1)
TODAY = date(2026, 11, 21)
DECISION = "Nghị quyết 202/2025/QH15"
NOTICE = Draft(kind="urgent_notice", urgency="urgent", title="Mất điện", body="Khu B")


@pytest.fixture
def new_commune(db: None) -> Unit:
    return make_unit("NewCommune", "commune_police")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def agreed(
    predecessor: Unit,
    successor: Unit | None,
    kind: str = "merge",
    *,
    selected: Collection[str] = (),
    on: date = TODAY,
    **more: object,
) -> Succession:
    """Proposed by the predecessor and confirmed by both."""
    by = predecessor.member()
    with acting(by):
        proposal = Proposal(
            predecessor_id=predecessor.id,
            successor_id=successor.id if successor else None,
            kind=kind,
            effective_on=on,
            decision=DECISION,
            **more,  # type: ignore[arg-type]
        )
        made = organizations.propose(proposal=proposal, by=by, now=LATER)
        made = organizations.confirm(succession_id=made.id, by=by, now=LATER, selected=selected)
    if successor:
        by = successor.member()
        with acting(by):
            made = organizations.confirm(succession_id=made.id, by=by, now=LATER)
    return made


def issued(by_unit: Unit, circle: Circle) -> Bulletin:
    by = by_unit.member()
    with acting(by):
        return actions.issue_bulletin(circle_id=circle.id, draft=NOTICE, by=by, now=NOON)


def test_the_successor_takes_the_seat_and_answers_what_is_open(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit
) -> None:
    issued(plant, circle)

    assert agreed(commune, new_commune).applied_at == LATER

    heir = new_commune.member(LATER)
    assert heir.circles == (circle.id,)
    with acting(heir):
        receipt = queries.waiting_for(heir).get()
        actions.acknowledge(receipt_id=receipt.id, by=heir, now=LATER)
        assert Ask.objects.get(organization_id=new_commune.id).settled_at == LATER
        told = Message.objects.filter(organization_id=new_commune.id)
        # Its own post, and that of the person who came along.
        assert told.count() == 2
        assert not Message.objects.filter(organization_id=commune.id, state="queued").exists()
        old = Organization.objects.get(id=commune.id)
        assert called_now(old.name, old) == "Commune (now NewCommune)"


def test_the_chair_goes_to_the_successor(
    circle: Circle, plant: Unit, new_commune: Unit, fire_service: Unit
) -> None:
    bulletin = issued(plant, circle)

    agreed(plant, new_commune)

    heir = new_commune.member(LATER)
    with acting(heir):
        assert Circle.objects.get().chair_id == new_commune.id
        assert set(Ask.objects.values_list("asker_id", flat=True)) == {new_commune.id}
        assert Bulletin.objects.get().organization_id == plant.id
        place = Membership.objects.get(organization_id=plant.id)
        assert place.valid_to == LATER
    with acting(fire_service.member(LATER)):
        assert Bulletin.objects.get().id == bulletin.id


def test_the_successor_speaks_for_what_the_predecessor_issued(
    circle: Circle, plant: Unit, fire_service: Unit, new_commune: Unit, commune: Unit
) -> None:
    bulletin = issued(plant, circle)
    agreed(plant, new_commune)

    chief = fire_service.member(LATER)
    with acting(chief):
        receipt = queries.receipts_for(chief).get()
        actions.reply(receipt_id=receipt.id, by=chief, now=LATER, text="Đã rõ")
        told = Message.objects.filter(purpose="reply").values_list("organization_id", flat=True)
        assert set(told) == {new_commune.id}
        with pytest.raises(actions.OnlyTheIssuer):
            actions.withdraw_bulletin(bulletin_id=bulletin.id, reason="x", by=chief, now=LATER)
    heir = new_commune.member(LATER)
    with acting(heir):
        actions.reply(receipt_id=receipt.id, by=heir, now=LATER, text="Cảm ơn")
        actions.withdraw_bulletin(bulletin_id=bulletin.id, reason="Hết", by=heir, now=LATER)
        assert set(Ask.objects.filter(settled_at=None)) == set()


def test_the_links_of_the_old_unit_end(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit
) -> None:
    issued(plant, circle)
    with acting(commune.member()):
        sent = Message.objects.get(organization_id=commune.id)
    assert links.holder(links.token(sent.id), now=LATER)

    agreed(commune, new_commune)

    assert links.holder(links.token(sent.id), now=LATER) is None


def test_the_pages_of_a_bulletin_print_what_the_unit_is_called_now(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit
) -> None:
    bulletin = issued(plant, circle)
    answering = commune.member()
    with acting(answering):
        receipt = queries.receipts_for(answering).get()
        actions.acknowledge(receipt_id=receipt.id, by=answering, now=NOON)
    agreed(commune, new_commune)
    browser = signed_in(plant)

    page = browser.get(f"/bulletins/{bulletin.id}/", headers={"accept-language": "en"}).text

    assert "Commune (now NewCommune)" in page or "Commune (nay là NewCommune)" in page


def test_members_read_what_became_of_a_unit(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit
) -> None:
    agreed(commune, new_commune)

    with acting(plant.member(LATER)):
        assert circle_queries.succeeded_in(circle.id) == ["Commune (now NewCommune)"]


def test_a_unit_that_was_asked_too_is_not_asked_twice(
    circle: Circle, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    issued(plant, circle)

    agreed(commune, fire_service)

    with acting(fire_service.member(LATER)):
        assert Ask.objects.get(organization_id=commune.id).released
        assert Ask.objects.get(organization_id=fire_service.id).settled_at is None
        assert Receipt.objects.get(organization_id=commune.id)


def test_a_merged_unit_does_not_ask_itself(
    circle: Circle, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    issued(plant, circle)

    agreed(commune, plant)

    with acting(plant.member(LATER)):
        assert Ask.objects.get(organization_id=commune.id).released
        assert not Ask.objects.filter(organization_id=plant.id).exists()


def test_a_subset_is_read_by_whoever_stands_in(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        narrow = circles.subset(
            parent_id=circle.id, organization_ids=[plant.id, commune.id], by=by, now=NOON
        )

    agreed(commune, new_commune)

    assert set(new_commune.member(LATER).circles) == {circle.id, narrow.id}
    # A new matter between the plant and the successor has a subset of its own.
    by = plant.member(LATER)
    with acting(by):
        again = circles.subset(
            parent_id=circle.id, organization_ids=[plant.id, new_commune.id], by=by, now=LATER
        )
    assert again.id != narrow.id


def test_people_keep_their_account_and_lose_their_old_office(
    circle: Circle, commune: Unit, new_commune: Unit
) -> None:
    agreed(commune, new_commune)

    with acting(new_commune.member(LATER)):
        moved = Appointment.objects.exclude(id=new_commune.appointment_id).get(
            organization_id=new_commune.id
        )
        assert moved.person.account_id == commune.account.id
        # The unit's own manager says who else may manage it.
        assert Appointment.Right.MANAGE_ORGANIZATION not in moved.rights
        assert Appointment.Right.ANSWER_RECEIPT in moved.rights
    with pytest.raises(AssertionError):
        commune.member(LATER)


def test_people_who_do_not_come_along_read_nothing_more(
    circle: Circle, commune: Unit, new_commune: Unit
) -> None:
    by = commune.member()
    proposal = Proposal(commune.id, "merge", TODAY, DECISION, successor_id=new_commune.id)
    with acting(by):
        made = organizations.propose(proposal=proposal, by=by, now=LATER)
        organizations.confirm(succession_id=made.id, by=by, now=LATER, moves_people=False)
    heir = new_commune.member()
    with acting(heir):
        organizations.confirm(succession_id=made.id, by=heir, now=LATER)
        assert Appointment.objects.filter(organization_id=new_commune.id).count() == 1
    with pytest.raises(AssertionError):
        commune.member(LATER)


def test_a_split_waits_for_all_heirs_and_gives_each_its_part(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit, outsider: Unit
) -> None:
    issued(plant, circle)
    by = commune.member()
    with acting(by):
        rows = [
            organizations.propose(
                proposal=Proposal(
                    commune.id,
                    "split",
                    TODAY,
                    DECISION,
                    successor_id=heir.id,
                    main_heir=main,
                    functions=share,
                ),
                by=by,
                now=LATER,
            )
            for heir, main, share in ((new_commune, True, ""), (outsider, False, "Xã Nam Dong"))
        ]
        for row in rows:
            organizations.confirm(
                succession_id=row.id, by=by, now=LATER, selected=[f"circle:{circle.id}"]
            )
    by = new_commune.member()
    with acting(by):
        first = organizations.confirm(succession_id=rows[0].id, by=by, now=LATER)
    assert first.applied_at is None
    by = outsider.member()
    with acting(by):
        organizations.confirm(succession_id=rows[1].id, by=by, now=LATER)

    assert new_commune.member(LATER).circles == (circle.id,)
    assert outsider.member(LATER).circles == (circle.id,)
    heir = new_commune.member(LATER)
    with acting(heir):
        assert queries.waiting_for(heir).count() == 1
        assert not Ask.objects.filter(organization_id=outsider.id).exists()
        old = Organization.objects.get(id=commune.id)
        assert called_now(old.name, old) == "Commune (now NewCommune, Outsider)"


def test_a_function_takes_along_only_what_was_chosen(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit
) -> None:
    other = make_circle(plant, commune, name="Vòng khác")
    join(circle, plant, new_commune)
    issued(plant, circle)
    issued(plant, other)
    with acting(commune.member()):
        lines = successions.touched(commune.id, LATER)
    keys = {line.key for line in lines}
    assert keys == {f"{kind}:{one.id}" for kind in ("circle", "owed") for one in (circle, other)}

    agreed(
        commune,
        new_commune,
        "function",
        functions="Quản lý cư trú",
        selected=[f"circle:{circle.id}", f"owed:{circle.id}"],
    )

    heir = new_commune.member(LATER)
    assert heir.circles == (circle.id,)
    with acting(heir):
        assert queries.waiting_for(heir).get().circle_id == circle.id
    stays = commune.member(LATER)
    assert set(stays.circles) == {circle.id, other.id}
    with acting(stays):
        assert queries.waiting_for(stays).get().circle_id == other.id
        unit = Organization.objects.get(id=commune.id)
        assert called_now(unit.name, unit) == "Commune"


def test_a_function_opens_no_circle_to_a_stranger(
    circle: Circle, plant: Unit, commune: Unit, new_commune: Unit
) -> None:
    issued(plant, circle)
    agreed(
        commune,
        new_commune,
        "function",
        functions="Quản lý cư trú",
        selected=[f"circle:{circle.id}", f"owed:{circle.id}"],
    )

    # Only the chair invites; what was owed stays with the one that can answer it.
    assert new_commune.member(LATER).circles == ()
    stays = commune.member(LATER)
    with acting(stays):
        assert queries.waiting_for(stays).exists()


def test_a_dissolved_unit_is_asked_no_more(
    circle: Circle, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    issued(plant, circle)

    agreed(plant, None, "dissolve")

    with acting(fire_service.member(LATER)):
        assert set(Ask.objects.values_list("released", flat=True)) == {True}
        # Somebody must be there to invite and to renew.
        assert Circle.objects.get().chair_id == fire_service.id
        unit = Organization.objects.get(id=plant.id)
        assert called_now("Plant", unit) == "Plant (dissolved)"


def test_an_outsider_sees_nothing_of_a_proposal(
    circle: Circle, commune: Unit, new_commune: Unit, outsider: Unit
) -> None:
    made = agreed(commune, new_commune, on=TODAY + timedelta(days=9))

    by = outsider.member()
    with acting(by):
        assert not Succession.objects.exists()
        with pytest.raises(Succession.DoesNotExist):
            organizations.confirm(succession_id=made.id, by=by, now=LATER)

"""From a clause to a duty that falls due, through actions."""

from datetime import date, timedelta

import pytest

from lienket.circles import actions as circles
from lienket.circles.events import OrganizationJoined, OrganizationLeft
from lienket.circles.models import Circle, Membership
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.obligations import actions, exports, queries
from lienket.obligations.actions.drafts import NeverDue, NoSuchClause, NoSuchParty, OwedToItself
from lienket.obligations.actions.obligations import CodeTaken, OnlyTheKeeper
from lienket.obligations.models import Duty, Obligation, Occurrence
from lienket.obligations.reactions import (
    end_duties,
    end_duties_of_a_leaver,
    end_the_earlier_term,
    start_duties,
    start_duties_of_a_party,
)
from lienket.obligations.rules import Cadence
from lienket.obligations.samples import REGISTER
from lienket.obligations.tests.conftest import DAILY, WEEKLY, Define, occurrence_of, owed
from lienket.regulations import actions as regulations
from lienket.regulations.actions import PartyDraft
from lienket.regulations.actions.drafts import PartyHasDuties
from lienket.regulations.events import RegulationEnded, RegulationRenewed, RegulationSigned
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import sign_all
from lienket.regulations.text.tree import Node
from tests.cast import NOON, Unit, make_circle


def test_after_two_days_without_a_worker_nothing_is_skipped_or_doubled(
    define: Define, plant: Unit
) -> None:
    define(DAILY)
    for hours in (0, 1, 49, 49):
        actions.open_due(now=NOON + timedelta(hours=hours))

    by = plant.member()
    with acting(by):
        found = queries.occurrences_for(by).order_by("due_at")
        starts = list(found.values_list("period_start", flat=True))
    assert starts == [date(2026, 11, day) for day in range(22, 24)]


def test_one_duty_that_fails_does_not_stop_the_others(define: Define, plant: Unit) -> None:
    broken, sound = define(DAILY, code="N01"), define(DAILY, code="N02")
    with acting(plant.member()):
        # As a row of an older version might be.
        Obligation.objects.filter(id=broken.id).update(cadence={"kind": "calendar"})
    tomorrow = NOON + timedelta(days=1)
    actions.open_due(now=tomorrow)
    with acting(plant.member()):
        opened = Occurrence.objects.values_list("duty__obligation_id", flat=True)
        assert set(opened) == {sound.id}
        again = Duty.objects.get(obligation=broken).opens_at
    assert again
    assert again > tomorrow, "it is tried again later"


def test_a_party_that_owes_something_is_not_left_out(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
        with pytest.raises(PartyHasDuties) as refused:
            regulations.set_parties(
                regulation_id=regulation.id,
                parties=[PartyDraft("A", "Nhà máy", plant.id)],
                by=by,
                now=NOON,
            )
        assert "N06" in str(refused.value.message)


def test_a_leaver_takes_along_what_it_owed_jointly(
    define: Define, commune: Unit, plant: Unit
) -> None:
    define(DAILY, jointly=["C"])
    by = commune.member()
    with acting(by):
        parts = dict(exports.owed(by.circles, by))
    assert parts["obligations/duties.json"]


def test_the_period_that_runs_at_the_signing_is_owed_too(define: Define, plant: Unit) -> None:
    define(WEEKLY)
    actions.open_due(now=NOON)

    # NOON is a Saturday; the week that began with it ends on the next Friday.
    assert occurrence_of(plant).period_end == date(2026, 11, 27)


def test_only_those_concerned_see_a_duty(
    define: Define, plant: Unit, fire_service: Unit, commune: Unit, outsider: Unit
) -> None:
    define()
    actions.open_due(now=NOON)

    for unit, seen in ((plant, 1), (fire_service, 1), (commune, 0), (outsider, 0)):
        by = unit.member()
        with acting(by):
            assert queries.occurrences_for(by).count() == seen


def test_silence_reminds_before_it_is_due_and_climbs_afterwards(
    define: Define, plant: Unit
) -> None:
    define(WEEKLY, remind_before=24 * 60)
    actions.open_due(now=NOON)
    due = occurrence_of(plant).due_at

    with acting(plant.member()):
        (ask,) = Ask.objects.filter(settled_at=None)
    assert ask.escalate_at == due - timedelta(days=1)
    for days in (-1, 0, 1, 3, 7):
        escalation.escalate_overdue(now=due + timedelta(days=days))
    with acting(plant.member()):
        ask.refresh_from_db()
    assert ask.step == 5


def test_what_is_defined_in_a_draft_starts_with_the_signature(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit, circle: Circle
) -> None:
    by = plant.member()
    with acting(by):
        actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
        assert not Duty.objects.exists()
    signed = sign_all(regulation, plant, fire_service, commune)
    start_duties(RegulationSigned(signed.id, 0), circle_id=circle.id, organization_id=None, at=NOON)

    actions.open_due(now=NOON)
    assert occurrence_of(fire_service)


def test_nothing_falls_due_after_the_last_day_of_the_term(
    define: Define, in_force: Regulation, plant: Unit
) -> None:
    define(DAILY)
    with acting(plant.member()):
        Duty.objects.update(last_day=date(2026, 11, 23))
    actions.open_due(now=NOON + timedelta(days=30))

    assert occurrence_of(plant).period_start == date(2026, 11, 23)


def test_nothing_falls_due_of_a_regulation_that_was_ended(
    define: Define, in_force: Regulation, plant: Unit, commune: Unit, circle: Circle
) -> None:
    define(DAILY, responsible=["B"], counterparts=["C"])
    by = plant.member()
    with acting(by):
        regulations.end(regulation_id=in_force.id, reason="Không còn nhà máy", by=by, now=NOON)
    end_duties(RegulationEnded(in_force.id), circle_id=circle.id, organization_id=None, at=NOON)

    # Also between two others, in a circle the keeper does not belong to.
    assert actions.open_due(now=NOON + timedelta(days=30)) == 0


def test_what_all_owe_one_another_is_owed_by_each(define: Define, plant: Unit) -> None:
    define(DAILY, responsible=["A", "B", "C"], counterparts=["A", "B", "C"])

    by = plant.member()
    with acting(by):
        assert queries.duties_for(by).count() == 3


def test_an_obligation_that_makes_no_sense_is_refused(
    in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    never = Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    for draft, refusal in (
        (owed(never), NeverDue),
        (owed(clause_key="d99"), NoSuchClause),
        (owed(responsible=["Z"]), NoSuchParty),
        (owed(counterparts=["A"]), OwedToItself),
    ):
        with pytest.raises(refusal), acting(by):
            actions.define(regulation_id=in_force.id, draft=draft, by=by, now=NOON)
    with acting(by):
        actions.define(regulation_id=in_force.id, draft=owed(), by=by, now=NOON)
        with pytest.raises(CodeTaken):
            actions.define(regulation_id=in_force.id, draft=owed(), by=by, now=NOON)
    other = fire_service.member()
    with acting(other), pytest.raises(OnlyTheKeeper):
        actions.define(regulation_id=in_force.id, draft=owed(code="N07"), by=other, now=NOON)


def test_the_next_term_takes_over_what_was_owed(
    define: Define, in_force: Regulation, plant: Unit
) -> None:
    define()
    by = plant.member()
    with acting(by):
        following = regulations.renew(
            regulation_id=in_force.id,
            title="Quy chế nhiệm kỳ mới",
            valid_from=date(2031, 1, 1),
            valid_to=date(2035, 12, 31),
            by=by,
            now=NOON,
        )
        (taken,) = actions.carry_over(regulation_id=following.id, codes=["N06"], by=by, now=NOON)
        assert not actions.carry_over(regulation_id=following.id, codes=["N06"], by=by, now=NOON)
    assert (taken.code, taken.regulation_id) == ("N06", following.id)


def test_the_register_of_the_sample_loads_as_it_stands(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    keys = {draft.clause_key for draft in REGISTER}
    with acting(by):
        regulations.write_text(regulation_id=regulation.id, nodes=_text(keys), by=by, now=NOON)
        regulations.set_parties(
            regulation_id=regulation.id,
            parties=[
                *(
                    PartyDraft(letter, unit.organization.name, unit.id)
                    for letter, unit in zip("ABC", (plant, fire_service, commune), strict=True)
                ),
                PartyDraft("D", "Đồn Biên phòng", signs=False, bound_through="A"),
                PartyDraft("E", "Công an xã", signs=False, bound_through="A"),
                PartyDraft("F", "Nhà thầu bảo vệ", signs=False, bound_through="B"),
            ],
            by=by,
            now=NOON,
        )
        for draft in REGISTER:
            actions.define(regulation_id=regulation.id, draft=draft, by=by, now=NOON)
        codes = list(queries.obligations_of(regulation.id).values_list("code", flat=True))
    assert codes == [f"N{number:02}" for number in range(1, 37)]

    sign_all(regulation, plant, fire_service, commune)
    with acting(by):
        regulation.refresh_from_db()
        register = queries.obligations_of(regulation.id)
        duties = actions.start_all(register, regulation, by=by, now=NOON)
        again = actions.start_all(register, regulation, by=by, now=NOON)
        assert {duty.id for duty in duties} == {duty.id for duty in again}
    # Whoever does not work here owes nothing here: the contractor, the border post.
    assert {duty.organization_id for duty in duties} == {plant.id, fire_service.id, commune.id}
    while actions.open_due(now=NOON + timedelta(days=40)):
        pass
    with acting(by):
        assert Occurrence.objects.filter(duty__obligation__code="N06").count() == 6


def _text(keys: set[str]) -> list[Node]:
    """Articles with just the clauses and points that these keys name."""
    articles: dict[str, dict[str, set[str]]] = {}
    for key in keys:
        article, clause, point = [*key.split("."), "", ""][:3]
        articles.setdefault(article[1:], {}).setdefault(clause[1:], set()).add(point)
    return [
        Node(
            "article",
            number,
            "Tiêu đề",
            children=tuple(
                Node(
                    "clause",
                    clause,
                    text="Nội dung.",
                    children=tuple(
                        Node("point", point, text="nội dung;") for point in sorted(points - {""})
                    ),
                )
                for clause, points in sorted(clauses.items())
                if clause
            ),
        )
        for number, clauses in sorted(articles.items(), key=lambda pair: int(pair[0]))
    ]


def test_nothing_is_opened_for_who_has_left(
    define: Define, plant: Unit, fire_service: Unit, circle: Circle
) -> None:
    define(DAILY, responsible=["B"], counterparts=["A"])
    by = fire_service.member()
    with acting(by):
        duty = Duty.objects.get()
        circles.leave(circle_id=circle.id, by=by, now=NOON)
    news = OrganizationLeft(fire_service.id)
    end_duties_of_a_leaver(news, circle_id=duty.circle_id, organization_id=None, at=NOON)

    with acting(plant.member()):
        assert Duty.objects.get().ended_at == NOON
    assert actions.open_due(now=NOON + timedelta(days=3)) == 0


def test_nothing_is_opened_while_a_place_has_run_out(
    define: Define, plant: Unit, fire_service: Unit, circle: Circle
) -> None:
    define(DAILY, responsible=["B"], counterparts=["A"])
    until = NOON + timedelta(hours=1)
    with acting(Engine(circles=(circle.id,))):
        Membership.objects.filter(organization_id=fire_service.id).update(valid_to=until)
    actions.open_due(now=NOON + timedelta(days=3))

    by = plant.member()
    with acting(by):
        assert not queries.occurrences_for(by).exists()


def test_the_earlier_term_ends_when_the_next_is_signed(
    define: Define, in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    define(DAILY)
    by = plant.member()
    with acting(by):
        Regulation.objects.filter(id=in_force.id).update(valid_to=None)
        Duty.objects.update(last_day=None)
        following = regulations.renew(
            regulation_id=in_force.id,
            title="Quy chế nhiệm kỳ mới",
            valid_from=date(2026, 12, 1),
            valid_to=date(2030, 12, 31),
            by=by,
            now=NOON,
        )
    sign_all(following, plant, fire_service, commune)
    end_the_earlier_term(
        RegulationRenewed(in_force.id, following.id),
        circle_id=in_force.circle_id,
        organization_id=None,
        at=NOON,
    )
    actions.open_due(now=NOON + timedelta(days=30))

    assert occurrence_of(plant).period_start == date(2026, 11, 30)


def test_who_has_left_is_owed_to_no_more(
    define: Define, in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    define(DAILY, counterparts=["B", "C"])
    with acting(plant.member()):
        actions.end_of(fire_service.id, circle_id=in_force.circle_id, now=NOON)
        duty = Duty.objects.get()
    assert (duty.asker_id, duty.ended_at) == (commune.id, None)


def test_a_party_that_comes_back_owes_again(
    define: Define, in_force: Regulation, plant: Unit
) -> None:
    define(DAILY)
    with acting(plant.member()):
        duty = Duty.objects.get()
        actions.end_of(plant.id, circle_id=duty.circle_id, now=NOON)
    start_duties_of_a_party(
        OrganizationJoined(plant.id), circle_id=in_force.circle_id, organization_id=None, at=NOON
    )

    assert actions.open_due(now=NOON + timedelta(days=1)) == 1


THURSDAYS = Cadence("calendar", rrule="FREQ=WEEKLY;BYDAY=TH", at="16:00")


def test_a_model_takes_its_obligations_along_without_names(
    define: Define, in_force: Regulation, plant: Unit, outsider: Unit, commune: Unit
) -> None:
    define(THURSDAYS, title="Plant gửi tổng hợp tuần", office="Tổ giúp việc")
    by = plant.member()
    with acting(by):
        model = regulations.publish_model(
            regulation_id=in_force.id,
            title="Quy chế mẫu",
            site_kind="Nhà máy điện",
            statement="Giảm trộm cắp",
            names=["TH"],
            by=by,
            now=NOON + timedelta(days=100),
        )
    make_circle(outsider, commune, name="Nơi khác")
    other = outsider.member()
    with acting(other):
        adopted = regulations.adopt_model(
            model_id=model.id, circle_id=other.circles[0], title="Của tôi", by=other, now=NOON
        )
        (taken,) = queries.obligations_of(adopted.id)
    assert taken.title == "Bên A gửi tổng hợp tuần"
    assert Cadence.from_json(taken.cadence) == THURSDAYS

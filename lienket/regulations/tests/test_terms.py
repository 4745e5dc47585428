"""Amending, renewing and ending what is in force."""

from datetime import date, timedelta
from typing import Any

import pytest

from lienket.escalation.models import Ask
from lienket.kernel.rls import acting
from lienket.regulations import actions, queries, rules
from lienket.regulations.actions import signing, terms
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import TEXT, sign_all
from tests.cast import NOON, Unit
from tests.signing import sign

TODAY = date(2026, 11, 21)


def test_the_text_in_force_on_any_day_follows_the_amendments(
    in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        holds = date(2027, 1, 1)
        actions.amend(
            regulation_id=in_force.id,
            title="Phụ lục sửa đổi số 01",
            in_force_from=holds,
            by=by,
            now=NOON,
        )
        with pytest.raises(terms.DraftExists):
            actions.amend(regulation_id=in_force.id, title="Số 02", by=by, now=NOON)
        draft = queries.draft_of(in_force)
        assert draft
        patrol = draft.clauses.get(key="d3")
        actions.edit_clause(
            clause_id=patrol.id, heading="Tuần tra", text="04 vòng mỗi ca.", by=by, now=NOON
        )
    sign_all(in_force, plant, fire_service, commune)

    with acting(by):
        before, after = (
            queries.version_on(in_force, day) for day in (holds - timedelta(days=1), holds)
        )
        assert before
        assert before.clauses.get(key="d3").text == "Bảo vệ tuần tra 03 vòng mỗi ca."
        assert after
        assert after.clauses.get(key="d3").text == "04 vòng mỗi ca."
        assert queries.state_of(in_force, TODAY) is rules.State.IN_FORCE
        assert queries.state_of(in_force, holds) is rules.State.AMENDED
        assert in_force.code == "01/QCPH-P-F-C"


def test_an_amendment_changes_nothing_that_held_before_it_was_signed(
    in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(
            regulation_id=in_force.id,
            title="Sửa đổi lần 1",
            in_force_from=date(2026, 1, 2),
            by=by,
            now=NOON,
        )
    sign_all(in_force, plant, fire_service, commune)
    with acting(by):
        amended = queries.version_on(in_force, TODAY)
        assert amended
        assert (amended.number, amended.in_force_from) == (2, TODAY)


def test_an_amendment_ends_with_its_regulation(
    in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
        until = NOON + timedelta(days=10)
        actions.open_signing(regulation_id=in_force.id, until=until, by=by, now=NOON)
        actions.end(regulation_id=in_force.id, reason="Nhà máy ngừng", by=by, now=NOON)
        assert queries.draft_of(in_force) is None
        assert not Ask.objects.filter(settled_at=None).exists()


def test_the_next_term_waits_for_an_amendment_that_is_being_written(
    in_force: Regulation, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
        with pytest.raises(terms.DraftExists):
            actions.renew(
                regulation_id=in_force.id,
                title="Nhiệm kỳ sau",
                valid_from=date(2031, 1, 1),
                valid_to=None,
                by=by,
                now=NOON,
            )


def test_what_expired_while_it_was_being_signed_is_not_amended(
    in_force: Regulation, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
        with pytest.raises(signing.RegulationOver):
            sign(in_force, by, NOON + timedelta(days=5 * 366))


def test_the_next_term_takes_parties_and_text_along(
    in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    given: dict[str, Any] = {
        "regulation_id": in_force.id,
        "title": "Quy chế 2031–2035",
        "valid_to": None,
        "by": by,
        "now": NOON,
    }
    with acting(by):
        with pytest.raises(terms.TermsOverlap):
            actions.renew(**given, valid_from=date(2030, 12, 31))
        following = actions.renew(**given, valid_from=date(2031, 1, 1))
        with pytest.raises(terms.RenewedBefore):
            actions.renew(**given, valid_from=date(2031, 1, 1))
        draft = queries.draft_of(following)
        assert draft
        assert queries.text_of(draft) == TEXT
        assert [p.letter for p in queries.parties_of(following)] == ["A", "B", "C"]
    sign_all(following, plant, fire_service, commune)

    with acting(by):
        assert queries.state_of(in_force, TODAY) is rules.State.RENEWED
        assert queries.version_on(in_force, TODAY)


def test_ending_needs_a_reason_and_is_final(in_force: Regulation, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        with pytest.raises(terms.NoReason):
            actions.end(regulation_id=in_force.id, reason=" ", by=by, now=NOON)
        actions.end(regulation_id=in_force.id, reason="Nhà máy dừng", by=by, now=NOON)
        in_force.refresh_from_db()
        assert queries.state_of(in_force, TODAY) is rules.State.ENDED
        assert queries.version_on(in_force, TODAY + timedelta(days=1)) is None
        with pytest.raises(terms.NotInForce):
            actions.amend(regulation_id=in_force.id, title="Số 1", by=by, now=NOON)

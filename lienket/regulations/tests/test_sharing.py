"""Consulting, carrying a regulation on into another circle, its figures, and models."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.escalation.models import Ask
from lienket.kernel.rls import acting
from lienket.regulations import actions, queries
from lienket.regulations.actions import cascades, drafts, library, rounds, signing
from lienket.regulations.models import Consent, Model, Regulation, Summary
from lienket.regulations.tests.conftest import sign_all
from lienket.regulations.text.anonymous import replace_names
from tests.cast import NOON, Unit, join, make_circle, make_unit
from tests.signing import sign

UNTIL = NOON + timedelta(days=10)


def test_every_party_is_asked_and_whoever_comments_is_asked_no_more(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    keeper = plant.member()
    with acting(keeper):
        actions.open_consultation(regulation_id=regulation.id, until=UNTIL, by=keeper, now=NOON)
        assert Ask.objects.filter(settled_at=None).count() == 2
        assert Message.objects.count() == 2
        with pytest.raises(drafts.AskedJustNow):
            actions.set_parties(regulation_id=regulation.id, parties=[], by=keeper, now=NOON)
        with pytest.raises(signing.CommentsStillOpen):
            sign(regulation, keeper, NOON)
    fire = fire_service.member()
    with acting(fire):
        given = actions.comment(
            regulation_id=regulation.id, clause_key="d3", text="Nên là 04 vòng.", by=fire, now=NOON
        )
        assert not queries.asked_of(fire).exists()
        with pytest.raises(rounds.CommentedAlready):
            actions.no_comment(regulation_id=regulation.id, by=fire, now=NOON)
    police = commune.member()
    with acting(police):
        assert queries.asked_of(police).count() == 1
        actions.no_comment(regulation_id=regulation.id, by=police, now=NOON)
        actions.no_comment(regulation_id=regulation.id, by=police, now=NOON)
    with acting(keeper):
        assert not Ask.objects.filter(settled_at=None).exists()
        answer: dict[str, Any] = {"comment_id": given.id, "by": keeper, "now": NOON}
        with pytest.raises(rounds.ReasonMissing):
            actions.answer_comment(**answer, taken=False, answer="")
        actions.answer_comment(**answer, taken=True, answer="")
        with pytest.raises(rounds.AlreadyAnswered):
            actions.answer_comment(**answer, taken=True, answer="")
        actions.close_round(regulation_id=regulation.id, by=keeper, now=NOON)
        with pytest.raises(rounds.NotConsulted):
            actions.comment(
                regulation_id=regulation.id, clause_key="", text="Muộn.", by=keeper, now=NOON
            )


def test_who_had_nothing_to_remark_may_still_remark_something(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    keeper, fire = plant.member(), fire_service.member()
    with acting(keeper):
        actions.open_consultation(regulation_id=regulation.id, until=UNTIL, by=keeper, now=NOON)
    with acting(fire):
        actions.no_comment(regulation_id=regulation.id, by=fire, now=NOON)
        actions.comment(
            regulation_id=regulation.id, clause_key="d3", text="Nên là 04 vòng.", by=fire, now=NOON
        )
        assert not Consent.objects.exists()


def test_whoever_signs_is_asked_no_more(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.open_signing(regulation_id=regulation.id, until=UNTIL, by=by, now=NOON)
        assert Ask.objects.filter(settled_at=None).count() == 3
    sign_all(regulation, plant, fire_service, commune)
    with acting(by):
        assert not Ask.objects.filter(settled_at=None).exists()


@pytest.fixture
def lower_circle(plant: Unit) -> Circle:
    """The plant and its guard contractor."""
    return make_circle(plant, make_unit("Guards", "guard_contractor"), name="Hợp đồng bảo vệ")


def test_a_lower_regulation_inherits_the_chosen_articles_only(
    in_force: Regulation, lower_circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        lower = _cascade(in_force, lower_circle, plant)
        version = queries.draft_of(lower)
        assert version
        keys = list(queries.clauses_of(version).values_list("key", flat=True))
        assert keys == ["cii", "d3"]
        clause = version.clauses.get(key="d3")
        actions.edit_clause(
            clause_id=clause.id, heading="Tuần tra", text="06 vòng mỗi ca.", by=by, now=NOON
        )
        clause.refresh_from_db()
        assert clause.inherited_text == "Tuần tra\nBảo vệ tuần tra 03 vòng mỗi ca."
        assert in_force.code in lower.cites
        assert [party.name for party in queries.parties_of(lower)] == ["Plant", "Guards"]
    with acting(fire_service.member()):
        assert not Regulation.objects.filter(id=lower.id).exists()


def test_an_observer_carries_nothing_on_and_publishes_nothing(
    in_force: Regulation, circle: Circle, plant: Unit, outsider: Unit
) -> None:
    join(circle, plant, outsider)
    own = make_circle(outsider, name="Của riêng")
    by = outsider.member()
    with acting(by), pytest.raises(cascades.NotBoundItself):
        actions.cascade(
            regulation_id=in_force.id, circle_id=own.id, title="Chép", keys=["d3"], by=by, now=NOON
        )


def test_only_its_keeper_publishes_the_figures_of_a_lower_regulation(
    in_force: Regulation, lower_circle: Circle, circle: Circle, plant: Unit
) -> None:
    with acting(plant.member()):
        lower = _cascade(in_force, lower_circle, plant)
        guards = next(
            party.organization_id
            for party in queries.parties_of(lower)
            if party.organization_id != plant.id
        )
        draft = queries.draft_of(lower)
        assert draft
        drafts.put(draft, NOON)
        Regulation.objects.filter(id=lower.id).update(organization_id=guards)
    by = plant.member()
    with acting(by), pytest.raises(drafts.OnlyTheKeeper):
        actions.publish_summary(
            regulation_id=lower.id,
            period_from=date(2026, 7, 1),
            period_to=date(2026, 9, 30),
            counts={"due": 9},
            by=by,
            now=NOON,
        )


def test_two_circles_cannot_follow_each_other(
    in_force: Regulation, lower_circle: Circle, plant: Unit, circle: Circle
) -> None:
    by = plant.member()
    with acting(by):
        lower = _cascade(in_force, lower_circle, plant)
        guards = queries.parties_of(lower).exclude(organization_id=plant.id)
        guards.update(signs=False, organization=None)
        Regulation.objects.filter(id=lower.id).update(form="internal")
        sign(lower, by, NOON)
        for upper, into in ((lower, circle), (in_force, circle)):
            with pytest.raises(cascades.CircularCascade):
                actions.cascade(
                    regulation_id=upper.id,
                    circle_id=into.id,
                    title="Vòng tròn",
                    keys=["d3"],
                    by=by,
                    now=NOON,
                )


def test_figures_of_a_lower_regulation_are_frozen_in_the_upper_circle(
    in_force: Regulation, lower_circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        lower = _cascade(in_force, lower_circle, plant)
        given: dict[str, Any] = {
            "regulation_id": lower.id,
            "period_from": date(2026, 7, 1),
            "counts": {"due": 40, "fulfilled": 37},
            "by": by,
            "now": NOON,
        }
        with pytest.raises(cascades.NotYetSigned):
            actions.publish_summary(**given, period_to=date(2026, 9, 30))
        Regulation.objects.filter(id=lower.id).update(signed_at=NOON)
        with pytest.raises(cascades.BadPeriod):
            actions.publish_summary(**given, period_to=date(2026, 12, 31))
        with pytest.raises(cascades.BadPeriod):
            # Today has not ended.
            actions.publish_summary(**given, period_to=date(2026, 11, 21))
        actions.publish_summary(**given, period_to=date(2026, 9, 30))
        with pytest.raises(cascades.PublishedBefore):
            actions.publish_summary(**given, period_to=date(2026, 9, 30))
        with pytest.raises(ProgrammingError), transaction.atomic():
            Summary.objects.update(counts={})
    with acting(fire_service.member()):
        assert queries.summaries_of(in_force).get().counts == {"due": 40, "fulfilled": 37}


def test_a_model_names_nobody_and_everybody_may_start_from_it(
    proven: Regulation, plant: Unit, outsider: Unit
) -> None:
    by = plant.member()
    given: dict[str, Any] = {
        "regulation_id": proven.id,
        "site_kind": "Nhà máy điện",
        "by": by,
        "now": NOON,
    }
    with acting(by):
        words: dict[str, Any] = {"title": "Quy chế mẫu", "names": ["nhà máy"]}
        with pytest.raises(library.NoStatement):
            actions.publish_model(**given, **words, statement="")
        with pytest.raises(library.NamesLeft):
            actions.publish_model(**given, **words, statement="Tốt cho Plant")
        model = actions.publish_model(**given, **words, statement="Giảm trộm cắp")
        assert "nhà máy" not in str(model.tree).casefold()
    make_circle(outsider, name="Nơi khác")
    other = outsider.member()
    with acting(other):
        assert Model.objects.get() == model
        adopted = actions.adopt_model(
            model_id=model.id, circle_id=other.circles[0], title="Của tôi", by=other, now=NOON
        )
        version = queries.draft_of(adopted)
        assert version
        assert version.clauses.count() > 5


def test_a_short_name_is_replaced_only_where_it_stands_as_a_word() -> None:
    words = replace_names("TH và nhà thầu của th.", {"TH": "Bên A"})
    assert words == "Bên A và nhà thầu của Bên A."


@pytest.mark.django_db
def test_without_a_context_no_model_is_visible() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM regulations_model")
        assert cursor.fetchone() == (0,)


def test_a_regulation_that_has_just_begun_is_no_model(in_force: Regulation, plant: Unit) -> None:
    """Its term began months ago, but it was signed only today."""
    by = plant.member()
    with acting(by), pytest.raises(library.NotProven):
        actions.publish_model(
            regulation_id=in_force.id,
            title="Mẫu",
            site_kind="",
            statement="Tốt",
            names=[],
            by=by,
            now=NOON,
        )


def _cascade(upper: Regulation, circle: Circle, unit: Unit) -> Regulation:
    return actions.cascade(
        regulation_id=upper.id,
        circle_id=circle.id,
        title="Quy chế với nhà thầu bảo vệ",
        keys=["d3"],
        by=unit.member(),
        now=NOON,
    )

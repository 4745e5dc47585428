"""From a draft to the presentation, through actions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lienket.circles import actions as circle_actions
from lienket.circles.models import Circle
from lienket.circles.overview import lines_of
from lienket.commendations import actions, queries
from lienket.commendations.actions import DossierDraft, Minuted, Nomination, Paper
from lienket.commendations.actions.common import (
    NotOpenToChange,
    OnlyTheProposer,
    OnlyWhoConsiders,
)
from lienket.commendations.actions.considering import (
    NobodyNominated,
    NoMerits,
    NoReason,
    NoSuchMeeting,
    NotBeingConsidered,
    VotedDown,
    VotesOutOfRange,
)
from lienket.commendations.actions.deciding import (
    BeforeTheDecision,
    BeforeTheProposal,
    NoNumber,
    NoSigner,
    NotAgreedYet,
    NotDecidedYet,
    NotYet,
    OnlyTheTwo,
)
from lienket.commendations.actions.drafting import (
    ConsidersItself,
    MeritFromAbove,
    NoSubject,
    ProposedBefore,
    UnknownForm,
    UnknownLevel,
)
from lienket.commendations.actions.nominating import (
    CollectiveHasNoName,
    NominatedAlready,
    NoOffice,
    NotInTheRecord,
    PrizeOutOfRange,
)
from lienket.commendations.exports import commended
from lienket.commendations.models import Dossier, Recipient
from lienket.commendations.rules import NAMES_DAYS
from lienket.commendations.standing import cited_by
from lienket.commendations.tests.conftest import Draft
from lienket.delivery.models import Message
from lienket.documents.guard.refusals import PersonsIdentity
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.incidents.actions import Report
from lienket.incidents.tests.hands import report
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import TextTooLong
from lienket.kernel.rls import acting
from lienket.plans.actions.tasks import NotAMember
from lienket.search.queries import find
from tests.cast import NOON, Unit, make_circle, make_unit, merge

DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)
PAPER = Paper("15/QĐ-CAX", TODAY, "Trưởng Công an xã")


def letters_to(unit: Unit) -> list[str]:
    with acting(unit.member()):
        found = Message.objects.filter(organization_id=unit.id, envelope__kind=queries.KIND)
        return list(found.order_by("id").values_list("purpose", flat=True))


def seen_by(unit: Unit) -> int:
    by = unit.member()
    with acting(by):
        return queries.dossiers_for(by).count()


def agree(dossier: Dossier, unit: Unit, minuted: Minuted = Minuted()) -> None:  # noqa: B008
    by = unit.member()
    with acting(by):
        actions.agree(dossier_id=dossier.id, minuted=minuted, by=by, now=NOON)


def decide(dossier: Dossier, unit: Unit, paper: Paper = PAPER) -> None:
    by = unit.member()
    with acting(by):
        actions.decide(dossier_id=dossier.id, paper=paper, by=by, now=NOON)


def waits_for(unit: Unit) -> list[str]:
    by = unit.member()
    with acting(by):
        return [one.title for one in waiting_for(by, NOON, 9)]


def test_a_draft_is_seen_by_whoever_proposes_it_and_then_by_the_circle(
    draft: Draft, plant: Unit, commune: Unit, fire_service: Unit, outsider: Unit
) -> None:
    dossier = draft()
    assert [seen_by(one) for one in (plant, commune, fire_service, outsider)] == [1, 0, 0, 0]

    by = plant.member()
    with acting(by):
        actions.propose(dossier_id=dossier.id, by=by, now=NOON)
    assert [seen_by(one) for one in (plant, commune, fire_service, outsider)] == [1, 1, 1, 0]


def test_whoever_considers_is_asked_within_fifteen_days(
    proposed: Dossier, circle: Circle, commune: Unit, fire_service: Unit
) -> None:
    by = commune.member()
    with acting(by):
        ask = Ask.objects.get(id=proposed.ask_id or 0)
        # 6 December is a Sunday.
        assert ask.due_at.date() == date(2026, 12, 7)
        (line,) = [one for one in lines_of(circle, by, NOON) if "commendations" in one.url]
        assert "quá hạn" not in line.words
        (line,) = [one for one in lines_of(circle, by, NOON + 30 * DAY) if "commend" in one.url]
        assert "quá hạn" in line.words
    assert letters_to(commune) == ["first"]
    assert letters_to(fire_service) == []
    assert waits_for(commune) == [proposed.title]


def test_agreeing_stops_the_asking_and_tells_the_proposer(
    proposed: Dossier, plant: Unit, commune: Unit
) -> None:
    agree(proposed, commune, Minuted(votes_for=7, votes_against=1))

    with acting(commune.member()):
        assert Ask.objects.get(id=proposed.ask_id or 0).settled_at == NOON
    assert letters_to(plant) == ["reply"]
    assert waits_for(commune) == [proposed.title], "the decision is still to be entered"
    decide(proposed, commune)
    assert waits_for(commune) == []


def test_what_is_returned_is_corrected_and_proposed_again(
    proposed: Dossier, words: DossierDraft, plant: Unit, commune: Unit
) -> None:
    by = commune.member()
    with acting(by):
        with pytest.raises(NoReason):
            actions.return_(dossier_id=proposed.id, reason=" ", by=by, now=NOON)
        actions.return_(dossier_id=proposed.id, reason="Thiếu minh chứng.", by=by, now=NOON)
        with pytest.raises(NotBeingConsidered):
            actions.agree(dossier_id=proposed.id, by=by, now=NOON)
    assert waits_for(plant) == [proposed.title]

    by = plant.member()
    with acting(by):
        better = replace(words, merits="Bắt quả tang hai vụ; thu hồi 300 m dây.")
        actions.change_dossier(dossier_id=proposed.id, draft=better, by=by, now=NOON)
        with pytest.raises(ProposedBefore):
            actions.discard(dossier_id=proposed.id, by=by, now=NOON)
        again = actions.propose(dossier_id=proposed.id, by=by, now=NOON + DAY)
    assert again.ask_id != proposed.ask_id
    agree(proposed, commune)
    with acting(by):
        said = list(again.considerations.order_by("id").values_list("agrees", flat=True))
    assert said == [False, True]


def test_what_was_agreed_to_is_returned_if_the_authority_refuses(
    proposed: Dossier, commune: Unit
) -> None:
    agree(proposed, commune)
    by = commune.member()
    with acting(by):
        actions.return_(dossier_id=proposed.id, reason="UBND tỉnh không duyệt.", by=by, now=NOON)
    with pytest.raises(NotAgreedYet):
        decide(proposed, commune)


def test_recipients_count_from_the_day_of_the_decision(
    proposed: Dossier, circle: Circle, plant: Unit, commune: Unit
) -> None:
    agree(proposed, commune)
    by = plant.member()
    with acting(by):
        assert not queries.awarded(by, circle.id, date(2026, 1, 1), date(2026, 12, 31))
    decide(proposed, commune)
    with acting(by):
        found = queries.awarded(by, circle.id, TODAY, TODAY)
        assert [one.individual for one in found] == [False, True]
        assert not queries.awarded(by, circle.id, TODAY + DAY, TODAY + 9 * DAY)
        counted = queries.counts(found)
        assert {(one["individual"], one["count"], one["prizes"]) for one in counted} == {
            (False, 1, 2_000_000),
            (True, 1, 500_000),
        }
        actions.present(
            dossier_id=proposed.id, presented_on=TODAY, event="Tổng kết", by=by, now=NOON
        )
        with pytest.raises(NotDecidedYet):
            actions.present(dossier_id=proposed.id, presented_on=TODAY, by=by, now=NOON)


def test_evidence_is_taken_from_the_record_of_the_circle(
    draft: Draft, circle: Circle, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    dossier = draft()
    by = plant.member()
    happened = report(circle, by)
    other = make_circle(plant, outsider, name="Vòng khác")
    by = plant.member()
    elsewhere = report(other, by)
    with acting(by):
        actions.cite(dossier_id=dossier.id, chosen={"incident": [happened.id]}, by=by, now=NOON)
        (cited,) = cited_by(dossier)
        assert happened.reference in cited.title
        assert cited.url.endswith(f"/incidents/{happened.id}/")
        for wrong in ({"incident": [elsewhere.id]}, {"task": [happened.id]}):
            with pytest.raises(NotInTheRecord):
                actions.cite(dossier_id=dossier.id, chosen=wrong, by=by, now=NOON)
        actions.cite(dossier_id=dossier.id, chosen={}, by=by, now=NOON)
        assert not list(cited_by(dossier))


def test_nobody_is_commended_over_a_strike(draft: Draft, circle: Circle, plant: Unit) -> None:
    dossier, by = draft(), plant.member()
    stopped = report(circle, by, Report(kind="work_stoppage", subjects=40))
    with acting(by), pytest.raises(NotInTheRecord):
        actions.cite(dossier_id=dossier.id, chosen={"incident": [stopped.id]}, by=by, now=NOON)


def test_only_the_two_concerned_act(
    proposed: Dossier, plant: Unit, commune: Unit, fire_service: Unit, outsider: Unit
) -> None:
    for unit, refusal in ((plant, OnlyWhoConsiders), (fire_service, OnlyWhoConsiders)):
        with pytest.raises(refusal):
            agree(proposed, unit)
    with pytest.raises(Dossier.DoesNotExist):
        agree(proposed, outsider)
    by = fire_service.member()
    with acting(by):
        with pytest.raises(OnlyTheProposer):
            actions.propose(dossier_id=proposed.id, by=by, now=NOON)
        with pytest.raises(OnlyTheTwo):
            actions.present(dossier_id=proposed.id, presented_on=TODAY, by=by, now=NOON)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kind": "oscar"}, UnknownForm),
        ({"level": "galaxy"}, UnknownLevel),
        ({"kind": "merit"}, MeritFromAbove),
        ({"title": "  "}, NoSubject),
        ({"title": "x" * 301}, TextTooLong),
        ({"merits": "CCCD 001099012345"}, PersonsIdentity),
    ],
)
def test_a_dossier_that_makes_no_sense_is_refused(
    draft: Draft, changes: dict[str, str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        draft(**changes)


def test_who_considers_is_another_member(draft: Draft, plant: Unit, outsider: Unit) -> None:
    with pytest.raises(ConsidersItself):
        draft(considerer_id=plant.id)
    with pytest.raises(NotAMember):
        draft(considerer_id=outsider.id)


def test_recipients_that_make_no_sense_are_refused(
    draft: Draft, guard: Nomination, plant: Unit, outsider: Unit
) -> None:
    dossier = draft(guard)
    by = plant.member()
    for wrong, refusal in (
        (guard, NominatedAlready),
        (replace(guard, office="TỔ TRƯỞNG bảo vệ", person="trần văn kiên"), NominatedAlready),
        (replace(guard, office=" "), NoOffice),
        (replace(guard, office="x" * 201), TextTooLong),
        (replace(guard, prize=-1), PrizeOutOfRange),
        (replace(guard, prize=10**12), PrizeOutOfRange),
        (replace(guard, individual=False), CollectiveHasNoName),
        (replace(guard, organization_id=outsider.id), NotAMember),
    ):
        with acting(by), pytest.raises(refusal):
            actions.nominate(dossier_id=dossier.id, nomination=wrong, by=by, now=NOON)
    with acting(by):
        second = replace(guard, person="Lê Thị Hoa", office="x" * 200)
        actions.nominate(dossier_id=dossier.id, nomination=second, by=by, now=NOON)
        assert queries.recipients_of(dossier).count() == 3


def test_what_is_not_whole_is_not_proposed(draft: Draft, words: DossierDraft, plant: Unit) -> None:
    dossier = draft(merits="")
    by = plant.member()
    with acting(by):
        with pytest.raises(NoMerits):
            actions.propose(dossier_id=dossier.id, by=by, now=NOON)
        actions.change_dossier(dossier_id=dossier.id, draft=words, by=by, now=NOON)
        recipient = queries.recipients_of(dossier).get()
        actions.strike(recipient_id=recipient.id, by=by, now=NOON)
        with pytest.raises(NobodyNominated):
            actions.propose(dossier_id=dossier.id, by=by, now=NOON)
        actions.discard(dossier_id=dossier.id, by=by, now=NOON)
    assert seen_by(plant) == 0


def test_what_is_proposed_does_not_change(
    proposed: Dossier, words: DossierDraft, guard: Nomination, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        recipient = queries.recipients_of(proposed).first()
        assert recipient
        for act in (
            lambda: actions.change_dossier(dossier_id=proposed.id, draft=words, by=by, now=NOON),
            lambda: actions.nominate(dossier_id=proposed.id, nomination=guard, by=by, now=NOON),
            lambda: actions.strike(recipient_id=recipient.id, by=by, now=NOON),
            lambda: actions.cite(dossier_id=proposed.id, chosen={}, by=by, now=NOON),
            lambda: actions.discard(dossier_id=proposed.id, by=by, now=NOON),
            lambda: actions.propose(dossier_id=proposed.id, by=by, now=NOON),
        ):
            with pytest.raises(NotOpenToChange):
                act()


def test_nobody_who_left_meanwhile_is_proposed_or_asked(
    draft: Draft, plant: Unit, fire_service: Unit, circle: Circle
) -> None:
    dossier = draft(Nomination(fire_service.id))
    leaver = fire_service.member()
    with acting(leaver):
        circle_actions.leave(circle_id=circle.id, by=leaver, now=NOON)
    by = plant.member()
    with acting(by), pytest.raises(NotAMember):
        actions.propose(dossier_id=dossier.id, by=by, now=NOON + DAY)


def test_votes_and_meetings_must_make_sense(proposed: Dossier, commune: Unit) -> None:
    for minuted, refusal in (
        (Minuted(votes_for=1, votes_against=5), VotedDown),
        (Minuted(votes_for=-1), VotesOutOfRange),
        (Minuted(votes_for=10**6), VotesOutOfRange),
        (Minuted(meeting_id=10**9), NoSuchMeeting),
    ):
        with pytest.raises(refusal):
            agree(proposed, commune, minuted)


def test_a_decision_comes_after_the_proposal_and_not_from_the_future(
    proposed: Dossier, commune: Unit
) -> None:
    with pytest.raises(NotAgreedYet):
        decide(proposed, commune)
    agree(proposed, commune)
    for changes, refusal in (
        ({"decided_on": TODAY - DAY}, BeforeTheProposal),
        ({"decided_on": TODAY + DAY}, NotYet),
        ({"number": ""}, NoNumber),
        ({"signer": " "}, NoSigner),
        ({"signer": "x" * 201}, TextTooLong),
    ):
        with pytest.raises(refusal):
            decide(proposed, commune, replace(PAPER, **changes))
    decide(proposed, commune)
    with pytest.raises(NotAgreedYet):
        decide(proposed, commune)
    by = commune.member()
    with acting(by), pytest.raises(BeforeTheDecision):
        actions.present(dossier_id=proposed.id, presented_on=TODAY - DAY, by=by, now=NOON)


def test_names_are_found_by_no_search_and_erased_after_a_year(
    proposed: Dossier, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        assert not find("Kiên", by=by, now=NOON).hits
        assert find("an ninh trật tự", by=by, now=NOON).hits
    assert actions.forget_names(now=NOON + timedelta(days=NAMES_DAYS - 1)) == 0
    assert actions.forget_names(now=NOON + timedelta(days=NAMES_DAYS)) == 1
    assert actions.forget_names(now=NOON + timedelta(days=NAMES_DAYS)) == 0
    with acting(by):
        assert not Recipient.objects.exclude(person="").exists()
        assert Recipient.objects.filter(office="Tổ trưởng bảo vệ").exists()


def test_a_leaver_takes_along_what_concerns_it(
    proposed: Dossier, circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    for unit, count in ((plant, 1), (fire_service, 0)):
        by = unit.member()
        with acting(by):
            parts = dict(commended([circle.id], by))
        assert len(parts["commendation_dossiers.json"]) == count


def test_a_successor_carries_an_open_dossier_on(
    proposed: Dossier, plant: Unit, commune: Unit
) -> None:
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=NOON)
    by = plant.member()
    with acting(by):
        assert queries.dossiers_for(by).get().considerer_id == heir.id

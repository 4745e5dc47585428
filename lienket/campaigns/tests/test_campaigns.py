"""From a plan to the closing words, through actions."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from lienket.campaigns import actions, queries
from lienket.campaigns.actions.common import CampaignOver, NoReason, OnlyTheOrganizer
from lienket.campaigns.actions.ending import (
    NotAnnounced,
    NotOverYet,
    NoWords,
    RunsAlready,
    SameDay,
)
from lienket.campaigns.actions.planning import (
    AnnouncedAlready,
    DemandedAlready,
    NotDecided,
    NothingDemanded,
    NoTitle,
    NotYourRegulation,
)
from lienket.campaigns.exports import campaigned
from lienket.campaigns.models import Campaign
from lienket.campaigns.tests.conftest import DAY, DRAFT, MONDAY, SUNDAY
from lienket.circles.models import Circle
from lienket.circles.overview import lines_of
from lienket.delivery.models import Message
from lienket.escalation.waiting import waiting_for
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.actions.tightenings import (
    BeginsTooSoon,
    EndsBeforeItBegins,
    NotTighter,
    TightenedAlready,
)
from lienket.obligations.dated import dated_between
from lienket.obligations.models import Obligation, Occurrence
from lienket.obligations.tests.conftest import DAILY, WEEKLY, Define
from tests.cast import NOON, Unit, make_unit, merge

#: Monday, 30 November: the campaign is over.
AFTER = NOON + 9 * DAY


def told(unit: Unit) -> list[str]:
    """What the unit was told about, oldest first."""
    with acting(unit.member()):
        letters = Message.objects.filter(
            organization_id=unit.id, envelope__kind__startswith="campaign"
        )
        return list(letters.order_by("id").values_list("envelope__kind", flat=True))


def days_opened(unit: Unit) -> list[int]:
    with acting(unit.member()):
        found = Occurrence.objects.order_by("period_start")
        return [day.day for day in found.values_list("period_end", flat=True)]


def run(until: datetime) -> None:
    """As the engine does, once a day."""
    now = NOON
    while now <= until:
        obligations.open_due(now=now)
        actions.turn_due(now=now)
        now += DAY


def test_in_its_days_duties_are_owed_more_often_and_whoever_owes_them_is_told(
    announced: Campaign, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    run(AFTER)

    assert days_opened(plant) == [23, 24, 25, 26, 27, 28, 29, 4]
    assert told(plant) == ["campaign", "campaign_start", "campaign_end"]
    assert told(fire_service) == told(commune) == []


def test_until_it_is_announced_only_its_organizer_sees_it(
    planned: Campaign, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    run(NOON + 3 * DAY)
    assert days_opened(plant) == [27], "nothing is owed more often"
    for unit, seen in ((plant, 1), (fire_service, 0), (outsider, 0)):
        by = unit.member()
        with acting(by):
            assert queries.campaigns_for(by).count() == seen


def test_the_members_see_it_on_the_front_page_and_in_the_calendar(
    announced: Campaign, circle: Circle, fire_service: Unit, outsider: Unit
) -> None:
    by = fire_service.member()
    with acting(by):
        (line,) = [one for one in lines_of(circle, by, NOON) if one.icon == "flag"]
        assert DRAFT.title in line.words
        dated = dated_between(by, NOON, NOON + 30 * DAY, NOON)
        assert [one.uid.split("-")[-1] for one in dated if one.icon == "flag"] == ["start", "end"]
    by = outsider.member()
    with acting(by):
        assert not dated_between(by, NOON, NOON + 30 * DAY, NOON)


def test_it_ends_earlier_or_later_and_says_why(announced: Campaign, plant: Unit) -> None:
    run(NOON + 3 * DAY)
    by, tuesday = plant.member(), NOON + 3 * DAY
    with acting(by):
        actions.move_end(
            campaign_id=announced.id,
            ends_on=SUNDAY + 2 * DAY,
            reason="Tình hình còn phức tạp",
            by=by,
            now=tuesday,
        )
        moved = actions.move_end(
            campaign_id=announced.id, ends_on=MONDAY + DAY, reason="Đã ổn định", by=by, now=tuesday
        )
        assert [one.after for one in moved.endings.order_by("id")] == [
            SUNDAY + 2 * DAY,
            MONDAY + DAY,
        ]
    run(AFTER)
    assert days_opened(plant) == [23, 24, 27, 4]
    assert told(plant).count("campaign_change") == 2


def test_called_off_everything_stays_owed_as_usual(announced: Campaign, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        actions.call_off(campaign_id=announced.id, reason="Hoãn", by=by, now=NOON)
    run(AFTER)
    assert days_opened(plant) == [27, 4]
    with acting(by), pytest.raises(CampaignOver):
        actions.call_off(campaign_id=announced.id, reason="Hoãn", by=by, now=NOON)


def test_an_obligation_is_added_while_it_runs_and_taken_out_again(
    announced: Campaign, define: Define, plant: Unit
) -> None:
    by, tuesday = plant.member(), NOON + 3 * DAY
    monthly = define(replace(WEEKLY, rrule="FREQ=MONTHLY;BYMONTHDAY=-1"), code="N09")
    with acting(by):
        added = actions.demand(
            campaign_id=announced.id, obligation_id=monthly.id, cadence=DAILY, by=by, now=tuesday
        )
        assert added.tightening
        assert added.tightening.first_day == MONDAY + 2 * DAY
        with pytest.raises(DemandedAlready):
            actions.demand(
                campaign_id=announced.id,
                obligation_id=monthly.id,
                cadence=DAILY,
                by=by,
                now=tuesday,
            )
        actions.withdraw_demand(demand_id=added.id, by=by, now=tuesday + DAY)
        added.tightening.refresh_from_db()
        assert added.tightening.last_day == MONDAY + 2 * DAY
        # Those that go on are moved along, the one that was taken out is not.
        actions.move_end(
            campaign_id=announced.id,
            ends_on=SUNDAY + DAY,
            reason="Thêm một ngày",
            by=by,
            now=tuesday + 2 * DAY,
        )
        added.tightening.refresh_from_db()
        assert added.tightening.last_day == MONDAY + 2 * DAY


def test_an_end_before_something_begins_leaves_that_out(
    announced: Campaign, define: Define, plant: Unit
) -> None:
    by, tuesday = plant.member(), NOON + 3 * DAY
    monthly = define(replace(WEEKLY, rrule="FREQ=MONTHLY;BYMONTHDAY=-1"), code="N09")
    with acting(by):
        added = actions.demand(
            campaign_id=announced.id, obligation_id=monthly.id, cadence=DAILY, by=by, now=tuesday
        )
        actions.move_end(
            campaign_id=announced.id, ends_on=MONDAY + DAY, reason="Xong", by=by, now=tuesday
        )
        assert added.tightening
        added.tightening.refresh_from_db()
        assert added.tightening.lifted_at


def test_two_campaigns_do_not_tighten_one_obligation_on_the_same_days(
    announced: Campaign, circle: Circle, weekly: Obligation, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        second = actions.plan_campaign(circle_id=circle.id, draft=DRAFT, by=by, now=NOON)
        with pytest.raises(TightenedAlready) as refused:
            actions.demand(
                campaign_id=second.id, obligation_id=weekly.id, cadence=DAILY, by=by, now=NOON
            )
    assert "DCD-2026-001" in str(refused.value)


def test_it_is_closed_with_the_words_of_its_organizer(announced: Campaign, plant: Unit) -> None:
    run(AFTER)
    by = plant.member()
    with acting(by):
        assert [one.title for one in waiting_for(by, AFTER, 20)].count(DRAFT.title) == 1
        with pytest.raises(NoWords):
            actions.close_campaign(campaign_id=announced.id, words=" ", by=by, now=AFTER)
        actions.close_campaign(campaign_id=announced.id, words="Đạt.", by=by, now=AFTER)
        assert DRAFT.title not in [one.title for one in waiting_for(by, AFTER, 20)]
        with pytest.raises(CampaignOver):
            actions.close_campaign(campaign_id=announced.id, words="Đạt.", by=by, now=AFTER)
        parts = dict(campaigned([announced.circle_id], by))
    assert parts["campaign_closings.json"][0]["words"] == "Đạt."  # type: ignore[index]


def test_results_stand_beside_as_many_days_before(announced: Campaign, plant: Unit) -> None:
    run(NOON + 3 * DAY)
    by = plant.member()
    with acting(by):
        first = Occurrence.objects.earliest("due_at")
        obligations.fulfil(occurrence_id=first.id, text="Ổn định", by=by, now=NOON)
        (result,) = queries.results(by, announced, NOON + 3 * DAY)
    assert (result.during.opened, result.during.in_time, result.before.opened) == (2, 1, 0)


def test_after_an_outage_over_all_its_days_only_its_end_is_told(
    announced: Campaign, plant: Unit
) -> None:
    actions.turn_due(now=AFTER)
    actions.turn_due(now=AFTER)
    assert told(plant) == ["campaign", "campaign_end"]


def test_the_successor_of_the_organizer_leads_it_on(announced: Campaign, plant: Unit) -> None:
    heir = make_unit("Heir", "enterprise")
    merge(plant, heir, now=NOON + timedelta(hours=1))
    by = heir.member(NOON + timedelta(hours=1))
    with acting(by):
        assert queries.campaigns_for(by).get().organization_id == heir.id


def test_what_makes_no_sense_is_refused(
    planned: Campaign, circle: Circle, plant: Unit, weekly: Obligation
) -> None:
    by = plant.member()
    refused: list[tuple[type[Exception], dict[str, object]]] = [
        (NoTitle, {"title": "  "}),
        (NotDecided, {"decided_by": ""}),
        (BeginsTooSoon, {"starts_on": NOON.date()}),
        (EndsBeforeItBegins, {"ends_on": MONDAY - DAY}),
    ]
    for refusal, changes in refused:
        draft = replace(DRAFT, **changes)  # type: ignore[arg-type]
        with acting(by), pytest.raises(refusal):
            actions.plan_campaign(circle_id=circle.id, draft=draft, by=by, now=NOON)
    with acting(by):
        empty = actions.plan_campaign(circle_id=circle.id, draft=DRAFT, by=by, now=NOON)
        with pytest.raises(NothingDemanded):
            actions.announce(campaign_id=empty.id, by=by, now=NOON)
        with pytest.raises(NotTighter):
            actions.demand(
                campaign_id=empty.id, obligation_id=weekly.id, cadence=WEEKLY, by=by, now=NOON
            )
        with pytest.raises(NotYourRegulation):
            actions.demand(campaign_id=empty.id, obligation_id=0, cadence=DAILY, by=by, now=NOON)
        with pytest.raises(NotAnnounced):
            actions.move_end(
                campaign_id=empty.id, ends_on=SUNDAY + DAY, reason="x", by=by, now=NOON
            )
    # Too late to announce what begins today.
    with acting(by), pytest.raises(BeginsTooSoon):
        actions.announce(campaign_id=planned.id, by=by, now=NOON + 2 * DAY)


def test_what_is_announced_changes_only_by_its_verbs(
    announced: Campaign, plant: Unit, fire_service: Unit
) -> None:
    by, later = plant.member(), NOON + 3 * DAY
    with acting(by):
        for refusal, act in (
            (AnnouncedAlready, lambda: actions.announce(campaign_id=announced.id, by=by, now=NOON)),
            (
                AnnouncedAlready,
                lambda: actions.change_campaign(
                    campaign_id=announced.id, draft=DRAFT, by=by, now=NOON
                ),
            ),
            (
                SameDay,
                lambda: actions.move_end(
                    campaign_id=announced.id, ends_on=SUNDAY, reason="x", by=by, now=NOON
                ),
            ),
            (
                NoReason,
                lambda: actions.move_end(
                    campaign_id=announced.id, ends_on=SUNDAY + DAY, reason=" ", by=by, now=NOON
                ),
            ),
            (
                RunsAlready,
                lambda: actions.call_off(campaign_id=announced.id, reason="x", by=by, now=later),
            ),
            (
                NotOverYet,
                lambda: actions.close_campaign(
                    campaign_id=announced.id, words="x", by=by, now=later
                ),
            ),
        ):
            with pytest.raises(refusal):
                act()
    other = fire_service.member()
    with acting(other), pytest.raises(OnlyTheOrganizer):
        actions.call_off(campaign_id=announced.id, reason="x", by=other, now=NOON)

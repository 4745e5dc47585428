"""A regulation in force with a weekly obligation, and a campaign that asks for it every day."""

from datetime import date, timedelta

import pytest

from lienket.campaigns import actions
from lienket.campaigns.actions import CampaignDraft
from lienket.campaigns.models import Campaign
from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.obligations.models import Obligation
from lienket.obligations.tests.conftest import (  # noqa: F401  fixtures
    DAILY,
    Define,
    define,
    in_force,
    regulation,
)
from tests.cast import NOON, Unit

DAY = timedelta(days=1)
#: NOON is Saturday, 21 November.
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
DRAFT = CampaignDraft(
    title="Cao điểm bảo vệ an ninh lưới điện",
    decided_by="Trưởng Ban Chỉ đạo, Kế hoạch số 15/KH-BCĐ",
    starts_on=MONDAY,
    ends_on=SUNDAY,
    aim="Không để xảy ra trộm cắp vật tư.",
)


@pytest.fixture
def weekly(define: Define) -> Obligation:  # noqa: F811  the fixture of that name
    return define()


@pytest.fixture
def planned(circle: Circle, plant: Unit, weekly: Obligation) -> Campaign:
    """Not announced yet."""
    by = plant.member()
    with acting(by):
        campaign = actions.plan_campaign(circle_id=circle.id, draft=DRAFT, by=by, now=NOON)
        actions.demand(
            campaign_id=campaign.id, obligation_id=weekly.id, cadence=DAILY, by=by, now=NOON
        )
    return campaign


@pytest.fixture
def announced(planned: Campaign, plant: Unit) -> Campaign:
    by = plant.member()
    with acting(by):
        return actions.announce(campaign_id=planned.id, by=by, now=NOON)

"""Large circles for load trials, and databases that the demonstration leaves alone."""

import pytest
from django.db import transaction

from lienket.circles.models import Membership
from lienket.circles.queries import enter_by_token
from lienket.config import demo
from lienket.config.demo.loading import NotEmpty
from lienket.kernel.rls import acting
from tests.cast import NOON, make_unit


@pytest.mark.django_db
def test_a_database_in_use_is_left_alone() -> None:
    make_unit("Plant")
    with pytest.raises(NotEmpty):
        demo.load(now=NOON)


@pytest.mark.django_db
def test_a_large_circle_can_be_made_again_and_again_and_its_tokens_work() -> None:
    first = demo.load(members=5, now=NOON)
    second = demo.load(members=5, now=NOON)

    assert set(first) == {"circle", "chair", "members"}
    assert len(first["members"]) == 5
    assert first["circle"] != second["circle"]
    for one in (first["chair"], *first["members"]):
        assert one["token"].startswith("lk_")
        with transaction.atomic():
            member = enter_by_token(token=one["token"], now=NOON)
            assert member
            assert member.organization_id == one["organization"]
            assert member.circles == (first["circle"],)
            assert member.may("bulletin.issue")
            assert member.may("receipt.answer")
    assert member
    with acting(member):
        assert Membership.objects.filter(circle_id=first["circle"]).count() == 6

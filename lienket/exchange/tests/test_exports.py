"""A leaver takes along what it sent, received and answered, and nothing of others."""

from typing import Any

from lienket.circles.models import Circle
from lienket.exchange import actions, exports
from lienket.exchange.actions import Draft
from lienket.exchange.models import Receipt
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit

THEFT = Draft(kind="notice", urgency="normal", title="Sửa đường trục số 2")


def test_the_record_holds_ones_own_part_of_the_exchange(
    circle: Circle, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    with acting(dispatcher):
        actions.issue_bulletin(circle_id=circle.id, draft=THEFT, by=dispatcher, now=NOON)
    neighbour = commune.member()
    for member in (chief, neighbour):
        with acting(member):
            mine = Receipt.objects.get(organization_id=member.organization_id)
            actions.reply(receipt_id=mine.id, by=member, now=NOON, text=member.organization_name)

    with acting(chief):
        record: dict[str, Any] = dict(exports.exchanged([circle.id], chief))

    assert [row["title"] for row in record["bulletins.json"]] == [THEFT.title]
    assert [row["organization_id"] for row in record["receipts.json"]] == [chief.organization_id]
    assert [row["text"] for row in record["replies.json"]] == [chief.organization_name]
    assert [row["fact"] for row in record["acknowledgements.json"]] == ["answered"]

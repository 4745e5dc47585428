"""A coordination regulation of the small cast, as a draft and signed."""

from datetime import date, datetime, timedelta

import pytest

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.regulations import actions
from lienket.regulations.actions import PartyDraft
from lienket.regulations.models import Regulation
from lienket.regulations.text.tree import Node
from tests import signing
from tests.cast import NOON, Unit

TEXT = (
    Node(
        "chapter",
        "I",
        "QUY ĐỊNH CHUNG",
        children=(
            Node(
                "article",
                "1",
                "Phạm vi",
                children=(
                    Node("clause", "1", text="Quy chế quy định nội dung phối hợp tại nhà máy."),
                    Node("clause", "2", text="Áp dụng cho các bên ký và nhà thầu của Bên A."),
                ),
            ),
        ),
    ),
    Node(
        "chapter",
        "II",
        "NỘI DUNG PHỐI HỢP",
        children=(
            Node(
                "article",
                "2",
                "Trao đổi thông tin",
                children=(
                    Node(
                        "clause",
                        "1",
                        text="Tin khẩn:",
                        children=(
                            Node("point", "a", text="báo ngay bằng điện thoại trong 15 phút;"),
                            Node("point", "b", text="xác nhận trên hệ thống trong 02 giờ."),
                        ),
                    ),
                ),
            ),
            Node("article", "3", "Tuần tra", "Bảo vệ tuần tra 03 vòng mỗi ca."),
        ),
    ),
)


def write_draft(
    circle: Circle, keeper: Unit, *others: Unit, title: str = "Quy chế phối hợp nhà máy"
) -> Regulation:
    """A draft with text and parties A, B, C …; the keeper is party A."""
    by = keeper.member()
    with acting(by):
        regulation = actions.draft(
            circle_id=circle.id,
            form="signed",
            title=title,
            valid_from=date(2026, 1, 1),
            valid_to=date(2030, 12, 31),
            by=by,
            now=NOON,
        )
        actions.write_text(regulation_id=regulation.id, nodes=TEXT, by=by, now=NOON)
        actions.set_parties(
            regulation_id=regulation.id,
            parties=[
                PartyDraft(
                    letter,
                    unit.organization.name,
                    unit.id,
                    signatory="Nguyễn Văn An",
                    signatory_title="Giám đốc",
                )
                for letter, unit in zip("ABCDEFGH", [keeper, *others], strict=False)
            ],
            by=by,
            now=NOON,
        )
    return regulation


def consult(regulation: Regulation, keeper: Unit) -> Regulation:
    """The parties are asked for comments; after that the draft is in their sight, and writable."""
    by = keeper.member()
    with acting(by):
        until = NOON + timedelta(days=3)
        actions.open_consultation(regulation_id=regulation.id, until=until, by=by, now=NOON)
        actions.close_round(regulation_id=regulation.id, by=by, now=NOON)
        regulation.refresh_from_db()
    return regulation


def sign_all(regulation: Regulation, *units: Unit, now: datetime = NOON) -> Regulation:
    """Everybody signs, one after the other."""
    signing.sign_all(regulation, *units, now=now)
    with acting(units[-1].member()):
        regulation.refresh_from_db()
    return regulation


@pytest.fixture
def regulation(circle: Circle, plant: Unit, fire_service: Unit, commune: Unit) -> Regulation:
    """A draft that nobody has signed yet."""
    return write_draft(circle, plant, fire_service, commune)


@pytest.fixture
def in_force(regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit) -> Regulation:
    """Signed by all three."""
    return sign_all(regulation, plant, fire_service, commune)


@pytest.fixture
def proven(regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit) -> Regulation:
    """Signed by all three a hundred days ago."""
    long_ago = NOON - timedelta(days=100)
    return sign_all(regulation, plant, fire_service, commune, now=long_ago)

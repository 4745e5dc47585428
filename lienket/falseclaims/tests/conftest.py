"""A scam that the plant met; the commune is to verify what is true."""

from datetime import date

import pytest

from lienket.circles.models import Circle
from lienket.falseclaims import actions
from lienket.falseclaims.actions import Statement, Words
from lienket.falseclaims.models import Claim
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit

TODAY = date(2026, 11, 21)
WORDS = Words(
    "Điện lực không thu tiền qua điện thoại và không dọa cắt điện trong ngày.",
    "Không chuyển tiền. Gọi số chính thức để kiểm tra, báo công an xã.",
    "1900 1234",
)


@pytest.fixture
def statement(commune: Unit) -> Statement:
    return Statement(
        kind="payment_scam",
        text="Người tự xưng nhân viên điện lực đòi chuyển tiền ngay, dọa cắt điện",
        since=date(2026, 11, 19),
        channel="phone_call",
        verifier_id=commune.id,
        count=7,
        area="xã Vân Sơn",
    )


@pytest.fixture
def verifier(commune: Unit, circle: Circle) -> Member:
    """Answers for the commune."""
    return commune.member()


@pytest.fixture
def claim(circle: Circle, dispatcher: Member, statement: Statement) -> Claim:
    with acting(dispatcher):
        return actions.record(circle_id=circle.id, statement=statement, by=dispatcher, now=NOON)


@pytest.fixture
def verified(claim: Claim, verifier: Member) -> Claim:
    with acting(verifier):
        actions.verify(claim_id=claim.id, words=WORDS, by=verifier, now=NOON)
    return claim

"""What letters say, by what they are about."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from ..wording import word
from .letters import DUE_AT, SENT_AT, letter

MATTERS = [
    "duty",
    "task",
    "plan",
    "petition",
    "false_claim",
    "meeting",
    "minutes",
    "reading",
    "consultation",
    "signature",
]


@pytest.mark.parametrize("kind", MATTERS)
@pytest.mark.parametrize("purpose", ["first", "reminder", "escalation"])
def test_only_notices_are_called_notices(kind: str, purpose: str) -> None:
    with override("en"):
        said = word(letter(kind=kind, purpose=purpose, about="Xã Thanh Vân"), SENT_AT)
    assert "notice" not in said.opening + said.button
    assert "Công an tỉnh Thanh Vân" in said.opening
    assert ("Xã Thanh Vân" in said.opening) is (purpose == "escalation")
    assert "please answer before 14:30 21/11" in said.request


def test_a_notice_is_still_confirmed() -> None:
    with override("en"):
        said = word(letter(), SENT_AT)
        late = word(letter(kind="duty"), DUE_AT + timedelta(minutes=1))
    assert said.button == "Open the notice"
    assert "please confirm before" in said.request
    assert late.request == "was due at 14:30 21/11"

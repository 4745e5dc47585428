"""A letter to send, and the moments that tests are about."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ..base import Letter

SENT_AT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # 14:00 in Hanoi
DUE_AT = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)

URGENT = Letter(
    message_id=7,
    envelope_id=5,
    idempotency_key="5f0c9d3e-0000-4000-8000-000000000007",
    reference="TK-2026-014",
    urgency="urgent",
    exercise=False,
    kind="urgent_notice",
    sender="Công an tỉnh Thanh Vân",
    due_at=DUE_AT,
    purpose="first",
    link="https://lienket.example/r/abc",
    organization="Công ty Điện lực Thanh Vân",
    language="en",
    sent_at=SENT_AT,
    time_zone="Asia/Ho_Chi_Minh",
)


def letter(**changes: Any) -> Letter:
    """The urgent notice, but for `changes`."""
    return replace(URGENT, **changes)


def clock() -> datetime:
    """The moment at which the notice was issued."""
    return SENT_AT

"""The words and figures of a review as one text, whose hash is printed in the document.

Whoever has the same figures, words and approvals computes the same hash: JSON with sorted keys and
no spaces, in UTF-8; numbers without trailing zeros, days as 2026-12-31.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lienket.reviews.models import Approval, Review

_HEAD = ("reference", "kind", "title", "starts_on", "ends_on", "total_since", "differs")
_LINE = (
    *("code", "name", "unit", "second_unit", "direction", "aggregation", "rows", "note"),
    *("value", "second", "before", "before_second", "total", "total_second"),
)


def hash_of(review: Review) -> str:
    """The SHA-256 of a review as it stands, in hexadecimal figures."""
    return hashlib.sha256(text_of(review).encode()).hexdigest()


def text_of(review: Review) -> str:
    """What is hashed."""
    approved = review.approvals.filter(
        round=review.round, verdict=Approval.Verdict.APPROVES
    ).select_related("organization")
    said = {
        **{name: _plain(getattr(review, name)) for name in _HEAD},
        "drafted_by": review.organization_id,
        "breaks": [day.isoformat() for day in review.breaks],
        "lines": [
            {name: _plain(getattr(line, name)) for name in _LINE}
            for line in review.lines.order_by("position")
        ],
        "paragraphs": [
            [one.section, one.text] for one in review.paragraphs.order_by("section", "position")
        ],
        "approvals": sorted(
            [one.organization_id, timezone.localdate(one.given_at).isoformat()] for one in approved
        ),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if hasattr(value, "isoformat") else value

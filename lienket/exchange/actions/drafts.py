"""What a bulletin is to say, to whom, and what is asked: checked before anything is written."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import orjson

from lienket.delivery.models import Urgency
from lienket.documents.guard.inspection import Inspected
from lienket.escalation.rules import ANSWER_WITHIN
from lienket.exchange import rules
from lienket.exchange.models import Bulletin
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text

TITLE_LIMIT = 200
BODY_LIMIT = 20_000


class NoTitle(Refusal):
    """Give the bulletin a title: one line that says what it is about."""

    field = "title"


class NotUrgent(Refusal):
    """An urgent notice is urgent, very urgent or immediate. For anything else choose "Notice"."""

    field = "urgency"


class BadDeadline(Refusal):
    """An answer can be expected within 1 minute to 60 days."""

    field = "ack_within_minutes"


class ToldInTheFuture(Refusal):
    """The time of the phone call lies in the future, or more than 30 days back."""

    field = "told_at"


@dataclass(frozen=True)
class Draft:
    """What a bulletin is to say, to whom, and what is asked of them."""

    kind: str
    urgency: str
    title: str
    body: str = ""
    required_action: str = Bulletin.RequiredAction.ACKNOWLEDGE
    classification: str = Bulletin.Classification.INTERNAL
    # None: all members of the circle.
    organization_ids: tuple[int, ...] | None = None
    # "circle": all members may read it. "addressed": only issuer and addressees may, in a subset.
    audience: str = "circle"
    # None: what the urgency implies.
    ack_within_minutes: int | None = None
    quorum: int | None = None
    quorum_within_minutes: int | None = None
    exercise: bool = False
    corrects_id: int | None = None
    # When it was told by phone before it was entered here.
    told_at: datetime | None = None
    # The person has confirmed that a doubtful text is no state secret.
    not_secret: bool = False
    attachments: tuple[Inspected, ...] = field(default=(), compare=False)

    @property
    def minutes(self) -> int:
        """Minutes in which an answer is expected."""
        return self.ack_within_minutes or ANSWER_WITHIN[self.urgency]

    def cleaned(self, now: datetime) -> "Draft":
        """The draft with its texts tidied and everything in it checked; refuses what is wrong."""
        with about("title"):
            title = clean_line(self.title, TITLE_LIMIT, not_secret=self.not_secret)
        with about("body"):
            body = clean_text(self.body, BODY_LIMIT, not_secret=self.not_secret)
        if not title:
            raise NoTitle
        if self.kind == Bulletin.Kind.URGENT_NOTICE and self.urgency == Urgency.NORMAL:
            raise NotUrgent
        for minutes in (self.ack_within_minutes, self.quorum_within_minutes):
            if minutes is not None and not (
                rules.SHORTEST_MINUTES <= minutes <= rules.LONGEST_MINUTES
            ):
                raise BadDeadline
        if self.told_at and not now - timedelta(days=30) <= self.told_at <= now:
            raise ToldInTheFuture
        return replace(self, title=title, body=body)

    def fingerprint(self) -> bytes:
        """The same for the same request: tells a repeated request from another one."""
        said = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in {"attachments", "not_secret"}
        }
        said["files"] = [inspected.sha256.hex() for inspected in self.attachments]
        return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()

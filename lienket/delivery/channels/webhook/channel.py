"""Webhook: a signed POST to a partner's own system."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.kernel.errors import Refusal

from ..base import Channel, Clock, Field, Letter, Sent
from ..outbound import Outbound, check_url
from .signature import sign

_SHORTEST_SECRET = 16


class SecretTooShort(Refusal):
    """The secret must have at least {shortest} characters. Leave it empty to have one made."""

    field = "secret"


class Webhook(Channel):
    """Requests to servers that partners named. `WEBHOOK_HOSTS` may be in the own network."""

    name = "webhook"
    label = _("Webhook")
    icon = "webhook"
    fields: ClassVar = [
        Field("url", _("Address"), "url", _("An https address that accepts POST requests.")),
        Field(
            "secret", _("Secret"), "password",
            _("Signs every request. Leave it empty to have one made."), required=False,
        ),
    ]  # fmt: skip
    needs_verification = True
    disturbs = False

    def __init__(self, *, timeout: float = 10, clock: Clock = timezone.now) -> None:
        self._clock = clock
        self._outbound = Outbound(inside=settings.WEBHOOK_HOSTS, seconds=timeout)

    @classmethod
    def configured(cls) -> bool:
        return True

    @classmethod
    def check_address(cls, values: Mapping[str, str]) -> str:
        url = check_url(values.get("url", ""), inside=settings.WEBHOOK_HOSTS)
        secret = values.get("secret", "").strip() or secrets.token_urlsafe(32)
        if len(secret) < _SHORTEST_SECRET:
            raise SecretTooShort(shortest=_SHORTEST_SECRET)
        return json.dumps({"url": url, "secret": secret})

    @classmethod
    def describe(cls, address: str) -> str:
        # The path of a URL is often a password by itself.
        return urlsplit(json.loads(address)["url"]).hostname or ""

    def send(self, letter: Letter, address: str) -> Sent:
        now = self._clock()
        target = json.loads(address)
        body = orjson.dumps(_content(letter))
        timestamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "LienKet",
            "LienKet-Delivery": letter.idempotency_key,
            "LienKet-Timestamp": timestamp,
            "LienKet-Signature": sign(target["secret"], timestamp, body),
        }
        self._outbound.post(target["url"], headers, body, now=now)
        return Sent(letter.idempotency_key, delivered=True)

    def close(self) -> None:
        self._outbound.close()


def _content(letter: Letter) -> dict[str, object]:
    return {
        "version": 1,
        "delivery": letter.idempotency_key,
        "purpose": letter.purpose,
        "reference": letter.reference,
        "kind": letter.kind,
        "urgency": letter.urgency,
        "exercise": letter.exercise,
        "sender": letter.sender,
        "organization": letter.organization,
        "due_at": _utc(letter.due_at) if letter.due_at else None,
        "link": letter.link,
        "sent_at": _utc(letter.sent_at),
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

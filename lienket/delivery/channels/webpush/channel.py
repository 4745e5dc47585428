"""Web push: a notification on the devices where somebody switched it on."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

import http_ece
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from lienket.kernel.errors import Refusal

from ...rules import is_urgent
from .. import wording
from ..base import Channel, Clock, DeliveryError, Field, Letter, Reason, Sent
from ..outbound import Outbound, UnsafeUrl, check_url
from .keys import vapid

# How long a push service keeps a notification for a device that is off, in seconds.
_TTL = 24 * 3600
_TOKEN_LIFE = timedelta(hours=12)
# It was made for another key of ours, or is broken.
_ONLY_A_NEW_SUBSCRIPTION_HELPS = (400, 401, 403)


class NotASubscription(Refusal):
    """This browser did not give a valid subscription. Switch notifications on once more."""

    field = "subscription"


class WebPush(Channel):
    """Push services of the browsers. `PUSH_HOSTS` may be in the own network."""

    name = "webpush"
    label = _("Notification in the browser")
    icon = "bell"
    # Filled in by the page: PushSubscription.toJSON().
    fields: ClassVar = [Field("subscription", _("Subscription"), "hidden")]
    needs_verification = False  # the browser itself asked its owner
    disturbs = True
    page = "delivery:push"

    def __init__(self, *, timeout: float = 10, clock: Clock = timezone.now) -> None:
        self._clock = clock
        self._outbound = Outbound(inside=settings.PUSH_HOSTS, seconds=timeout)

    @classmethod
    def configured(cls) -> bool:
        return bool(settings.PUSH_CONTACT)

    @classmethod
    def check_address(cls, values: Mapping[str, str]) -> str:
        try:
            given = json.loads(values.get("subscription", ""))
            endpoint = check_url(given["endpoint"], inside=settings.PUSH_HOSTS)
            keys = {name: _text(_bytes(given["keys"][name])) for name in ("auth", "p256dh")}
            _receiver_key(keys)
        except (ValueError, KeyError, TypeError, AttributeError, UnsafeUrl):
            raise NotASubscription from None
        return json.dumps({"endpoint": endpoint, "keys": keys}, sort_keys=True)

    @classmethod
    def describe(cls, address: str) -> str:
        return urlsplit(json.loads(address)["endpoint"]).hostname or ""

    def send(self, letter: Letter, address: str) -> Sent:
        now = self._clock()
        subscription = json.loads(address)
        body = _encrypt(_content(letter, now), subscription["keys"])
        answer = self._outbound.post(
            subscription["endpoint"],
            _headers(letter, subscription["endpoint"], now),
            body,
            now=now,
            final=_ONLY_A_NEW_SUBSCRIPTION_HELPS,
        )
        return Sent(answer.get("location", letter.idempotency_key))

    def close(self) -> None:
        self._outbound.close()


def _headers(letter: Letter, endpoint: str, now: datetime) -> dict[str, str]:
    service = urlsplit(endpoint)
    claims = {
        "aud": f"{service.scheme}://{service.netloc}",
        "sub": settings.PUSH_CONTACT,
        "exp": int((now + _TOKEN_LIFE).timestamp()),
    }
    return {
        **vapid().sign(claims),
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(_TTL),
        "Topic": _topic(letter),
        "Urgency": "high" if is_urgent(letter.urgency) else "normal",
    }


def _content(letter: Letter, now: datetime) -> bytes:
    """What the service worker shows. A repeat carries the same tag and replaces the earlier one."""
    with translation.override(letter.language):
        words = wording.word(letter, now)
        shown = {
            "title": words.title or words.button,
            "text": " · ".join(part for part in (letter.sender, words.request) if part),
        }
    return orjson.dumps(
        shown
        | {
            "number": letter.reference,
            "urgency": letter.urgency,
            "exercise": letter.exercise,
            "url": letter.link,
            "tag": _topic(letter),
            "lang": letter.language,
        }
    )


def _topic(letter: Letter) -> str:
    """One per bulletin, opaque to the push service, at most 32 characters (RFC 8030)."""
    named = f"envelope-{letter.envelope_id}" if letter.envelope_id else letter.idempotency_key
    return _text(hashlib.sha256(named.encode()).digest()[:24])


def _encrypt(content: bytes, keys: Mapping[str, str]) -> bytes:
    """The content as only the browser can read it (RFC 8291)."""
    try:
        encrypted: bytes = http_ece.encrypt(
            content,
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=_receiver_key(keys),
            auth_secret=_bytes(keys["auth"]),
            version="aes128gcm",
        )
    except ValueError:
        raise DeliveryError(Reason.ADDRESS_REFUSED, permanent=True) from None
    return encrypted


def _receiver_key(keys: Mapping[str, str]) -> bytes:
    point = _bytes(keys["p256dh"])
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    if len(_bytes(keys["auth"])) != 16:
        raise ValueError("the shared secret of a subscription has 16 bytes")
    return point


def _bytes(text: Any) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii") + b"===")
    except (binascii.Error, UnicodeError):
        raise ValueError("not base64url") from None


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

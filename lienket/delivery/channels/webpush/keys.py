"""The key pair by which push services know this installation (VAPID)."""

import base64
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02


def vapid() -> Vapid02:
    """The key pair: `settings.PUSH_PRIVATE_KEY`, or else one made once under `settings.HOME`.

    Several machines need the same one: browsers subscribe to a key.
    """
    return _load(settings.PUSH_PRIVATE_KEY, Path(settings.HOME) / "push.pem")


def public_key() -> str:
    """What a page gives to the browser as `applicationServerKey` (base64url, unpadded)."""
    point = vapid().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


@cache
def _load(private_key: str, file: Path) -> Vapid02:
    if private_key:
        return Vapid02.from_string(private_key)
    if not file.exists():
        _make(file)
    return Vapid02.from_pem(file.read_bytes())


def _make(file: Path) -> None:
    """Write a new key, whole or not at all; of two processes that start together one wins."""
    pair = Vapid02()
    pair.generate_keys()
    # Temporary files are readable by their owner only, and so is the name they are linked to.
    with NamedTemporaryFile(dir=file.parent) as draft:
        draft.write(pair.private_pem())
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):
            os.link(draft.name, file)

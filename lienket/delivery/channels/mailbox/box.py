"""The box: one file for each mail, named after its Message-ID; the oldest ones make room."""

import contextlib
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

from ..email.message import Mail

#: So many mails are kept.
MOST = 500
_NAME = re.compile(r"[0-9a-f]{32}")
_ENDING = ".eml"


@dataclass(frozen=True)
class Kept:
    """A mail in the box."""

    name: str
    arrived_at: datetime
    message: EmailMessage

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def is_urgent(self) -> bool:
        return bool(self.message["X-Priority"] == "1")

    @property
    def page(self) -> str:
        """Its HTML."""
        return self._part("html")

    @property
    def text(self) -> str:
        """The same in plain text."""
        return self._part("plain")

    def _part(self, subtype: str) -> str:
        body = self.message.get_body((subtype,))
        return str(body.get_content()) if body else ""


def put(mail: Mail) -> None:
    """Keep a mail. When it was sent twice, the box still holds one."""
    name = _NAME.search(mail.message_id)
    assert name, mail.message_id
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{name.group()}{_ENDING}"
    if place.exists():
        return
    # Whoever looks meanwhile sees the whole mail or none.
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as unfinished:
        unfinished.write(mail.content)
    os.replace(unfinished.name, place)
    for old in _newest_first()[MOST:]:
        old.unlink(missing_ok=True)


def names() -> list[str]:
    """The names of all mails in the box, newest first."""
    return [path.stem for path in _newest_first()]


def read(name: str) -> Kept | None:
    """The mail of that name; None if the box has none."""
    if not _NAME.fullmatch(name):
        return None
    try:
        with (_folder() / f"{name}{_ENDING}").open("rb") as file:
            arrived_at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            return Kept(name, arrived_at, BytesParser(policy=policy.default).parse(file))
    except FileNotFoundError:
        return None


def _newest_first() -> list[Path]:
    put_at = []
    for path in _folder().glob(f"*{_ENDING}"):
        # Another sender may be making room just now.
        with contextlib.suppress(FileNotFoundError):
            put_at.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(put_at, reverse=True)]


def _folder() -> Path:
    return Path(settings.HOME) / "mailbox"

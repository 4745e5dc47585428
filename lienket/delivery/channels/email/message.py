"""The mail itself: headers that thread, mark and never track; text and HTML without content."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine, Template
from django.utils import translation

from ...rules import is_urgent
from .. import wording
from ..base import Letter

_CRLF = compat32.clone(linesep="\r\n")


@dataclass(frozen=True)
class Mail:
    """A finished mail and its name."""

    message_id: str
    content: bytes


def compose(letter: Letter, address: str, now: datetime) -> Mail:
    """The mail for one letter, dated `now`. Composed again for a retry, it keeps its Message-ID."""
    domain = envelope_sender().rpartition("@")[2]
    message_id = f"<{_digest(letter.idempotency_key)}@{domain}>"
    with translation.override(letter.language):
        words = wording.word(letter, now)
        subject = wording.subject(letter, words)
        parts = {
            "letter": letter,
            "words": words,
            "subject": subject,
            "urgent": is_urgent(letter.urgency),
        }
        text = _template("mail.txt").render(Context(parts, autoescape=False))
        page = _template("mail.html").render(Context(parts))

    mail = MIMEMultipart("alternative", policy=_CRLF)
    mail["From"] = _from_header()
    mail["To"] = address
    mail["Subject"] = Header(subject, "utf-8", header_name="Subject").encode()
    mail["Date"] = format_datetime(letter.sent_at.astimezone(ZoneInfo(letter.time_zone)))
    mail["Message-ID"] = message_id
    if letter.envelope_id:
        # The bulletin stands for a first mail that was never sent; all its mails answer that one.
        thread = f"<{_digest('envelope', str(letter.envelope_id))}@{domain}>"
        mail["In-Reply-To"] = thread
        mail["References"] = thread
    if is_urgent(letter.urgency):
        mail["Importance"] = "high"
        mail["X-Priority"] = "1"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail["Content-Language"] = letter.language
    mail["X-LienKet-Delivery"] = letter.idempotency_key
    if letter.exercise:
        mail["X-LienKet-Exercise"] = "yes"
    mail.attach(MIMEText(text, "plain", "utf-8", policy=_CRLF))
    mail.attach(MIMEText(page, "html", "utf-8", policy=_CRLF))
    return Mail(message_id, mail.as_bytes())


def envelope_sender() -> str:
    """The bare address that mails come from and bounces go to."""
    return parseaddr(settings.MAIL_FROM)[1]


def _from_header() -> str:
    return formataddr(parseaddr(settings.MAIL_FROM))


def _digest(*words: str) -> str:
    """A name that cannot be read back."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:32]


@cache
def _template(name: str) -> Template:
    return _engine().get_template(name)


@cache
def _engine() -> Engine:
    """This channel's own templates; they need nothing of the pages."""
    return Engine(
        dirs=[str(Path(__file__).parent / "templates")],
        builtins=["django.templatetags.i18n"],
    )

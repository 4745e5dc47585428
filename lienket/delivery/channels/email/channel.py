"""E-mail: one envelope per address over a kept SMTP connection."""

import re
import smtplib
import ssl
from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.kernel.errors import Refusal

from ..base import Channel, Clock, DeliveryError, Field, Letter, Reason, Sent
from . import message

# The reply of a server that is about to hang up.
_CLOSING = 421
_ENHANCED_CODE = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}")


class NotAnEmailAddress(Refusal):
    """This is not an e-mail address."""

    field = "email"


class Email(Channel):
    """One lane to the mail server of this installation (`EMAIL_*` of Django, `MAIL_FROM`)."""

    name = "email"
    label = _("E-mail")
    icon = "mail"
    fields: ClassVar = [Field("email", _("E-mail address"), "email")]
    needs_verification = True
    disturbs = True
    one_server = True

    def __init__(self, *, clock: Clock = timezone.now) -> None:
        self._clock = clock
        self._smtp: smtplib.SMTP | None = None

    @classmethod
    def configured(cls) -> bool:
        return bool(settings.EMAIL_HOST and settings.MAIL_FROM)

    @classmethod
    def check_address(cls, values: Mapping[str, str]) -> str:
        local, _at, domain = values.get("email", "").strip().rpartition("@")
        try:
            address = f"{local}@{domain.encode('idna').decode().lower()}"
            validate_email(address)
        except (ValidationError, UnicodeError):
            raise NotAnEmailAddress from None
        if not local.isascii():
            raise NotAnEmailAddress
        return address

    @classmethod
    def describe(cls, address: str) -> str:
        return address

    def send(self, letter: Letter, address: str) -> Sent:
        mail = message.compose(letter, address, self._clock())
        try:
            smtp = self._begin()
            _accepted(smtp.rcpt(address), about=Reason.ADDRESS_REFUSED)
            _accepted(_data(smtp, mail.content), about=Reason.CONTENT_REFUSED)
        except DeliveryError:  # the server answered, and the answer is no
            self._start_over()
            raise
        except (smtplib.SMTPException, OSError) as fault:
            # Whether the server took the message is unknown: it is sent again under the same
            # Message-ID, and the mailbox shows one copy.
            self._drop()
            raise _broken(fault) from None
        return Sent(mail.message_id)

    def close(self) -> None:
        """Say goodbye to the mail server."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._drop()
            self._smtp = None

    def _begin(self) -> smtplib.SMTP:
        """A connection that expects a recipient. Servers hang up on idle ones: replace those."""
        if self._smtp is not None:
            try:
                code, reply = self._smtp.mail(message.envelope_sender())
            except (smtplib.SMTPServerDisconnected, ConnectionError) as gone:
                if _timed_out(gone):
                    raise
                code, reply = _CLOSING, b""
            if code != _CLOSING:
                _accepted((code, reply), about=Reason.SENDER_REFUSED)
                return self._smtp
            self._drop()
        smtp = self._smtp = _connect()
        _accepted(smtp.mail(message.envelope_sender()), about=Reason.SENDER_REFUSED)
        return smtp

    def _start_over(self) -> None:
        """Forget the envelope that was refused, so that the next one is not harmed by it."""
        try:
            if self._smtp is not None:
                self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        """Hang up without a word: a server that is silent now would keep us waiting for another."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _connect() -> smtplib.SMTP:
    backend = EmailBackend()
    backend.open()
    smtp = backend.connection
    assert smtp is not None
    smtp.ehlo_or_helo_if_needed()
    return smtp


def _data(smtp: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    try:
        return smtp.data(content)
    except smtplib.SMTPDataError as refusal:  # it does not even want to hear the message
        reply = refusal.smtp_error
        return refusal.smtp_code, reply if isinstance(reply, bytes) else reply.encode()


def _accepted(answer: tuple[int, bytes], *, about: Reason) -> None:
    """Raise DeliveryError unless the server agrees; `about` is the reason if it does not."""
    code, reply = answer
    if 200 <= code < 300:
        return
    found = _ENHANCED_CODE.search(reply)
    enhanced = found.group().decode() if found else ""
    raise DeliveryError(
        _reason(code, enhanced, about),
        permanent=code >= 500 and about is not Reason.SENDER_REFUSED,
        # Only the codes: the text of a reply often repeats the address.
        detail=f"SMTP {code} {enhanced}".rstrip(),
    )


def _reason(code: int, enhanced: str, about: Reason) -> Reason:
    """What a refusal means; `about` is what was asked of the server when it refused."""
    if enhanced[2:] == "2.2" or (code == 552 and not enhanced):
        return Reason.MAILBOX_FULL
    if enhanced[2:] == "7.1" and code >= 500 and about is Reason.ADDRESS_REFUSED:
        return Reason.CONTENT_REFUSED
    return about if code >= 500 else Reason.TRY_LATER


def _broken(fault: Exception) -> DeliveryError:
    """A fault of the connection or of our own account: never the address's fault, so temporary."""
    if _timed_out(fault):
        return DeliveryError(Reason.TIMEOUT)
    if isinstance(fault, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return DeliveryError(Reason.TLS_FAILED)
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return DeliveryError(Reason.AUTH_FAILED, detail=f"SMTP {fault.smtp_code}")
    if isinstance(fault, smtplib.SMTPResponseException):
        return DeliveryError(Reason.TRY_LATER, detail=f"SMTP {fault.smtp_code}")
    return DeliveryError(Reason.SERVER_DOWN, detail=type(fault).__name__)


def _timed_out(fault: Exception) -> bool:
    # smtplib speaks of a disconnection when a reply does not come in time.
    return isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError)

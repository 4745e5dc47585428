"""E-mail that goes no further than the data directory of this installation."""

from ..base import DeliveryError, Letter, Reason, Sent
from ..email import message
from ..email.channel import Email
from . import box


class Mailbox(Email):
    """Composes the mail as `Email` does, and puts it into the box that the demonstration shows."""

    @classmethod
    def configured(cls) -> bool:
        return True

    def send(self, letter: Letter, address: str) -> Sent:
        mail = message.compose(letter, address, self._clock())
        try:
            box.put(mail)
        except OSError as fault:
            raise DeliveryError(Reason.INTERNAL, detail=type(fault).__name__) from None
        return Sent(mail.message_id)

"""What the rules turn down. Anything else that is raised is a bug and reaches the error log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.utils.translation import gettext


class Refusal(Exception):
    """The request cannot be carried out."""

    # The first paragraph of a subclass's docstring is what the person reads, in English, as the
    # msgid of its translation; `{names}` in it are filled from the keyword arguments.
    status: ClassVar[int] = 422
    # The form field or API property the refusal is about, if it is about one.
    field: str | None = None

    def __init__(self, **parameters: object) -> None:
        super().__init__(type(self).__name__)
        self.parameters = parameters

    @property
    def message(self) -> str:
        """The refusal in the language that is active now."""
        paragraph = (type(self).__doc__ or "").strip().split("\n\n")[0]
        text = gettext(" ".join(paragraph.split()))
        return text.format(**self.parameters) if self.parameters else text

    def __str__(self) -> str:
        return self.message


@contextmanager
def about(field: str) -> Iterator[None]:
    """What is refused inside the block is about `field`, unless the refusal says otherwise."""
    try:
        yield
    except Refusal as refusal:
        refusal.field = refusal.field or field
        raise


class NotAllowed(Refusal):
    """Your appointment does not include the right to do this. Ask the head of your organization."""

    status = 403


class TooManyAttempts(Refusal):
    """Too many attempts. Wait {seconds} seconds, then try again."""

    status = 429


class OnlyByButton(Refusal):
    """This address only takes what a button sends."""

    status = 405


class NotFound(Refusal):
    """This does not exist, or it is not shared with you."""

    status = 404

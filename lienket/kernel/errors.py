"""What the rules turn down. Anything else that is raised is a bug and reaches the error log."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import ClassVar, TypeAlias

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

    @property
    def each(self) -> "tuple[Refusal, ...]":
        """Everything that is refused: this alone, unless several things were looked at together."""
        return (self,)


class Several(Refusal):
    """Several things have to be corrected."""

    def __init__(self, each: "tuple[Refusal, ...]") -> None:
        super().__init__()
        self._each = each

    @property
    def each(self) -> tuple[Refusal, ...]:
        return self._each


@contextmanager
def about(field: str) -> Iterator[None]:
    """What is refused inside the block is about `field`, unless the refusal says otherwise."""
    try:
        yield
    except Refusal as refusal:
        refusal.field = refusal.field or field
        raise


#: Opens a block for one field; what is refused in it does not end the others.
Part: TypeAlias = Callable[[str], AbstractContextManager[None]]


@contextmanager
def all_at_once() -> Iterator[Part]:
    """Tell everything that is wrong in the block together, so that nobody sends a form five times.

    Raises what was refused in a part; Several when that is more than one thing.
    """
    found: list[Refusal] = []

    @contextmanager
    def part(field: str) -> Iterator[None]:
        try:
            with about(field):
                yield
        except Refusal as refusal:
            found.extend(refusal.each)

    yield part
    if found:
        raise found[0] if len(found) == 1 else Several(tuple(found))


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

"""What else is a proof of an occurrence that is still owed: something on record already.

Each module above declares with `@proves` what it has that can be handed in with one press.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from lienket.kernel.actors import Member
from lienket.obligations.models import Occurrence


@dataclass(frozen=True)
class Ready:
    """Something on record that may be handed in as it is."""

    # An icon of `frontend/src/icons.txt`, what it is, when it was put on record, and its page.
    icon: str
    title: str
    at: datetime
    url: str
    # Where one press on the button goes.
    hand_in_url: str


Provider = Callable[[Occurrence, Member], Iterable[Ready]]
_providers: list[Provider] = []


def proves(provider: Provider) -> Provider:
    """Declare a function of the occurrence and of the member who owes it."""
    _providers.append(provider)
    return provider


def ready_for(occurrence: Occurrence, by: Member) -> list[Ready]:
    """What may be handed in for an occurrence, from all modules."""
    return [one for provider in _providers for one in provider(occurrence, by)]

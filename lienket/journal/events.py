"""What an event is. Each module declares its own in its `events.py`."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class News:
    """Base of all events: a frozen dataclass of ids and plain numbers, without personal data."""

    # The names of all event classes ever told; a name may stand for one class only.
    known: ClassVar[dict[str, type["News"]]] = {}

    def __init_subclass__(cls) -> None:
        if cls.__name__ in News.known:
            raise TypeError(f"two events are called {cls.__name__}")
        News.known[cls.__name__] = cls

    @property
    def type(self) -> str:
        return type(self).__name__

    def facts(self) -> dict[str, Any]:
        """The event's ids, as they stand in the journal."""
        # A plain dataclass keeps its fields here; copying them one by one costs far more.
        return dict(vars(self))

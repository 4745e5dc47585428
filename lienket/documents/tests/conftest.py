"""Short ways to send a file through the guard."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.utils import translation

from lienket.documents.guard.inspection import Inspected, inspect

Send = Callable[..., Inspected]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Refusals are read as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def send() -> Iterator[Send]:
    """Inspect a file as a browser sends it; what passes is closed at the end of the test."""
    with ExitStack() as stack:

        def send(
            name: str, content: bytes, declared_type: str = "", *, not_secret: bool = False
        ) -> Inspected:
            return stack.enter_context(
                inspect(
                    name,
                    declared_type,
                    io.BytesIO(content),
                    limit_bytes=20 * 1024 * 1024,
                    not_secret=not_secret,
                )
            )

        yield send

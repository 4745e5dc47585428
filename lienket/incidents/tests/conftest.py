"""The clock stands at noon on pages, too."""

from collections.abc import Iterator
from unittest import mock

import pytest
from django.utils import timezone

from tests.cast import NOON


@pytest.fixture
def noon() -> Iterator[None]:
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield

"""What forms of all modules share."""

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(field: forms.Field, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let people choose among these in a field of choices; a group is a name and its choices."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)

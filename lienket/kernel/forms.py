"""What forms of all modules share."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_noop

#: Django's own words, whose Vietnamese sets a space before the full stop; the catalogue has ours.
RESPELLED = (
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
)


class Keyed(forms.Form):
    """A form that bears its own key: what it sends counts once, however often it is pressed."""

    key = forms.UUIDField(widget=forms.HiddenInput(), initial=uuid4)

    def renew_key(self) -> None:
        """Let the next attempt count as another one."""
        assert isinstance(self.data, QueryDict)
        renewed = self.data.copy()
        renewed["key"] = str(uuid4())
        self.data = renewed


def round_in(data: QueryDict) -> int:
    """Which round of a text a page has shown, by its hidden field; 0 if it does not say."""
    given = data.get("round", "")
    return int(given) if given.isdecimal() and len(given) < 6 else 0


def offer(field: forms.Field, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let people choose among these in a field of choices; a group is a name and its choices."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)

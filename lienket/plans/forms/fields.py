"""Fields that several forms of the module share."""

from typing import Any

from django import forms


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, in the form that browsers have an input for."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        **options,
    )


def words_field(label: Any, rows: int = 4, **options: Any) -> forms.CharField:
    """A longer text; the guard tidies it."""
    return forms.CharField(
        label=label, strip=False, widget=forms.Textarea(attrs={"rows": rows}), **options
    )

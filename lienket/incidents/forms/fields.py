"""Fields that several forms of incidents have."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from lienket.documents.guard.forms import FilesField, MomentInput
from lienket.kernel.forms import offer

#: Telephones turn what they have into one of these when they are told so.
PICTURES = "image/jpeg,image/png,image/webp"
#: A day as browsers send it.
DAY = "%Y-%m-%d"
_EARLIEST, _LATEST = date(1970, 1, 1), date(2200, 1, 1)


class PhotosField(FilesField):
    """Pictures, from the camera or the album."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["accept"] = PICTURES


def moment(**options: Any) -> forms.DateTimeField:
    """A day and a time."""
    return forms.DateTimeField(
        widget=MomentInput(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        **options,
    )


def day(**options: Any) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format=DAY)
    within = [MinValueValidator(_EARLIEST), MaxValueValidator(_LATEST)]
    return forms.DateField(widget=widget, input_formats=[DAY], validators=within, **options)


def count(**options: Any) -> forms.IntegerField:
    """How many people, or how many đồng."""
    widget = forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"})
    return forms.IntegerField(required=False, widget=widget, **options)


def choose(field: forms.Field, rows: Iterable[Any], nothing: object = None) -> None:
    """Offer rows by their names, and nothing if that has a name."""
    choices = [(row.id, str(row)) for row in rows]
    offer(field, choices if nothing is None else [("", nothing), *choices])

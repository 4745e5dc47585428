"""What views do with a form: carry out what was filled in, and show what was refused in it."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from lienket.documents.guard.forms import Guarded
from lienket.organizations.web import refusals_in

Made = TypeVar("Made")


def carried_out(form: forms.Form, act: Callable[[], Made]) -> Made | None:
    """What `act` makes of a form that was filled in; None when it was not, or was refused."""
    if not form.is_bound or not form.is_valid():
        return None
    with form.refusals() if isinstance(form, Guarded) else refusals_in(form):
        return act()
    return None

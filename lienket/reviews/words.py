"""Figures in words: on pages in the reader's language, in papers always in Vietnamese."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.utils import translation
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lienket.reviews.rules import Aggregation, Figure

#: What is printed where nothing can be said.
NOTHING = "—"


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """Papers are Vietnamese whatever the language of whoever makes them."""
    with translation.override("vi"):
        yield


def number(value: Decimal | None) -> str:
    """ "12.749", "99,9"; without decimals that say nothing."""
    if value is None:
        return NOTHING
    whole = value == value.to_integral_value()
    return str(
        number_format(value, decimal_pos=0 if whole else 1, use_l10n=True, force_grouping=True)
    )


def signed(value: Decimal | None, unit: str = "") -> str:
    """ "+2", "-1", "0"; a dash where there is nothing to compare with."""
    if value is None:
        return NOTHING
    return f"{'+' if value > 0 else ''}{number(value)}{unit}"


def compound(
    figure: Figure, aggregation: str, unit: str | Promise, second_unit: str | Promise
) -> str:
    """A figure with its unit: "5 vụ/6 đối tượng", "62,5% (5/8)", "12 phút"."""
    if figure.value is None:
        return NOTHING
    if aggregation == Aggregation.RATE:
        share = f"{number(figure.value)}%"
        if not figure.second:
            return share
        hits = round(figure.value * figure.second / 100)
        return _("{share} ({hits} of {all})").format(
            share=share, hits=number(Decimal(hits)), all=number(figure.second)
        )
    words = f"{number(figure.value)} {unit}"
    if second_unit and figure.second is not None:
        words += f"/{number(figure.second)} {second_unit}"
    return words

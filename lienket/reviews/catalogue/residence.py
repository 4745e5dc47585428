"""F. Residence, contractors and equipment: what the registers hold at the end of the period."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.rules import Aggregation


def _registered(kind: str, sentence: Promise, *, value: str = "coalesce(x.amount, 1)") -> Derived:
    return Derived(
        about="registers_entry",
        table="registers_entry x",
        at="x.entered_at",
        where=f"x.kind = '{kind}' AND (x.retired_at IS NULL OR x.retired_at >= %(until)s)",
        value=value,
        second="coalesce(x.part, 0)" if kind == "residence" else "NULL",
        sentence=sentence,
    )


INDICATORS = (
    Indicator(
        "F1", _("Workers with a residence notice"), _("people"), aggregation=Aggregation.LAST
    ),
    Indicator("F2", _("Foreigners staying"), _("people"), aggregation=Aggregation.LAST),
    Indicator(
        "F3",
        _("Residence declarations due"),
        _("declarations"),
        derived=_registered(
            "residence", _("Declarations that were due, and how many were made; no names.")
        ),
        aggregation=Aggregation.LAST,
        second_unit=_("done"),
    ),
    Indicator(
        "F4",
        _("Contractors"),
        _("units"),
        derived=_registered(
            "contractor", _("Contractors in the register at the end of the period."), value="1"
        ),
        aggregation=Aggregation.LAST,
    ),
    Indicator(
        "F5",
        _("Support tools"),
        _("pieces"),
        derived=_registered("support_tool", _("Pieces in the inventory at the end of the period.")),
        aggregation=Aggregation.LAST,
    ),
    Indicator(
        "F6",
        _("Vehicles with a pass"),
        _("vehicles"),
        derived=_registered("vehicle", _("Passes in the register at the end of the period.")),
        aggregation=Aggregation.LAST,
    ),
)

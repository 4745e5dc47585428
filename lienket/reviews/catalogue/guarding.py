"""C. Patrols and guarding: entered by the parties until patrols are part of the record."""

from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.rules import Aggregation, Direction

_KEPT = "x.kind = 'guard_certificate' AND (x.retired_at IS NULL OR x.retired_at >= %(until)s)"

INDICATORS = (
    Indicator("C1", _("Guard patrols"), _("patrols"), Direction.GOOD),
    Indicator("C2", _("Checkpoints scanned"), _("checkpoints"), Direction.GOOD),
    Indicator("C3", _("Joint patrols"), _("patrols"), Direction.GOOD, public=True),
    Indicator("C4", _("People on joint patrols"), _("participations")),
    Indicator("C5", _("Corridor inspected"), "km", Direction.GOOD),
    Indicator("C6", _("Cameras that work"), _("cameras"), Direction.GOOD, Aggregation.LAST),
    Indicator("C7", _("Camera footage handed over"), _("times")),
    Indicator("C8", _("Incidents found by camera"), _("incidents")),
    Indicator(
        "C9",
        _("Guards employed"),
        _("guards"),
        Direction.NEUTRAL,
        Aggregation.LAST,
        derived=Derived(
            about="registers_entry",
            table="registers_entry x",
            at="x.entered_at",
            where=_KEPT,
            value="coalesce(x.amount, 0)",
            second="coalesce(x.part, 0)",
            sentence=_(
                "Guards in the register of certificates at the end of the period, and how many of"
                " them hold one."
            ),
        ),
        second_unit=_("with a certificate"),
    ),
)

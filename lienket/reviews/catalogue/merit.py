"""H. Commendations: entered by the parties, collective and individual."""

from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Indicator
from lienket.reviews.rules import Direction

INDICATORS = (
    Indicator("H1", _("Commemorative medals"), _("medals"), Direction.GOOD, public=True),
    Indicator(
        "H2",
        _("Certificates of merit of the ministry or province"),
        _("collectives"),
        Direction.GOOD,
        second_unit=_("individuals"),
        public=True,
    ),
    Indicator(
        "H3",
        _("Commendation letters"),
        _("collectives"),
        Direction.GOOD,
        second_unit=_("individuals"),
        public=True,
    ),
    Indicator("H4", _("Ad-hoc commendations"), _("times"), Direction.GOOD, public=True),
    Indicator("H5", _("Prize money"), _("đồng")),
)

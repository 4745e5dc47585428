"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("inspections_visit", _("Visit"), "checkup-list", "inspections:visit"),
    Kind("inspections_finding", _("Finding"), "shield-x", "inspections:finding"),
)

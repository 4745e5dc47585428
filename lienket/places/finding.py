"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("places_site", _("Protected site"), "building", "places:site"),
    Kind("places_corridor", _("Safety corridor"), "route", "places:corridor"),
)

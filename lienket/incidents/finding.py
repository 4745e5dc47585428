"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(Kind("incidents_incident", _("Incident"), "alert-octagon", "incidents:incident"))

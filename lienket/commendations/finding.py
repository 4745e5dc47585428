"""What the search finds of this module; never the name of a person."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(Kind("commendations_dossier", _("Commendation"), "award", "commendations:dossier"))

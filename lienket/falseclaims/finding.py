"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(Kind("falseclaims_claim", _("False claim"), "message-report", "falseclaims:claim"))

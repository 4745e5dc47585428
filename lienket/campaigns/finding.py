"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(Kind("campaigns_campaign", _("High-peak campaign"), "flag", "campaigns:campaign"))

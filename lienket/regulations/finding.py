"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("regulations_regulation", _("Regulation"), "gavel", "regulations:regulation"),
    Kind("regulations_clause", _("Clause of a regulation"), "list-numbers", "regulations:passage"),
)

"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("petitions_petition", _("Petition"), "message-reply", "petitions:petition"),
    Kind("petitions_answer", _("Answer to a petition"), "message-2", "petitions:petition"),
)

"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("disseminations_dissemination", _("Text to read"), "book-2", "disseminations:text"),
)

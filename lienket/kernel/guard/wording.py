"""Where something was found, in the words of the reader's language."""

from django.utils.translation import gettext as _

from lienket.kernel.guard.secrecy import Finding, Place


def where(finding: Finding) -> str:
    """The place of `finding`: "page 3", "header, footer or background"."""
    words = {
        Place.NAME: _("file name"),
        Place.LINE: _("line {number}"),
        Place.PAGE: _("page {number}"),
        Place.BODY: _("body text"),
        Place.MARGIN: _("header, footer or background"),
        Place.NOTE: _("note or comment"),
        Place.SLIDE: _("slide {number}"),
        Place.SHEET: _("table sheet"),
        Place.PICTURE: _("picture that cannot be read here"),
        Place.UNREAD: _("part that could not be read"),
    }
    return words[finding.place].format(number=finding.number)

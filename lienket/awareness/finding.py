"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("awareness_movement", _("Movement"), "heart-handshake", "awareness:movement"),
    Kind("awareness_session", _("Awareness session"), "users-group", "awareness:session"),
    Kind("awareness_story", _("Good example"), "heart-handshake", "awareness:story"),
)

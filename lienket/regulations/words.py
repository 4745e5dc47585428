"""States in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.regulations.rules import State

STATES: dict[State, str | Promise] = {
    State.DRAFT: _("Draft"),
    State.CONSULTED: _("Consulted"),
    State.SIGNING: _("Being signed"),
    State.SIGNED: _("Signed, not yet in force"),
    State.IN_FORCE: _("In force"),
    State.AMENDED: _("In force, amended"),
    State.EXPIRED: _("Expired"),
    State.RENEWED: _("Renewed by the next term"),
    State.ENDED: _("Ended"),
}

"""Names and pictures of the kinds of contact path."""

from django import template
from django.utils.translation import gettext as _

from lienket.kernel.actors import READ
from lienket.organizations import kinds
from lienket.organizations.models import Appointment
from lienket.organizations.names import called_now

register = template.Library()

register.filter("spoken", kinds.spoken)
register.filter("now_called", called_now)


@register.filter
def kind_label(name: str) -> str:
    """What a kind of contact path is called."""
    known = kinds.kinds()
    return str(known[name].label) if name in known else name


@register.filter
def kind_icon(name: str) -> str:
    """The icon of a kind of contact path."""
    known = kinds.kinds()
    return known[name].icon if name in known else "plug-connected"


@register.filter
def right_name(right: str) -> str:
    """What a right is called."""
    return _("read") if right == READ else str(dict(Appointment.Right.choices).get(right, right))

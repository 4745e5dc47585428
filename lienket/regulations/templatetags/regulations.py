"""How offices cite clauses, in templates."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.regulations.text.tree import citation

register = template.Library()
register.filter("citation", citation)

#: What lower regulations tell, by the names under which it is kept.
COUNTS: dict[str, Promise] = {
    "due": _("Fell due"),
    "in_time": _("In time"),
    "late": _("Late"),
    "missed": _("Missed"),
    "excused": _("Excused"),
    "confirmed": _("Confirmed"),
}


@register.filter
def count_name(name: str) -> str:
    """A count of a summary as people call it; what is unknown stays as it was told."""
    return str(COUNTS.get(name, name))

"""How offices cite clauses and set tables, in templates."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.regulations.text.layout import table_of
from lienket.regulations.text.tree import citation

register = template.Library()
register.filter("citation", citation)
register.filter("table", table_of)

#: What lower regulations tell, by the names under which it is kept.
COUNTS: dict[str, Promise] = {
    "due": _("Fell due"),
    "in_time": _("In time"),
    "late": _("Late"),
    "missed": _("Missed"),
    "excused": _("Excused"),
    "confirmed": _("Confirmed"),
    "unseen": _("Duties left out: owed among others"),
}


@register.filter
def named_counts(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The counts of a summary as people call them, in the usual order.

    The database keeps them in another order. What is unknown comes last, called as it was told.
    """
    names = [*COUNTS, *(name for name in counts if name not in COUNTS)]
    return [(str(COUNTS.get(name, name)), counts[name]) for name in names if name in counts]

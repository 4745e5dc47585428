"""How bulletins and their states look on every page."""

from django import template

from lienket.exchange.models import Bulletin

register = template.Library()

#: Style of each degree of urgency; the highest is the only solid red of a page.
_URGENCIES = {
    "urgent": "urgency-urgent",
    "very_urgent": "urgency-urgent",
    "immediate": "urgency-flash",
}


@register.filter
def urgency_style(bulletin: Bulletin) -> str:
    """CSS class for how urgent a bulletin is; empty for an ordinary one."""
    return _URGENCIES.get(bulletin.urgency, "")

"""How a meeting stands at this moment."""

from django import template
from django.utils import timezone

from lienket.meetings import queries
from lienket.meetings.models import Meeting

register = template.Library()


@register.filter
def is_running(meeting: Meeting) -> bool:
    """Whether it goes on now."""
    return queries.is_running(meeting, timezone.now())

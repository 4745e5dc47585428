"""How figures of incidents are written."""

from django import template

register = template.Library()


@register.filter
def money(amount: int) -> str:
    """1200000 → 1.200.000, as Vietnamese offices write it."""
    return f"{amount:,}".replace(",", ".")

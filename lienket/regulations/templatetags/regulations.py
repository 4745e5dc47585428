"""How offices cite clauses, in templates."""

from django import template

from lienket.regulations.text.tree import citation

register = template.Library()
register.filter("citation", citation)

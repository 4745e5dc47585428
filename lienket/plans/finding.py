"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("plans_plan", _("Plan"), "target-arrow", "plans:plan"),
    Kind("plans_task", _("Task"), "list-check", "plans:task"),
    Kind("plans_playbook", _("Playbook"), "player-play", "plans:playbook"),
)

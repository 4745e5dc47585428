from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "lienket.plans"

    def ready(self) -> None:
        from lienket.organizations.privacy import Keeping, declare
        from lienket.plans import (  # noqa: F401  they declare themselves
            calendar,
            companions,
            discarding,
            exports,
            finding,
            overview,
            successions,
            views,
            waiting,
        )

        declare(
            Keeping(
                _("to know who in one's own organization carries a task out"),
                _("the end of the appointment"),
                90,
            ),
            "plans.assignment.appointment",
        )

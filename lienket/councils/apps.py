from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "lienket.councils"

    def ready(self) -> None:
        from lienket.councils import (  # noqa: F401  they declare themselves
            exports,
            finding,
            reactions,
            successions,
            waiting,
        )
        from lienket.organizations.privacy import DAYS_AFTER_OFFICE, Keeping, declare

        declare(
            Keeping(
                _("to know who sits in a council for whom"),
                _("the last appointment"),
                DAYS_AFTER_OFFICE,
            ),
            "councils.seat.appointment",
            "councils.substitute.appointment",
        )
        declare(
            Keeping(_("to know whom a team calls out"), _("the end of the team"), 0),
            "councils.teammember.person",
            "councils.teamentry.leader",
            "councils.teamentry.phone",
        )

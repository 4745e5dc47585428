from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommendationsConfig(AppConfig):
    name = "lienket.commendations"

    def ready(self) -> None:
        from lienket.commendations import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.commendations.rules import NAMES_DAYS
        from lienket.commendations.views import links  # noqa: F401  declares the page of a link
        from lienket.organizations.privacy import Keeping, declare

        declare(
            Keeping(
                _("to write the name of whoever is commended on the certificate"),
                _("the last step of the dossier"),
                NAMES_DAYS,
            ),
            "commendations.recipient.person",
        )

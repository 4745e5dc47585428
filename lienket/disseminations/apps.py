from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisseminationsConfig(AppConfig):
    name = "lienket.disseminations"

    def ready(self) -> None:
        from lienket.disseminations import (  # noqa: F401  they declare themselves
            exports,
            finding,
            successions,
            views,
            waiting,
        )
        from lienket.disseminations.rules import NAMES_KEPT_DAYS
        from lienket.organizations.privacy import Keeping, declare

        declare(
            Keeping(
                _("to prove inside the organization who has read a text"),
                _("the reading"),
                NAMES_KEPT_DAYS,
            ),
            "disseminations.reading.person",
        )

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObligationsConfig(AppConfig):
    name = "lienket.obligations"

    def ready(self) -> None:
        from lienket.obligations import (  # noqa: F401  they declare themselves
            addressees,
            companions,
            discarding,
            exports,
            finding,
            reactions,
            successions,
            waiting,
        )
        from lienket.obligations.views import links  # noqa: F401  declares the page of a link
        from lienket.organizations.privacy import Keeping, declare

        declare(
            Keeping(_("to let a calendar program show what is due"), _("the appointment"), 0),
            "obligations.feed.appointment",
        )

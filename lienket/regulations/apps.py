from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulationsConfig(AppConfig):
    name = "lienket.regulations"

    def ready(self) -> None:
        from lienket.organizations.privacy import Keeping, declare

        declare(
            Keeping(_("to print who signed a regulation"), _("the end of the record"), 0),
            "regulations.party.signatory",
            "regulations.party.signatory_title",
        )

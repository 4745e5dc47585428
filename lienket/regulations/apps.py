from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulationsConfig(AppConfig):
    name = "lienket.regulations"

    def ready(self) -> None:
        from lienket.organizations.privacy import Keeping, declare
        from lienket.regulations import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.regulations.importing import (  # noqa: F401  they register themselves
            reactions,
        )
        from lienket.regulations.views import rounds  # noqa: F401  declares the page of a link

        declare(
            Keeping(_("to print who signed a regulation"), _("the end of the record"), 0),
            "regulations.party.signatory",
            "regulations.party.signatory_title",
            "regulations.signature.name",
            "regulations.signature.title",
        )

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "lienket.incidents"

    def ready(self) -> None:
        from lienket.incidents import (  # noqa: F401  they declare themselves
            exports,
            finding,
            live,
            overview,
            proofs,
            reactions,
            successions,
            waiting,
        )
        from lienket.incidents.views import links  # noqa: F401  declares the pages of links

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "lienket.inspections"

    def ready(self) -> None:
        from lienket.inspections import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.inspections.views import links  # noqa: F401

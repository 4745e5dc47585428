from django.apps import AppConfig


class AwarenessConfig(AppConfig):
    name = "lienket.awareness"

    def ready(self) -> None:
        from lienket.awareness import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.awareness.views import links  # noqa: F401  declares the page of a link

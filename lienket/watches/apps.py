from django.apps import AppConfig


class WatchesConfig(AppConfig):
    name = "lienket.watches"

    def ready(self) -> None:
        from lienket.watches import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            reactions,
            shown,
            successions,
            waiting,
        )
        from lienket.watches.views import links  # noqa: F401

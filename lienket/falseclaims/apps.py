from django.apps import AppConfig


class FalseClaimsConfig(AppConfig):
    name = "lienket.falseclaims"

    def ready(self) -> None:
        from lienket.falseclaims import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.falseclaims.views import links  # noqa: F401

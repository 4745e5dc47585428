from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "lienket.petitions"

    def ready(self) -> None:
        from lienket.petitions import (  # noqa: F401  they declare themselves
            annexes,
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.petitions.views import links  # noqa: F401

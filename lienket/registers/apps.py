from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "lienket.registers"

    def ready(self) -> None:
        from lienket.registers import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.registers.importing import reactions  # noqa: F401
        from lienket.registers.views import links  # noqa: F401

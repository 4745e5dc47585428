from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "lienket.circles"

    def ready(self) -> None:
        from lienket.circles import successions  # noqa: F401  they declare themselves

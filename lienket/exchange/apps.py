from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "lienket.exchange"

    def ready(self) -> None:
        from lienket.exchange import (  # noqa: F401  they declare themselves
            exports,
            finding,
            live,
            reactions,
            successions,
        )

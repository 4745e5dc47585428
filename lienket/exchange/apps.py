from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "lienket.exchange"

    def ready(self) -> None:
        from lienket.exchange import exports, live, reactions  # noqa: F401  they declare themselves

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "lienket.delivery"

    def ready(self) -> None:
        from lienket.delivery import reactions  # noqa: F401  they declare themselves
        from lienket.delivery.channels.registry import channel_types
        from lienket.organizations import kinds

        kinds.add(channel_types)

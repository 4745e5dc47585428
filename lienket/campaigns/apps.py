from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "lienket.campaigns"

    def ready(self) -> None:
        from lienket.campaigns import (  # noqa: F401  they declare themselves
            calendar,
            exports,
            finding,
            overview,
            reactions,
            successions,
            waiting,
        )
        from lienket.campaigns.views import links  # noqa: F401

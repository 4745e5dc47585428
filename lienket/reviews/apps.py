from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "lienket.reviews"

    def ready(self) -> None:
        from lienket.reviews import (  # noqa: F401  they declare themselves
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.reviews.views import links  # noqa: F401  declares the page of a link

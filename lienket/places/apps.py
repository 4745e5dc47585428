from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "lienket.places"

    def ready(self) -> None:
        from lienket.places import exports, finding, overview, shown, successions  # noqa: F401

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lienket.documents"

    def ready(self) -> None:
        from lienket.documents import exports, finding  # noqa: F401  they declare themselves

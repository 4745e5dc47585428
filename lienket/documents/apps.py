from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lienket.documents"

    def ready(self) -> None:
        from lienket.documents import exports  # noqa: F401  it declares itself

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "lienket.config"

    def ready(self) -> None:
        from django.contrib.sessions.models import Session
        from django.db.models.signals import post_delete

        post_delete.connect(_close_streams, sender=Session)


def _close_streams(instance: object, **_: object) -> None:
    """Whoever signed out, or was signed out elsewhere, hears no more of any circle."""
    from lienket.journal.actions import end_streams

    end_streams(f"session:{instance.pk}")  # type: ignore[attr-defined]

from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "lienket.escalation"

    def ready(self) -> None:
        from lienket.escalation import reactions, successions  # noqa: F401  they declare themselves

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "lienket.inspections"

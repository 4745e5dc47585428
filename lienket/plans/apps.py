from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lienket.plans"

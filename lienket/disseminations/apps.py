from django.apps import AppConfig


class DisseminationsConfig(AppConfig):
    name = "lienket.disseminations"

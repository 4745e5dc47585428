from django.apps import AppConfig


class FalseClaimsConfig(AppConfig):
    name = "lienket.falseclaims"

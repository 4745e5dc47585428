from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "lienket.registers"

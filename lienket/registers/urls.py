"""Addresses of the module's pages."""

from django.urls import URLPattern

app_name = "registers"
urlpatterns: list[URLPattern] = []

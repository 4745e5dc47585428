"""Addresses of the module's pages."""

from django.urls import URLPattern

from lienket.regulations.importing.urls import urlpatterns as importing

app_name = "regulations"
urlpatterns: list[URLPattern] = [*importing]

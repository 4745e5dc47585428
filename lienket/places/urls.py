"""Addresses of the module's pages."""

from django.urls import URLPattern

app_name = "places"
urlpatterns: list[URLPattern] = []

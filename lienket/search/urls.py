"""Addresses of the module's pages."""

from django.urls import path

from lienket.search import views

app_name = "search"
urlpatterns = [path("search/", views.search, name="search")]

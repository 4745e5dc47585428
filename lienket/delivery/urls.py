"""Addresses of the pages about delivery."""

from django.urls import path

from lienket.delivery import views

app_name = "delivery"
urlpatterns = [
    path("operator/delivery/", views.operator, name="operator"),
    path("me/notifications/", views.push, name="push"),
]

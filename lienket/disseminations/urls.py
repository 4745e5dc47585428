"""Addresses of the module's pages."""

from django.urls import path

from lienket.disseminations import views

app_name = "disseminations"
urlpatterns = [
    path("circles/<int:circle_id>/disseminations/", views.texts, name="list"),
    path("circles/<int:circle_id>/disseminations/new/", views.create, name="create"),
    path("disseminations/<int:dissemination_id>/", views.text, name="text"),
    path("disseminations/<int:dissemination_id>/readings/", views.readings, name="readings"),
    path("disseminations/copies/<int:copy_id>/completion/", views.completion, name="completion"),
]

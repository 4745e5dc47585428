"""Addresses of the module's pages."""

from django.urls import path

from lienket.obligations.views import compliance

app_name = "obligations"
urlpatterns = [
    path("circles/<int:circle_id>/compliance/", compliance.compliance, name="compliance"),
    path("circles/<int:circle_id>/occurrences/", compliance.occurrences, name="occurrences"),
]

"""Addresses of the pages about silence."""

from django.urls import path

from lienket.escalation import views

app_name = "escalation"
urlpatterns = [
    path("circles/<int:circle_id>/escalation/", views.plans, name="plans"),
    path("circles/<int:circle_id>/escalation/<str:urgency>/", views.plan, name="plan"),
    path("operator/watch/", views.watch, name="watch"),
]

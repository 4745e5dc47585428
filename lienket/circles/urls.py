"""Addresses of the circles' pages."""

from django.urls import path

from lienket.circles import views

app_name = "circles"
urlpatterns = [
    path("circles/", views.circles, name="list"),
    path("circles/new/", views.circle_create, name="create"),
    path("circles/<int:circle_id>/members/", views.members, name="members"),
    path("circles/<int:circle_id>/chair/", views.chair, name="chair"),
    path("circles/<int:circle_id>/term/", views.term, name="term"),
    path("circles/<int:circle_id>/closure/", views.closure, name="close"),
    path("circles/<int:circle_id>/record/", views.record, name="record"),
    path("circles/<int:circle_id>/departure/", views.departure, name="leave"),
    path("invitations/<int:invitation_id>/answer/", views.invitation_answer, name="answer"),
]

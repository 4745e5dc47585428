"""Addresses of importing."""

from django.urls import path

from lienket.regulations.importing import views

urlpatterns = [
    path("regulations/<int:regulation_id>/imports/new/", views.new, name="import_new"),
    path("imports/<int:import_id>/", views.review, name="import"),
    path("imports/<int:import_id>/lines/<int:number>/", views.line, name="import_line"),
    path("imports/<int:import_id>/cancellation/", views.cancellation, name="import_cancel"),
    path("imports/<int:import_id>/adoption/", views.adoption, name="import_adopt"),
]

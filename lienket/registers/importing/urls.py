"""Addresses of importing and of Excel files."""

from django.urls import path

from lienket.registers.importing import views

_KIND = "circles/<int:circle_id>/registers/<slug:kind>/"
_IMPORT = "registers/imports/<int:import_id>/"
urlpatterns = [
    path(f"{_KIND}export/", views.export, name="export"),
    path(f"{_KIND}template/", views.empty, name="template"),
    path(f"{_KIND}import/", views.new, name="import"),
    path(_IMPORT, views.review, name="review"),
    path(f"{_IMPORT}cancellation/", views.cancellation, name="import_cancel"),
    path(f"{_IMPORT}application/", views.application, name="import_apply"),
    path(f"{_IMPORT}refused/", views.refused, name="import_refused"),
]

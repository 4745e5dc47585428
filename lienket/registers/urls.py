"""Addresses of the module's pages."""

from django.urls import path

from lienket.registers.importing import urls as importing
from lienket.registers.views import pages, writing

app_name = "registers"
_CIRCLE = "circles/<int:circle_id>/registers/"
_KIND = f"{_CIRCLE}<slug:kind>/"
_ENTRY = "registers/entries/<int:entry_id>/"
urlpatterns = [
    path(_CIRCLE, pages.index, name="index"),
    path(_KIND, pages.list_, name="list"),
    path(f"{_KIND}new/", writing.create, name="create"),
    path(_ENTRY, pages.entry, name="entry"),
    path(f"{_ENTRY}edit/", writing.change, name="change"),
    path(f"{_ENTRY}renewal/", writing.renew, name="renew"),
    path(f"{_ENTRY}retirement/", writing.retire, name="retire"),
    *importing.urlpatterns,
]

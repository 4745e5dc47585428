"""Addresses of the module's pages."""

from django.urls import path

from lienket.commendations.views import deciding, dossiers, drafting, figures

app_name = "commendations"
_CIRCLE = "circles/<int:circle_id>/commendations/"
_DOSSIER = "commendations/<int:dossier_id>/"
urlpatterns = [
    path(_CIRCLE, dossiers.list_, name="list"),
    path(f"{_CIRCLE}new/", drafting.create, name="create"),
    path(f"{_CIRCLE}figures/", figures.figures, name="figures"),
    path(f"{_CIRCLE}awarded/", figures.awarded, name="awarded"),
    path(_DOSSIER, dossiers.dossier, name="dossier"),
    path(f"{_DOSSIER}change/", drafting.change, name="change"),
    path(f"{_DOSSIER}discard/", drafting.discard, name="discard"),
    path(f"{_DOSSIER}recipients/", drafting.nominate, name="nominate"),
    path("commendations/recipients/<int:recipient_id>/strike/", drafting.strike, name="strike"),
    path(f"{_DOSSIER}evidence/", drafting.cite, name="cite"),
    path(f"{_DOSSIER}proposal/", deciding.propose, name="propose"),
    path(f"{_DOSSIER}agreement/", deciding.agree, name="agree"),
    path(f"{_DOSSIER}return/", deciding.return_, name="return"),
    path(f"{_DOSSIER}decision/", deciding.decide, name="decide"),
    path(f"{_DOSSIER}presentation/", deciding.present, name="present"),
    path(f"{_DOSSIER}submission/", deciding.issue_submission, name="issue_submission"),
    path(f"{_DOSSIER}report/", deciding.issue_report, name="issue_report"),
]

"""Addresses of the module's pages."""

from django.urls import path

from lienket.watches.views import proposals, watches

app_name = "watches"
_PROPOSAL = "watch-proposals/<int:proposal_id>/"
_WATCH = "watches/<int:watch_id>/"
_WATCHER = "watchers/<int:watcher_id>/"
urlpatterns = [
    path("circles/<int:circle_id>/watches/", proposals.list_, name="list"),
    path("circles/<int:circle_id>/watch-proposals/new/", proposals.propose, name="propose"),
    path(_PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{_PROPOSAL}decline/", proposals.decline, name="decline"),
    path(_WATCH, watches.watch, name="watch"),
    path(f"{_WATCH}renewals/new/", watches.renew, name="renew"),
    path(f"{_WATCHER}answer/", watches.answer, name="answer"),
    path(f"{_WATCHER}report/", watches.report, name="report"),
]

"""Addresses of the module's pages."""

from django.urls import path

from lienket.campaigns.views import campaigns, ending, results

app_name = "campaigns"
_CIRCLE = "circles/<int:circle_id>/campaigns/"
_ONE = "campaigns/<int:campaign_id>/"
urlpatterns = [
    path(_CIRCLE, campaigns.list_, name="list"),
    path(f"{_CIRCLE}new/", campaigns.create, name="create"),
    path(_ONE, campaigns.campaign, name="campaign"),
    path(f"{_ONE}change/", campaigns.change, name="change"),
    path(f"{_ONE}demands/new/", campaigns.demand, name="demand"),
    path("demands/<int:demand_id>/withdrawal/", campaigns.withdraw_demand, name="withdraw_demand"),
    path(f"{_ONE}announcement/", campaigns.announce, name="announce"),
    path(f"{_ONE}end/", ending.move_end, name="move_end"),
    path(f"{_ONE}cancellation/", ending.call_off, name="call_off"),
    path(f"{_ONE}results/", results.results, name="results"),
]

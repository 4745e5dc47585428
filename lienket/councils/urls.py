"""Addresses of the module's pages."""

from django.urls import path

from lienket.councils.views import councils, seats, teams

app_name = "councils"
urlpatterns = [
    path("circles/<int:circle_id>/councils/", councils.councils, name="list"),
    path("circles/<int:circle_id>/councils/new/", councils.council_create, name="create"),
    path("councils/<int:council_id>/", councils.council, name="council"),
    path("councils/<int:council_id>/change/", councils.council_change, name="change"),
    path("councils/<int:council_id>/offices/", councils.offices, name="offices"),
    path("councils/<int:council_id>/dissolution/", councils.dissolution, name="dissolve"),
    path("councils/offices/<int:office_id>/seat/", seats.seat, name="seat"),
    path("councils/offices/<int:office_id>/removal/", councils.office_remove, name="remove"),
    path("councils/seats/<int:seat_id>/end/", seats.seat_end, name="end"),
    path("councils/seats/<int:seat_id>/substitute/", seats.substitute, name="substitute"),
    path("organization/teams/", teams.teams, name="teams"),
    path("organization/teams/<int:team_id>/", teams.team, name="team"),
    path("organization/teams/<int:team_id>/publication/", teams.entry, name="publish"),
    path(
        "organization/teams/<int:team_id>/dissolution/", teams.team_dissolve, name="team-dissolve"
    ),
    path(
        "organization/teams/entries/<int:entry_id>/removal/", teams.entry_remove, name="unpublish"
    ),
]

"""Addresses of the module's pages."""

from django.urls import path

from lienket.places import views

app_name = "places"
urlpatterns = [
    path("circles/<int:circle_id>/map/", views.map_page, name="map"),
    path("circles/<int:circle_id>/map/features/", views.features, name="features"),
    path("circles/<int:circle_id>/places/", views.places, name="list"),
    path("circles/<int:circle_id>/places/import/", views.import_upload, name="import"),
    path("circles/<int:circle_id>/places/import/apply/", views.import_apply, name="import_apply"),
    path("circles/<int:circle_id>/sites/new/", views.site_create, name="site_create"),
    path("circles/<int:circle_id>/corridors/new/", views.corridor_create, name="corridor_create"),
    path("circles/<int:circle_id>/points/new/", views.waypoint_create, name="waypoint_create"),
    path("sites/<int:site_id>/", views.site, name="site"),
    path("sites/<int:site_id>/edit/", views.site_edit, name="site_edit"),
    path("sites/<int:site_id>/removal/", views.site_remove, name="site_remove"),
    path("sites/<int:site_id>/contacts/", views.contacts, name="contacts"),
    path("sites/<int:site_id>/zones/new/", views.zone_create, name="zone_create"),
    path("zones/<int:zone_id>/edit/", views.zone_edit, name="zone_edit"),
    path("zones/<int:zone_id>/removal/", views.zone_remove, name="zone_remove"),
    path("corridors/<int:corridor_id>/", views.corridor, name="corridor"),
    path("corridors/<int:corridor_id>/edit/", views.corridor_edit, name="corridor_edit"),
    path("corridors/<int:corridor_id>/removal/", views.corridor_remove, name="corridor_remove"),
    path("points/<int:waypoint_id>/", views.waypoint, name="waypoint"),
    path("points/<int:waypoint_id>/edit/", views.waypoint_edit, name="waypoint_edit"),
    path("points/<int:waypoint_id>/removal/", views.waypoint_remove, name="waypoint_remove"),
]

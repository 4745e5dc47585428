"""Addresses of the module's pages. The last two are for everybody, without sign-in."""

from django.urls import path

from lienket.falseclaims.views import claims, deciding, public

app_name = "falseclaims"
_CIRCLE = "circles/<int:circle_id>/false-claims/"
_CLAIM = "false-claims/<int:claim_id>/"
urlpatterns = [
    path(_CIRCLE, claims.list_, name="list"),
    path(f"{_CIRCLE}new/", claims.record, name="record"),
    path(_CLAIM, claims.claim, name="claim"),
    path(f"{_CLAIM}sightings/", claims.sight, name="sight"),
    path(f"{_CLAIM}verification/", claims.verify, name="verify"),
    path(f"{_CLAIM}publication/", claims.publish, name="publish"),
    path(f"{_CLAIM}correction/", deciding.correct, name="correct"),
    path(f"{_CLAIM}withdrawal/", deciding.withdraw, name="withdraw"),
    path("warnings/", public.warnings, name="warnings"),
    path("warnings/<slug:code>/", public.warning, name="warning"),
]

"""Addresses of the module's pages."""

from django.urls import path

from lienket.incidents.views import (
    aid,
    incidents,
    proving,
    reporting,
    situation,
    statements,
    together,
    writing,
)

app_name = "incidents"
urlpatterns = [
    path("field/", reporting.start, name="start"),
    path("field/report/", reporting.choose_circle, name="choose"),
    path("circles/<int:circle_id>/incidents/", incidents.list_, name="list"),
    path("circles/<int:circle_id>/incidents/new/", reporting.report, name="report"),
    path("circles/<int:circle_id>/situation/", situation.situation, name="situation"),
    path("circles/<int:circle_id>/zero/", statements.matrix, name="zero"),
    path("circles/<int:circle_id>/zero/new/", statements.sign, name="sign"),
    path("zero/<int:zero_report_id>/", statements.statement, name="statement"),
    path("incidents/<int:incident_id>/", incidents.incident, name="incident"),
    path("incidents/<int:incident_id>/entries/", writing.entries, name="entries"),
    path("incidents/<int:incident_id>/rating/", writing.rating, name="rating"),
    path("incidents/<int:incident_id>/figures/", writing.figures, name="figures"),
    path("incidents/<int:incident_id>/roles/", writing.roles, name="roles"),
    path("incidents/<int:incident_id>/closure/", writing.closure, name="closure"),
    path("incidents/<int:incident_id>/reopening/", writing.reopening, name="reopening"),
    path("incidents/<int:incident_id>/aid/", aid.aid, name="aid"),
    path("incidents/<int:incident_id>/tasks/new/", together.task, name="task"),
    path("incidents/<int:incident_id>/links/", together.link, name="link"),
    path("incidents/<int:incident_id>/referral/", together.referral, name="referral"),
    path("incidents/<int:incident_id>/duties/<int:duty_id>/", proving.hand_in, name="hand_in"),
    path("incidents/<int:incident_id>/copies/", together.copies, name="copies"),
    path("incidents/roles/<int:role_id>/end/", writing.role_end, name="role_end"),
    path("aid/<int:aid_id>/withdrawal/", aid.aid_withdrawal, name="aid_withdrawal"),
    path("aid/offers/<int:offer_id>/release/", aid.offer_release, name="offer_release"),
    path("aid/offers/<int:offer_id>/<slug:verb>/", aid.offer, name="offer"),
    path("referrals/<int:referral_id>/receipt/", together.receipt, name="receipt"),
    path("referrals/<int:referral_id>/state/", together.state, name="state"),
    path("incidents/copies/<int:copy_id>/", incidents.copy, name="copy"),
    path(
        "incidents/releases/<int:release_id>/revocation/",
        together.release_revocation,
        name="release_revocation",
    ),
]

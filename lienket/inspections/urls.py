"""Addresses of the module's pages."""

from django.urls import path

from lienket.inspections.views import assessing, assessments, findings, lists, visits

app_name = "inspections"
_CIRCLE = "circles/<int:circle_id>/inspections/"
_DRAFT = "assessments/drafts/<int:draft_id>/"
_FINDING = "findings/<int:finding_id>/"
_VISIT = "visits/<int:visit_id>/"
urlpatterns = [
    path(_CIRCLE, lists.list_, name="list"),
    path(f"{_CIRCLE}findings/", lists.findings_, name="findings"),
    path(f"{_CIRCLE}questions/", assessments.questions, name="questions"),
    path(f"{_CIRCLE}questions/edit/", assessments.questions_edit, name="questions_edit"),
    path(f"{_CIRCLE}visits/new/", visits.create, name="visit_create"),
    path("sites/<int:site_id>/assessments/", assessments.site, name="site"),
    path("sites/<int:site_id>/assessments/new/", assessing.start, name="start"),
    path("sites/<int:site_id>/assessments/paper/", assessments.paper, name="paper"),
    path(_DRAFT, assessing.draft, name="draft"),
    path(f"{_DRAFT}hand-in/", assessing.hand_in, name="hand_in"),
    path(f"{_DRAFT}removal/", assessing.discard, name="discard"),
    path(f"{_DRAFT}<slug:area>/", assessing.area, name="area"),
    path("assessments/<int:assessment_id>/", assessments.assessment, name="assessment"),
    path(_FINDING, findings.finding, name="finding"),
    path(f"{_FINDING}task/", findings.assign, name="assign"),
    path(f"{_FINDING}closure/", findings.close, name="close"),
    path(f"{_FINDING}return/", findings.return_, name="return"),
    path(f"{_FINDING}removal/", visits.note_remove, name="note_remove"),
    path(_VISIT, visits.visit, name="visit"),
    path(f"{_VISIT}edit/", visits.edit, name="visit_edit"),
    path(f"{_VISIT}findings/new/", visits.note, name="note"),
    path(f"{_VISIT}record/", visits.send, name="send"),
    path(f"{_VISIT}removal/", visits.discard, name="visit_discard"),
    path(f"{_VISIT}remarks/", visits.remark, name="remark"),
]

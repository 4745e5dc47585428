"""Addresses of the module's pages."""

from django.urls import path

from lienket.petitions.views import deciding, figures, forum, lists, petitions

app_name = "petitions"
_CIRCLE = "circles/<int:circle_id>/petitions/"
_PETITION = "petitions/<int:petition_id>/"
_FORUM = "meetings/<int:meeting_id>/questions/"
urlpatterns = [
    path(_CIRCLE, lists.list_, name="list"),
    path(f"{_CIRCLE}print/", lists.print_, name="print"),
    path(f"{_CIRCLE}new/", petitions.create, name="create"),
    path(f"{_CIRCLE}figures/", figures.figures, name="figures"),
    path(_PETITION, petitions.petition, name="petition"),
    path(f"{_PETITION}answers/", petitions.answer, name="answer"),
    path(f"{_PETITION}satisfaction/", petitions.judge, name="judge"),
    path(f"{_PETITION}routing/", deciding.hand_on, name="hand_on"),
    path(f"{_PETITION}return/", deciding.return_, name="return"),
    path(f"{_PETITION}withdrawal/", deciding.withdraw, name="withdraw"),
    path(f"{_PETITION}publication/", deciding.publish, name="publish"),
    path(_FORUM, forum.questions, name="questions"),
    path(f"{_FORUM}document/", forum.issue, name="issue_list"),
]

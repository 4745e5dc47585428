"""Addresses of the module's pages."""

from django.urls import path

from lienket.awareness.views import movements, public, reach, sessions, stories

app_name = "awareness"
_SESSIONS = "circles/<int:circle_id>/awareness/sessions/"
_SESSION = "awareness/sessions/<int:session_id>/"
_MOVEMENTS = "circles/<int:circle_id>/awareness/movements/"
_MOVEMENT = "awareness/movements/<int:movement_id>/"
_STORIES = "circles/<int:circle_id>/awareness/stories/"
_STORY = "awareness/stories/<int:story_id>/"
urlpatterns = [
    path(_MOVEMENTS, movements.list_, name="movements"),
    path(f"{_MOVEMENTS}new/", movements.launch, name="launch"),
    path(_MOVEMENT, movements.movement, name="movement"),
    path(f"{_MOVEMENT}goals/new/", movements.set_goal, name="set_goal"),
    path(f"{_MOVEMENT}closing/", movements.close, name="close"),
    path("awareness/goals/<int:goal_id>/", movements.report, name="goal"),
    path(_SESSIONS, sessions.list_, name="sessions"),
    path(f"{_SESSIONS}new/", sessions.record, name="record"),
    path(_SESSION, sessions.session, name="session"),
    path(f"{_SESSION}correction/", sessions.correct, name="correct"),
    path("circles/<int:circle_id>/awareness/reach/", reach.reach, name="reach"),
    path(_STORIES, stories.list_, name="stories"),
    path(f"{_STORIES}new/", stories.tell, name="tell"),
    path(_STORY, stories.story, name="story"),
    path("awareness/consents/<int:consent_id>/answer/", stories.answer, name="answer"),
    path(f"{_STORY}proposal/", stories.propose, name="propose"),
    path(f"{_STORY}publication/", stories.publish, name="publish"),
    path(f"{_STORY}publication/withdrawal/", stories.unpublish, name="unpublish"),
    path(f"{_STORY}withdrawal/", stories.withdraw, name="withdraw"),
    path("good-examples/", public.stories, name="public_stories"),
    path("good-examples/<slug:code>/", public.story, name="public_story"),
]

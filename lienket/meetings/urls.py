"""Addresses of the module's pages."""

from django.urls import path

from lienket.meetings.views import agenda, attendance, meetings, minutes

app_name = "meetings"
_CIRCLE = "circles/<int:circle_id>/meetings/"
_MEETING = "meetings/<int:meeting_id>/"
urlpatterns = [
    path(_CIRCLE, meetings.list_, name="list"),
    path(f"{_CIRCLE}new/", meetings.create, name="create"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}edit/", meetings.edit, name="edit"),
    path(f"{_MEETING}invitations/", meetings.invite, name="invite"),
    path(f"{_MEETING}cancellation/", meetings.cancel, name="cancel"),
    path(f"{_MEETING}next/", meetings.follow_up, name="next"),
    path(f"{_MEETING}meeting.ics", meetings.calendar, name="calendar"),
    path(f"{_MEETING}agenda/", agenda.agenda, name="agenda"),
    path(f"{_MEETING}agenda/proposals/", agenda.take_proposals, name="proposals"),
    path("meetings/items/<int:item_id>/", agenda.item, name="item"),
    path("meetings/items/<int:item_id>/move/", agenda.move, name="move_item"),
    path("meetings/items/<int:item_id>/removal/", agenda.remove, name="remove_item"),
    path(f"{_MEETING}answer/", attendance.answer, name="answer"),
    path(f"{_MEETING}hold/", attendance.hold, name="hold"),
    path(f"{_MEETING}attendance/", attendance.record, name="attendance"),
    path(f"{_MEETING}minutes/", minutes.minutes, name="minutes"),
    path(f"{_MEETING}minutes/sharing/", minutes.share, name="share"),
    path(f"{_MEETING}minutes/taking-back/", minutes.take_back, name="take_back"),
    path(f"{_MEETING}minutes/opinion/", minutes.judge, name="judge"),
    path(f"{_MEETING}minutes/adoption/", minutes.adopt, name="adopt"),
    path(f"{_MEETING}minutes/document/", minutes.issue, name="issue"),
    path(f"{_MEETING}resolutions/", minutes.resolve, name="resolve"),
    path("resolutions/<int:resolution_id>/removal/", minutes.unresolve, name="unresolve"),
]

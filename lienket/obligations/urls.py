"""Addresses of the module's pages."""

from django.urls import path

from lienket.obligations.views import calendar, compliance, summaries

app_name = "obligations"
urlpatterns = [
    path("circles/<int:circle_id>/compliance/", compliance.compliance, name="compliance"),
    path("circles/<int:circle_id>/occurrences/", compliance.occurrences, name="occurrences"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feed/", calendar.feed, name="feed"),
    path("calendar/<str:token>.ics", calendar.program, name="ics"),
    path(
        "regulations/<int:regulation_id>/summary/new/",
        summaries.publish_summary,
        name="publish_summary",
    ),
    path("summaries/<int:summary_id>/check/", summaries.check_summary, name="check_summary"),
]

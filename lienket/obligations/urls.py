"""Addresses of the module's pages."""

from django.urls import path

from lienket.obligations.views import (
    calendar,
    compliance,
    obligations,
    occurrences,
    register,
    summaries,
)

app_name = "obligations"
_OF = "regulations/<int:regulation_id>/obligations/"
_ONE = "obligations/<int:obligation_id>/"
_TIME = "occurrences/<int:occurrence_id>/"
urlpatterns = [
    path("circles/<int:circle_id>/obligations/", register.register, name="list"),
    path(_OF, register.of_regulation, name="of_regulation"),
    path(f"{_OF}new/", obligations.define, name="define"),
    path(f"{_OF}preview/", obligations.preview, name="preview"),
    path(f"{_OF}carried/", obligations.carry_over, name="carry_over"),
    path(_ONE, obligations.obligation, name="obligation"),
    path(f"{_ONE}change/", obligations.change, name="change"),
    path(f"{_ONE}ending/", obligations.ending, name="ending"),
    path(f"{_ONE}removal/", obligations.removal, name="removal"),
    path("duties/<int:duty_id>/events/new/", occurrences.event, name="event"),
    path(_TIME, occurrences.occurrence, name="occurrence"),
    path(f"{_TIME}fulfilments/", occurrences.fulfil, name="fulfil"),
    path(f"{_TIME}confirmation/", occurrences.confirm, name="confirm"),
    path(f"{_TIME}return/", occurrences.return_, name="return"),
    path(f"{_TIME}excuse/", occurrences.excuse, name="excuse"),
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

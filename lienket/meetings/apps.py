from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "lienket.meetings"

    def ready(self) -> None:
        from lienket.meetings import (  # noqa: F401  they declare themselves
            agenda,
            calendar,
            exports,
            finding,
            overview,
            successions,
            waiting,
        )
        from lienket.meetings.rules import NAMES_DAYS
        from lienket.meetings.views import links  # noqa: F401
        from lienket.organizations.privacy import Keeping, declare

        declare(
            Keeping(_("to know who comes to a meeting"), _("the meeting"), NAMES_DAYS),
            "meetings.attendance.who",
            "meetings.attendance.note",
        )
        declare(
            Keeping(
                _("to know who chaired a meeting and who signs its minutes"),
                _("the meeting"),
                NAMES_DAYS,
            ),
            "meetings.minutes.chair",
            "meetings.minutes.secretary",
        )

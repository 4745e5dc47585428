"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(
    Kind("meetings_meeting", _("Meeting"), "calendar-event", "meetings:meeting"),
    Kind("meetings_minutes", _("Minutes"), "writing", "meetings:minutes"),
)

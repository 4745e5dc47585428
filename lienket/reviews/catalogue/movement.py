"""G. Movement and awareness: sessions, forums, petitions, training."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.rules import Aggregation, Direction


def _held(sentence: str | Promise, *, value: str = "1") -> Derived:
    """Sessions, by the day they were held."""
    return Derived(
        about="awareness_session",
        table="awareness_session x",
        at="x.held_on",
        when="day",
        value=value,
        sentence=sentence,
    )


INDICATORS = (
    Indicator(
        "G1",
        _("Awareness sessions"),
        _("sessions"),
        Direction.GOOD,
        public=True,
        derived=_held(_("Sessions that were held, by their day.")),
    ),
    Indicator(
        "G2",
        _("Attendance at sessions"),
        _("participations"),
        Direction.GOOD,
        public=True,
        derived=_held(_("Listeners counted at sessions; nobody is named."), value="x.attendance"),
    ),
    Indicator(
        "G3",
        _("Leaflets and posters handed out"),
        _("products"),
        Direction.GOOD,
        public=True,
        derived=Derived(
            about="awareness_session",
            table="awareness_session x JOIN awareness_material m"
            " ON m.circle_id = x.circle_id AND m.session_id = x.id",
            at="x.held_on",
            when="day",
            where="m.kind IN ('leaflet', 'poster', 'booklet')",
            value="m.count",
            sentence=_("Leaflets, posters and booklets handed out at sessions."),
        ),
    ),
    Indicator(
        "G4",
        _("Listening forums"),
        _("forums"),
        Direction.GOOD,
        public=True,
        derived=Derived(
            about="meetings_meeting",
            table="meetings_meeting x",
            at="x.starts_at",
            where="x.kind = 'forum' AND x.held_at IS NOT NULL AND x.cancelled_at IS NULL"
            " AND NOT x.exercise",
            sentence=_("Forums that were held."),
        ),
    ),
    Indicator(
        "G5",
        _("Petitions received"),
        _("petitions"),
        public=True,
        derived=Derived(
            about="petitions_petition",
            table="petitions_petition x",
            at="x.asked_at",
            where="NOT EXISTS (SELECT FROM petitions_withdrawal w"
            " WHERE w.circle_id = x.circle_id AND w.petition_id = x.id)",
            second="(x.answered_at IS NOT NULL)::int",
            sentence=_("Petitions and questions of forums, and how many of them are answered."),
        ),
        second_unit=_("answered"),
    ),
    Indicator("G6", _("Self-managed models"), _("models"), Direction.GOOD, Aggregation.LAST),
    Indicator("G7", _("Units that meet “safe in security and order”"), _("units"), Direction.GOOD),
    Indicator(
        "G8",
        _("Guard trainings"),
        _("trainings"),
        Direction.GOOD,
        public=True,
        derived=Derived(
            about="inspections_visit",
            table="inspections_visit x",
            at="x.on",
            when="day",
            where="x.kind = 'training' AND x.sent_at IS NOT NULL",
            sentence=_("Training visits whose record was sent."),
        ),
    ),
)

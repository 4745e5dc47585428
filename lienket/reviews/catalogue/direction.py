"""A. Direction and coordination: papers, plans, meetings, duties."""

from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.rules import Aggregation, Direction

_NOT_OPEN = "(x.fulfilled_at IS NOT NULL OR x.late_at < %(now)s) AND x.excused_at IS NULL"
_HELD = "x.held_at IS NOT NULL AND x.cancelled_at IS NULL AND NOT x.exercise"

INDICATORS = (
    Indicator(
        "A1",
        _("Joint papers issued"),
        _("papers"),
        public=True,
        derived=Derived(
            about="documents_document",
            table="documents_document x",
            at="x.issued_on",
            when="day",
            sentence=_("Numbered papers of the circle, by the day they were issued."),
        ),
    ),
    Indicator(
        "A2",
        _("Plans put into force"),
        _("plans"),
        public=True,
        derived=Derived(
            about="plans_plan",
            table="plans_plan x",
            at="x.adopted_at",
            sentence=_("Plans that all members have adopted, by the day the last one did."),
        ),
    ),
    Indicator(
        "A3",
        _("Conferences and briefings held"),
        _("meetings"),
        public=True,
        derived=Derived(
            about="meetings_meeting",
            table="meetings_meeting x",
            at="x.starts_at",
            where=f"{_HELD} AND x.kind IN ('briefing', 'conference')",
            sentence=_("Briefings and conferences that were held; no exercises."),
        ),
    ),
    Indicator(
        "A4",
        _("Invited members that attended"),
        "%",
        Direction.GOOD,
        Aggregation.RATE,
        derived=Derived(
            about="meetings_meeting",
            table="meetings_attendance a JOIN meetings_meeting x"
            " ON x.circle_id = a.circle_id AND x.id = a.meeting_id",
            at="x.starts_at",
            where=f"{_HELD} AND a.presence <> ''",
            value="(a.presence IN ('present', 'substitute'))::int",
            sentence=_("Of all noted at meetings: present, or represented by a substitute."),
        ),
    ),
    Indicator(
        "A5",
        _("Joint inspections"),
        _("inspections"),
        Direction.GOOD,
        public=True,
        derived=Derived(
            about="inspections_visit",
            table="inspections_visit x",
            at="x.on",
            when="day",
            where="x.kind = 'inspection' AND x.sent_at IS NOT NULL",
            sentence=_("Inspection visits whose record was sent to the inspected unit."),
        ),
    ),
    Indicator(
        "A6",
        _("Duties that fell due"),
        _("duties"),
        derived=Derived(
            about="obligations_occurrence",
            table="obligations_occurrence x",
            at="x.due_at",
            where=_NOT_OPEN,
            sentence=_("Duties of the agreement, by the day they were due; excused ones left out."),
        ),
    ),
    Indicator(
        "A7",
        _("Duties fulfilled in time"),
        "%",
        Direction.GOOD,
        Aggregation.RATE,
        derived=Derived(
            about="obligations_occurrence",
            table="obligations_occurrence x",
            at="x.due_at",
            where=_NOT_OPEN,
            value="coalesce(x.fulfilled_at <= x.late_at, false)::int",
            sentence=_("Of the duties that fell due: handed in before they counted as late."),
        ),
    ),
    Indicator(
        "A8",
        _("Duties late or missed"),
        _("duties"),
        Direction.BAD,
        derived=Derived(
            about="obligations_occurrence",
            table="obligations_occurrence x",
            at="x.due_at",
            where=f"{_NOT_OPEN} AND coalesce(x.fulfilled_at > x.late_at, true)",
            sentence=_("Handed in late, or not at all."),
        ),
    ),
)

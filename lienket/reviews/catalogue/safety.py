"""E. Fire safety and rescue."""

from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.catalogue.incidents import derived, kinds_in
from lienket.reviews.rules import Aggregation, Direction

INDICATORS = (
    Indicator(
        "E1",
        _("Fires and explosions"),
        _("incidents"),
        Direction.BAD,
        public=True,
        derived=derived(
            kinds_in(("fire", "explosion")),
            _("Incidents of these kinds; no exercises, nothing reported twice or by mistake."),
        ),
    ),
    Indicator(
        "E2",
        _("Injured in fires and explosions"),
        _("people"),
        Direction.BAD,
        derived=derived(
            f"{kinds_in(('fire', 'explosion'))} AND x.injured + x.dead > 0",
            _("Injured and dead, counted with these incidents."),
            value="x.injured + x.dead",
            second="x.dead",
        ),
        second_unit=_("dead"),
    ),
    Indicator(
        "E3",
        _("Self-assessments of protection"),
        _("times"),
        Direction.GOOD,
        derived=Derived(
            about="inspections_assessment",
            table="inspections_assessment x",
            at="x.on",
            when="day",
            sentence=_("Self-assessments that sites handed in, by their day."),
        ),
    ),
    Indicator(
        "E4",
        _("Shortcomings in fire safety found"),
        _("shortcomings"),
        derived=Derived(
            about="inspections_finding",
            table="inspections_finding x",
            at="x.found_at",
            where="x.area = 'fire'",
            second="(x.closed_at IS NOT NULL)::int",
            sentence=_("Findings about fire safety, and how many of them are put right."),
        ),
        second_unit=_("put right"),
    ),
    Indicator(
        "E5",
        _("Plans practised"),
        _("exercises"),
        Direction.GOOD,
        public=True,
        derived=Derived(
            about="plans_run",
            table="plans_run x",
            at="x.started_at",
            where="x.exercise AND x.finished_at IS NOT NULL",
            sentence=_("Playbooks that were practised as an exercise to the end."),
        ),
    ),
    Indicator("E6", _("People trained"), _("people"), Direction.GOOD),
    Indicator("E7", _("Members of fire clusters"), _("units"), aggregation=Aggregation.LAST),
    Indicator(
        "E8",
        _("Aid given to one another"),
        _("times"),
        derived=Derived(
            about="incidents_incident",
            table="incidents_offer o"
            " JOIN incidents_aid a ON a.circle_id = o.circle_id AND a.id = o.aid_id"
            " JOIN incidents_incident x ON x.circle_id = a.circle_id AND x.id = a.incident_id",
            at="x.happened_at",
            where="NOT x.exercise AND o.state IN ('committed', 'released')",
            sentence=_("Aid that another member committed itself to, by the day of the incident."),
        ),
    ),
)

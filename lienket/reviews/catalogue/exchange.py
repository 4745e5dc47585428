"""B. Exchange of information: bulletins, how fast they are received, who takes part."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.rules import Aggregation, Direction

_VALID = (
    "NOT x.exercise AND NOT EXISTS (SELECT FROM exchange_withdrawal w"
    " WHERE w.circle_id = x.circle_id AND w.bulletin_id = x.id)"
)
_ASKED = (
    "exchange_bulletin x JOIN exchange_receipt r"
    " ON r.circle_id = x.circle_id AND r.bulletin_id = x.id AND r.ask_id IS NOT NULL"
    " LEFT JOIN LATERAL (SELECT min(a.at) AS at FROM exchange_acknowledgement a"
    " WHERE a.circle_id = r.circle_id AND a.receipt_id = r.id) first ON true"
)
_MUST_ANSWER = f"{_VALID} AND x.required_action <> 'know'"


def _bulletins(where: str, sentence: str | Promise) -> Derived:
    return Derived(
        about="exchange_bulletin",
        table="exchange_bulletin x",
        at="x.issued_at",
        where=f"{_VALID} AND {where}",
        sentence=sentence,
    )


INDICATORS = (
    Indicator(
        "B1",
        _("Bulletins exchanged"),
        _("bulletins"),
        derived=_bulletins("true", _("Bulletins of all members; no exercises, none withdrawn.")),
    ),
    Indicator(
        "B2",
        _("Urgent bulletins"),
        _("bulletins"),
        derived=_bulletins("x.urgency <> 'normal'", _("Those that were issued as urgent.")),
    ),
    Indicator("B3", _("Information that proved valuable"), _("pieces"), Direction.GOOD),
    Indicator(
        "B4",
        _("Middle time until receipt was confirmed"),
        _("minutes"),
        Direction.BAD,
        Aggregation.MEDIAN,
        derived=Derived(
            about="exchange_bulletin",
            table=_ASKED,
            at="x.issued_at",
            where=f"{_MUST_ANSWER} AND first.at IS NOT NULL",
            value="extract(epoch FROM first.at - x.issued_at) / 60",
            sentence=_("From issuing to the first answer of each member that was asked for one."),
        ),
    ),
    Indicator(
        "B5",
        _("Confirmed in time"),
        "%",
        Direction.GOOD,
        Aggregation.RATE,
        derived=Derived(
            about="exchange_bulletin",
            table=_ASKED,
            at="x.issued_at",
            where=f"{_MUST_ANSWER} AND (first.at IS NOT NULL OR x.due_at < %(now)s)",
            value="coalesce(first.at <= x.due_at, false)::int",
            sentence=_("Of the answers that were asked for: given before they were due."),
        ),
    ),
    Indicator(
        "B6",
        _("Requests for information or verification"),
        _("requests"),
        derived=_bulletins(
            "x.kind IN ('information_request', 'verification_request')",
            _("Bulletins that ask for information or for a verification."),
        ),
    ),
    Indicator(
        "B7",
        _("Notices of methods of crime"),
        _("notices"),
        Direction.GOOD,
        public=True,
        derived=_bulletins("x.kind = 'crime_method_bulletin'", _("Bulletins of that kind.")),
    ),
    Indicator(
        "B8",
        _("Bulletins read"),
        "%",
        Direction.GOOD,
        Aggregation.RATE,
        derived=Derived(
            about="exchange_bulletin",
            table=_ASKED,
            at="x.issued_at",
            where=_VALID,
            value="(first.at IS NOT NULL OR EXISTS (SELECT FROM exchange_opening o"
            " WHERE o.circle_id = r.circle_id AND o.receipt_id = r.id))::int",
            sentence=_("Of all copies to members: opened or answered by them."),
        ),
    ),
    Indicator("B9", _("Members active at least once a month"), _("members"), Direction.GOOD),
)

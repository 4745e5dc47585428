"""The timeline of an incident in words."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.delivery.models import Urgency
from lienket.incidents import queries
from lienket.incidents.models import Closure, Entry, Incident, Photo, Referral, Role

_ICONS = {
    Entry.Kind.REPORTED: ("alert-octagon", "is-seen"),
    Entry.Kind.SAID: ("message", ""),
    Entry.Kind.SEVERITY: ("arrow-up", "is-late"),
    Entry.Kind.URGENCY: ("alarm", "is-late"),
    Entry.Kind.ASSESSED: ("calculator", ""),
    Entry.Kind.ROLE_TAKEN: ("user-check", "is-seen"),
    Entry.Kind.ROLE_LEFT: ("check", "is-done"),
    Entry.Kind.HANDOVER: ("notes", "is-seen"),
    Entry.Kind.AID_ASKED: ("lifebuoy", "is-late"),
    Entry.Kind.AID_OFFERED: ("heart-handshake", "is-seen"),
    Entry.Kind.AID_DECLINED: ("circle-x", "is-problem"),
    Entry.Kind.AID_COMMITTED: ("truck", "is-done"),
    Entry.Kind.AID_RELEASED: ("home", "is-done"),
    Entry.Kind.AID_WITHDRAWN: ("ban", ""),
    Entry.Kind.REFERRED: ("shield", "is-seen"),
    Entry.Kind.REFERRAL_MOVED: ("shield-check", "is-seen"),
    Entry.Kind.LINKED: ("link", ""),
    Entry.Kind.RELEASED: ("copy", ""),
    Entry.Kind.RELEASE_REVOKED: ("ban", ""),
    Entry.Kind.CLOSED: ("circle-check", "is-done"),
    Entry.Kind.REOPENED: ("refresh", "is-late"),
}
_FIGURES = {
    "subjects": gettext_lazy("Persons who did it or took part"),
    "injured": gettext_lazy("Injured"),
    "dead": gettext_lazy("Dead"),
    "damage": gettext_lazy("Damage (đồng)"),
    "recovered": gettext_lazy("Recovered (đồng)"),
}


class Line(NamedTuple):
    """One line as it is shown."""

    entry: Entry
    icon: str
    tone: str
    words: str
    text: str
    photos: list[Photo]


def story_of(incident: Incident) -> list[Line]:
    """What happened, the latest first: whoever comes back reads what is new."""
    return list(_lines(incident))[::-1]


def _lines(incident: Incident) -> Iterator[Line]:
    for entry in queries.timeline(incident):
        icon, tone = _ICONS[Entry.Kind(entry.kind)]
        text = "" if entry.kind in _WORDED else entry.text
        yield Line(entry, icon, tone, _words(entry), text, list(entry.photos.all()))


#: Lines whose text is part of their words.
_WORDED = {Entry.Kind.ASSESSED, Entry.Kind.REFERRED}


def _words(entry: Entry) -> str:
    label = str(Entry.Kind(entry.kind).label)
    match entry.kind:
        case Entry.Kind.SEVERITY:
            return _change(
                label,
                Incident.Severity(int(entry.before)).label,
                Incident.Severity(int(entry.after)).label,
            )
        case Entry.Kind.URGENCY:
            return _change(label, Urgency(entry.before).label, Urgency(entry.after).label)
        case Entry.Kind.ASSESSED:
            return _change(str(_FIGURES[entry.text]), _number(entry.before), _number(entry.after))
        case Entry.Kind.ROLE_TAKEN | Entry.Kind.ROLE_LEFT:
            return f"{label}: {Role.Duty(entry.after).label}"
        case Entry.Kind.REFERRED:
            return _("Handed to {police} as {number}").format(police=entry.text, number=entry.after)
        case Entry.Kind.REFERRAL_MOVED:
            return f"{entry.before}: {Referral.State(entry.after).label}"
        case Entry.Kind.LINKED:
            return f"{label}: {entry.after}"
        case Entry.Kind.CLOSED:
            return f"{label}: {Closure.Outcome(entry.after).label}"
    return label


def _change(what: str, before: object, after: object) -> str:
    return f"{what}: {before} → {after}"


def _number(written: str) -> str:
    """1200000 → 1.200.000, as Vietnamese offices write it; nothing known is a dash."""
    return f"{int(written):,}".replace(",", ".") if written else "—"

"""A redacted copy for another circle: chosen fields, consent, an end, and the way back."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from lienket.circles.models import Circle
from lienket.incidents import actions, queries
from lienket.incidents.actions import common, sharing
from lienket.incidents.models import Copy, Incident, Release
from lienket.incidents.tests.hands import kinds, report
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, join, make_circle

MONTH = timedelta(days=30)


@pytest.fixture
def other(plant: Unit, circle: Circle, outsider: Unit) -> Circle:
    """The plant's circle with somebody who is not in the first one."""
    return make_circle(plant, outsider, name="Cụm an toàn PCCC")


@pytest.fixture
def incident(circle: Circle, plant: Unit, other: Circle) -> Incident:
    return report(circle, plant.member())


def share(
    incident: Incident,
    to: Circle,
    by: Member,
    fields: Iterable[str] = ("summary",),
    **changes: object,
) -> Release:
    said: dict[str, object] = {"expires_at": NOON + MONTH, "consent": True, "now": NOON} | changes
    with acting(by):
        return actions.share_copy(
            incident_id=incident.id,
            to_circle_id=to.id,
            fields=fields,
            by=by,
            **said,  # type: ignore[arg-type]  # the caller's
        )


def test_the_other_circle_reads_the_chosen_fields_and_never_the_incident(
    incident: Incident, other: Circle, plant: Unit, outsider: Unit
) -> None:
    share(incident, other, plant.member(), ["summary", "happened_on"])

    reader = outsider.member()
    with acting(reader):
        (copy,) = queries.copies_for(reader, NOON)
        assert copy.summary == incident.summary
        assert copy.happened_on == NOON.date()
        assert (copy.place, copy.damage, copy.outcome) == ("", None, "")
        assert not queries.incidents_for(reader).exists()
        assert not Release.objects.exists()
        assert not queries.copies_for(reader, NOON + MONTH).exists()


def test_taken_back_it_is_erased_there(
    incident: Incident, other: Circle, plant: Unit, outsider: Unit
) -> None:
    by = plant.member()
    release = share(incident, other, by)
    with acting(by):
        actions.revoke_copy(release_id=release.id, by=by, now=NOON)
        assert not Copy.objects.exists()
        assert kinds(incident) == ["reported", "released", "release_revoked"]
        with pytest.raises(sharing.RevokedBefore):
            actions.revoke_copy(release_id=release.id, by=by, now=NOON)


def test_only_its_reporter_shares_it(
    incident: Incident, other: Circle, plant: Unit, fire_service: Unit
) -> None:
    join(other, plant, fire_service)
    with pytest.raises(common.OnlyTheReporter):
        share(incident, other, fire_service.member())


def test_into_a_circle_of_strangers_nothing_goes(
    incident: Incident, plant: Unit, outsider: Unit
) -> None:
    theirs = make_circle(outsider, name="Của người khác")
    with pytest.raises(Circle.DoesNotExist):
        share(incident, theirs, plant.member())


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"consent": False}, sharing.NoConsent),
        ({"fields": ["reference"]}, sharing.UnknownField),
        ({"expires_at": NOON}, sharing.BadExpiry),
        ({"expires_at": NOON + 20 * MONTH}, sharing.BadExpiry),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    incident: Incident,
    other: Circle,
    plant: Unit,
    change: dict[str, object],
    refusal: type[Refusal],
) -> None:
    with pytest.raises(refusal) as refused:
        share(incident, other, plant.member(), **change)  # type: ignore[arg-type]
    assert refused.value.field


def test_it_is_not_shared_with_its_own_circle(incident: Incident, plant: Unit) -> None:
    with pytest.raises(sharing.ItsOwnCircle):
        share(incident, incident.circle, plant.member())

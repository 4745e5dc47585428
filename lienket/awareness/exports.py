"""What this module gives to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.awareness import queries
from lienket.awareness.models import (
    Attachment,
    Closing,
    Consent,
    CoOrganizer,
    Correction,
    Goal,
    Material,
    Progress,
    PublicStory,
    Withdrawal,
)
from lienket.circles.exports import Part, contributes, table
from lienket.kernel.actors import Member


@contributes
def sessions(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The sessions that the organization held, alone or together with others."""
    shared = CoOrganizer.objects.filter(organization_id=by.organization_id).values("session")
    own = Q(organization_id=by.organization_id) | Q(id__in=shared)
    found = queries.sessions_for(by).filter(own, circle__in=circles)
    yield table("awareness_sessions", found)
    for name, model in (
        ("awareness_co_organizers", CoOrganizer),
        ("awareness_materials", Material),
        ("awareness_files", Attachment),
        ("awareness_corrections", Correction),
    ):
        yield table(name, model._default_manager.filter(session__in=found))


@contributes
def movements(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The movements that the organization launched or had a goal in, and what it reported."""
    goals = Goal.objects.filter(organization_id=by.organization_id).values("movement")
    reported = Progress.objects.filter(organization_id=by.organization_id)
    concerned = (
        Q(organization_id=by.organization_id)
        | Q(id__in=goals)
        | Q(id__in=reported.values("goal__movement"))
    )
    found = queries.movements_for(by).filter(concerned, circle__in=circles)
    yield table("movements", found)
    yield table("movement_goals", Goal.objects.filter(movement__in=found))
    yield table("movement_progress", reported.filter(circle__in=circles))
    yield table("movement_closings", Closing.objects.filter(movement__in=found))


@contributes
def stories(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The stories that the organization tells or that concern it, with who agreed to what."""
    own = queries.consents_for(by).filter(circle__in=circles).values("story")
    found = queries.stories_for(by).filter(id__in=own)
    yield table("stories", found)
    for name, model in (
        ("story_consents", Consent),
        ("public_stories", PublicStory),
        ("story_withdrawals", Withdrawal),
    ):
        yield table(name, model._default_manager.filter(story__in=own))

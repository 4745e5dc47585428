"""Circles, as whoever issues into them needs them: names, and the ids of members."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from ninja import Router

from lienket.circles import queries
from lienket.circles.models import Circle, Membership
from lienket.exchange.api.outputs import CircleDetail, CircleOut, Circles, MemberOut, Named
from lienket.kernel.programs import ApiRequest, PathId

router = Router(tags=["circles"])


@router.get("circles", response=Circles, summary="The circles of your organization")
def list_circles(request: ApiRequest) -> Circles:
    """All of them, subsets included. A closed circle can still be read."""
    by = request.auth
    roles = dict(
        Membership.objects.filter(
            circle_id__in=by.circles, organization_id=by.organization_id
        ).values_list("circle_id", "role")
    )
    circles = queries.circles_for(by).select_related("chair")
    return Circles(items=[CircleOut(**_fields(one, roles[one.id])) for one in circles])


@router.get("circles/{int:circle}", response=CircleDetail, summary="A circle and its members")
def show_circle(request: ApiRequest, circle: PathId) -> CircleDetail:
    """The ids of its members are what `organizations` of a new bulletin may name."""
    by = request.auth
    shown = queries.circles_for(by).select_related("chair").get(id=circle)
    places = list(queries.members_of(circle, timezone.now()))
    role = next(place.role for place in places if place.organization_id == by.organization_id)
    return CircleDetail(
        **_fields(shown, role),
        members=[
            MemberOut(
                organization=Named(id=place.organization_id, name=place.organization.name),
                role=place.role,
            )
            for place in places
        ],
    )


def _fields(circle: Circle, role: str) -> dict[str, Any]:
    return {
        "id": circle.id,
        "url": f"{settings.PUBLIC_URL}/circles/{circle.id}/",
        "name": circle.name,
        "parent": circle.parent_id,
        "chair": Named(id=circle.chair_id, name=circle.chair.name),
        "role": role,
        "formed_at": circle.formed_at,
        "closed_at": circle.closed_at,
    }

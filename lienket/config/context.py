"""What every page shows around its content."""

from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lienket.kernel.actors import Member
from lienket.organizations import queries as organizations
from lienket.organizations.web import enter


def page(request: HttpRequest) -> dict[str, Any]:
    """The places of the navigation, the theme, and who is acting for whom."""
    member = _member(request)
    around: dict[str, Any] = {
        "theme": request.COOKIES.get("theme", "auto"),
        "navigation": [],
        "other_places": [],
    }
    if member:
        places = [
            _place("today", _("Today"), "exchange:today", "home"),
            _place("circles", _("Links"), "circles:list", "link"),
            _place("field", _("In the field"), "incidents:start", "alert-octagon"),
            _place("reports", _("Reports"), "reviews:start", "report-analytics"),
            _place("search", _("Look up"), "search:search", "search"),
        ]
        # Asked for now and then: on a phone they stand in the person's own menu only.
        others = [_place("organization", _("Organization"), "organizations:people", "building")]
        if settings.DEMO:
            others.append(_place("mailbox", _("Mailbox"), "mailbox", "mail"))
        around |= {
            "navigation": places,
            "other_places": others,
            # Read only by the menu that shows it.
            "acting_for": SimpleLazyObject(lambda: _offices(request, member)),
            "acting_url": reverse("organizations:act-for"),
            "me_url": reverse("organizations:me"),
        }
    return around


def _member(request: HttpRequest) -> Member | None:
    """Who acts. The sign-in library's pages and unknown addresses do not ask; for their frame it
    is looked up here.
    """
    unasked = request.path.startswith("/accounts/") or request.resolver_match is None
    if not hasattr(request, "member") and unasked and hasattr(request, "user"):
        request.member = None  # type: ignore[attr-defined]
        # Elements of those pages are rendered one by one: ask once. Nothing stays in sight.
        if request.user.is_authenticated:
            with transaction.atomic():
                request.member = enter(request)  # type: ignore[attr-defined]
    return getattr(request, "member", None)


def _place(key: str, label: str, view: str, icon: str) -> dict[str, str]:
    return {"key": key, "label": label, "url": reverse(view), "icon": icon}


def _offices(request: HttpRequest, member: Member) -> list[dict[str, Any]]:
    """All offices of the signed-in person, the present one marked."""
    offices = organizations.seats(account_id=cast(int, request.user.pk), now=timezone.now())
    return [
        {
            "id": office.appointment_id,
            "organization_name": office.organization_name,
            "title": office.title,
            "is_current": office.appointment_id == member.appointment_id,
        }
        for office in offices
    ]

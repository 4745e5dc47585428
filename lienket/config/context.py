"""What every page shows around its content."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def page(request: HttpRequest) -> dict[str, Any]:
    """The places of the navigation, the theme, and who is acting."""
    return {
        "navigation": [
            {"key": "today", "label": _("Today"), "url": reverse("exchange:today"), "icon": "home"},
            {
                "key": "circles",
                "label": _("Links"),
                "url": reverse("circles:list"),
                "icon": "circles",
            },
        ]
        if hasattr(request, "member")
        else [],
        "theme": request.COOKIES.get("theme", "auto"),
        "member": getattr(request, "member", None),
    }

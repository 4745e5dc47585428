"""What everybody reads, without sign-in: what is true, what to do, whom to call, and from whom.

The pages set no cookie and count nobody, so that caches may keep them for a minute.
"""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lienket.falseclaims import queries
from lienket.kernel.ratelimit import client_address, limit

#: So many codes that do not exist may be tried from one address.
WRONG_CODES, WITHIN_SECONDS = 20, 600
_kept = cache_control(public=True, max_age=60)


@require_safe
@_kept
def warnings(request: HttpRequest) -> HttpResponse:
    """All warnings that are valid today, the newest first."""
    shown = queries.valid_warnings(timezone.now())
    return render(request, "falseclaims/public_list.html", {"warnings": shown})


@require_safe
@_kept
def warning(request: HttpRequest, code: str) -> HttpResponse:
    """One warning, as it is printed and posted; of one that holds no more, only that."""
    found = queries.public_warning(code)
    if found is None:
        limit(f"warning:{client_address(request)}", times=WRONG_CODES, seconds=WITHIN_SECONDS)
        return render(request, "falseclaims/public_unknown.html", status=404)
    address = settings.PUBLIC_URL + reverse("falseclaims:warning", args=[found.code])
    holds = found.holds(timezone.localdate())
    page = {
        "warning": found,
        "holds": holds,
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
    }
    return render(request, "falseclaims/public_warning.html", page, status=200 if holds else 410)

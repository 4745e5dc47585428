"""What everybody reads without sign-in: good examples to whose publication all concerned agreed.

The pages set no cookie and count nobody, so that caches may keep them for a minute.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lienket.awareness import queries
from lienket.kernel.ratelimit import client_address, limit

#: So many codes that do not exist may be tried from one address.
WRONG_CODES, WITHIN_SECONDS = 20, 600
_kept = cache_control(public=True, max_age=60)


@require_safe
@_kept
def stories(request: HttpRequest) -> HttpResponse:
    """All published stories, the newest first."""
    return render(request, "awareness/public_list.html", {"stories": queries.public_stories()})


@require_safe
@_kept
def story(request: HttpRequest, code: str) -> HttpResponse:
    """One story; of one that was withdrawn, only that."""
    found = queries.public_story(code)
    if found is None:
        limit(f"story:{client_address(request)}", times=WRONG_CODES, seconds=WITHIN_SECONDS)
    status = 404 if found is None else 410 if found.withdrawn_at else 200
    return render(request, "awareness/public_story.html", {"story": found}, status=status)

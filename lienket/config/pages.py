"""Pages that belong to no module: the service worker, what it shows without a network, and what
is answered to a request that cannot be read.
"""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from lienket.config.api.problems import NotReadable, problem
from lienket.kernel.errors import Refusal
from lienket.kernel.middleware import refused


class TextTooLarge(Refusal):
    """The text in this form is larger than {limit_mb} MB. Shorten it, or attach it as a file."""

    status = 413


class TooMuchChosen(Refusal):
    """More was chosen than one form can carry: at most {count} entries. To reach more, send to all
    members of a circle.
    """

    status = 413


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that it may answer for all pages."""
    script = settings.FRONTEND / "sw.js"
    return HttpResponse(script.read_bytes(), content_type="text/javascript")


def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows when there is no network; the same for everybody."""
    return render(request, "kernel/offline.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django would answer in bare English."""
    if request.path.startswith("/api/"):
        return problem(NotReadable())
    if isinstance(exception, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        return refused(request, TextTooLarge(limit_mb=limit))
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return refused(request, TooMuchChosen(count=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS))
    return render(request, "400.html", status=400)

"""Pages that belong to no module: the service worker, and what it shows without a network."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that it may answer for all pages."""
    script = settings.FRONTEND / "sw.js"
    return HttpResponse(script.read_bytes(), content_type="text/javascript")


def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows when there is no network; the same for everybody."""
    return render(request, "kernel/offline.html")

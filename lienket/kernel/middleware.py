"""Around every request: the language, and answers to what the rules turn down."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from lienket.kernel.errors import NotFound, OnlyByButton, Refusal

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Pages speak Vietnamese unless the reader chose otherwise; programs are asked what they want.

    Many browsers in Vietnam announce English without their owner's knowing, so only the cookie
    counts on pages, and Accept-Language only in the API.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self.language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    @staticmethod
    def language(request: HttpRequest) -> str:
        if request.path.startswith("/api/"):
            return translation.get_language_from_request(request)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class RefusalMiddleware:
    """Turns a refusal into a page that says what happened, and what cannot be seen into 404.

    Somebody who opens the address of a button reads that, instead of an empty page.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        looked = response.status_code == 405 and request.method in {"GET", "HEAD"}
        if not looked or request.path.startswith("/api/"):
            return response
        page = refused(request, OnlyByButton())
        page["Allow"] = response.get("Allow", "POST")
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ObjectDoesNotExist):
            error = NotFound()
        if not isinstance(error, Refusal):
            return None
        return refused(request, error)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a refusal."""
    template = "kernel/404.html" if refusal.status == 404 else "kernel/refusal.html"
    response = render(request, template, {"refusal": refusal}, status=refusal.status)
    if "seconds" in refusal.parameters:
        response["Retry-After"] = str(refusal.parameters["seconds"])
    return response

"""Around every request: the language, and answers to what the rules turn down."""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

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


def own_address(request: HttpRequest, address: str) -> str:
    """The address as a path, if it lies on this site; else nothing."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return ""
    return urlunsplit(urlsplit(address)._replace(scheme="", netloc=""))


def _came_from(request: HttpRequest) -> str:
    """The page on which somebody pressed what was turned down, if the browser tells it."""
    page = own_address(request, request.headers.get("Referer", ""))
    loaded_again = request.method != "POST" and page == request.get_full_path()
    return "" if loaded_again else page


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a refusal."""
    template = "kernel/404.html" if refusal.status == 404 else "kernel/refusal.html"
    page = {"refusal": refusal, "back": _came_from(request)}
    response = render(request, template, page, status=refusal.status)
    if "seconds" in refusal.parameters:
        response["Retry-After"] = str(refusal.parameters["seconds"])
    return response

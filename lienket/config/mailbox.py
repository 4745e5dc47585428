"""The mailbox of the demonstration: what it would have sent, readable without signing in.

Everybody in the demonstration is made up, so its mail is nobody's secret. Elsewhere these pages
do not exist.
"""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from lienket.delivery.channels.mailbox import box
from lienket.kernel.errors import NotFound

PAGE = 50
#: A mail in its frame is read, and leads the whole tab to where its link points. Nothing else.
_MAIL = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}
View = Callable[..., HttpResponseBase]


def _in_demonstration(view: View) -> View:
    """Outside the demonstration the page does not exist."""

    @require_safe
    @never_cache
    @wraps(view)
    def inside(request: HttpRequest, **named: str) -> HttpResponseBase:
        if not settings.DEMO:
            raise NotFound
        return view(request, **named)

    return inside


@_in_demonstration
def mails(request: HttpRequest) -> HttpResponse:
    """All mails, newest first: to whom, about what, when."""
    page = Paginator(box.names(), PAGE).get_page(request.GET.get("page"))
    rows = [mail for name in page if (mail := box.read(name))]
    return render(request, "config/mailbox.html", {"page": page, "mails": rows})


@_in_demonstration
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as its receiver sees it."""
    return render(request, "config/mail.html", {"mail": _found(name)})


@_in_demonstration
@xframe_options_sameorigin
@csp(_MAIL)  # type: ignore[arg-type]  # typed for views without arguments
def body(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail for the frame on its page. Its links open in the tab around the frame."""
    page = _found(name).page
    return HttpResponse(page.replace("<head>", '<head><base target="_top">', 1))


def _found(name: str) -> box.Kept:
    kept = box.read(name)
    if kept is None:
        raise NotFound
    return kept

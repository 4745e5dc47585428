"""What an envelope may be about besides a bulletin, and the page its link opens.

Each module above declares the kinds of its envelopes with `@opens`. The view is called inside
`acting(holder)`, by GET and POST alike, and must record nothing by GET: mail scanners follow links.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from lienket.delivery.models import Envelope
from lienket.kernel.actors import LinkHolder

View = Callable[[HttpRequest, LinkHolder, str, Envelope], HttpResponseBase]
_views: dict[str, View] = {}


def opens(kind: str) -> Callable[[View], View]:
    """Declare the view for envelopes of this kind: `view(request, holder, token, envelope)`."""

    def declare(view: View) -> View:
        _views[kind] = view
        return view

    return declare


def view_of(kind: str) -> View | None:
    """The page for envelopes of this kind; None for bulletins."""
    return _views.get(kind)

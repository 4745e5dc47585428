"""The API under `/api/v1/`: its routers, who calls it, and how it answers."""

from django.urls import URLPattern, URLResolver, path

from lienket.config.api.bearer import Bearer
from lienket.config.api.guard import guarded
from lienket.config.api.handlers import HANDLERS, missing
from lienket.config.api.json import JsonParser, JsonRenderer
from lienket.config.api.schema import DocumentedAPI
from lienket.exchange.api import router as exchange
from lienket.incidents.api import router as incidents
from lienket.petitions.api import router as petitions
from lienket.places.api import router as places
from lienket.registers.api import router as registers
from lienket.search.api import router as search

api = DocumentedAPI(
    title="LiênKết",
    version="1",
    description="Bulletins and petitions between organizations that answer for one another. "
    "Errors are application/problem+json in the language of Accept-Language (vi, en).",
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
    parser=JsonParser(),
    renderer=JsonRenderer(),
)
for kind, handler in HANDLERS.items():
    api.add_exception_handler(kind, handler)
for router in (exchange, incidents, petitions, places, registers, search):
    api.add_router("", router)


def _urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Ninja's addresses, each inside its guard, and an answer for all others."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if pattern.callback:
            pattern.callback = guarded(pattern.callback)
    return [*patterns, path("<path:rest>", guarded(missing))], app_name, namespace


urls = _urls()

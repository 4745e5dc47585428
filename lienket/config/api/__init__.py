"""The API under `/api/v1/`: its routers, who calls it, and how it answers."""

from django.urls import URLPattern, URLResolver, re_path

from lienket.campaigns.api import router as campaigns
from lienket.config.api.bearer import Bearer
from lienket.config.api.guard import guarded
from lienket.config.api.handlers import HANDLERS, missing
from lienket.config.api.json import JsonParser, JsonRenderer
from lienket.config.api.schema import DocumentedAPI
from lienket.exchange.api import router as exchange
from lienket.falseclaims.api import router as falseclaims
from lienket.incidents.api import router as incidents
from lienket.inspections.api import router as inspections
from lienket.petitions.api import router as petitions
from lienket.places.api import router as places
from lienket.registers.api import router as registers
from lienket.search.api import router as search
from lienket.watches.api import router as watches

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
for router in (
    campaigns,
    exchange,
    falseclaims,
    incidents,
    inspections,
    petitions,
    places,
    registers,
    search,
    watches,
):
    api.add_router("", router)


def _urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Ninja's addresses, each inside its guard, and an answer for all others."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if pattern.callback:
            pattern.callback = guarded(pattern.callback)
    # Line breaks too, which <path:…> does not match.
    return [*patterns, re_path(r"[\s\S]+", guarded(missing))], app_name, namespace


urls = _urls()

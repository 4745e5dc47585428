"""The contract: OpenAPI 3.1 as ninja writes it, and the problems of every operation."""

from functools import cache
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from pydantic import TypeAdapter

from lienket.config.api.problems import MEDIA_TYPE, Problem

_REFERENCES = "#/components/schemas/{model}"
_EVERYWHERE = (400, 401, 403, 404, 422, 429, 500)
_WRITING = (409, 413, 415)


class DocumentedAPI(NinjaAPI):
    """Operations say what they answer when all is well; the rest is the same for all of them."""

    @cache  # noqa: B019  one per process
    def _contract(self) -> OpenAPISchema:
        contract = super().get_openapi_schema()
        problem = TypeAdapter(Problem).json_schema(ref_template=_REFERENCES)
        contract["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
        for operations in contract["paths"].values():
            for method, operation in operations.items():
                writing = _WRITING if method == "post" else ()
                for status in sorted({*_EVERYWHERE, *writing}):
                    operation["responses"][status] = _answer(status)
        return contract

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return self._contract()

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def _answer(status: int) -> dict[str, Any]:
    return {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCES.format(model="Problem")}}},
    }

"""What is wrong with a value, in words; pydantic's own are English and speak of types."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lienket.config.api.problems import Detail

_QUOTED = re.compile(r"'([^']*)'")


def details(errors: Iterable[Mapping[str, Any]]) -> list[Detail]:
    """Ninja's list of errors, each with its place and a sentence for a person."""
    return [_detail(one["loc"], _sentence(one["type"], one.get("ctx", {}))) for one in errors]


def _detail(place: tuple[str | int, ...], sentence: str) -> Detail:
    # In the body, the second step is the name of the argument, which the sender does not know.
    source, name, *steps = place
    if source != "body":
        return Detail(parameter=str(name), detail=sentence)
    return Detail(pointer="#" + "".join(f"/{_escaped(one)}" for one in steps), detail=sentence)


def _escaped(step: str | int) -> str:
    """A step of a JSON pointer (RFC 6901)."""
    return str(step).replace("~", "~0").replace("/", "~1")


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "missing":
            return _("This is missing.")
        case "extra_forbidden":
            return _("This property is not known here. Check its spelling.")
        case "string_type":
            return _("Text is expected here.")
        case "bool_type":
            return _("true or false is expected here.")
        case "list_type":
            return _("A list is expected here.")
        case "int_type" | "int_parsing" | "int_parsing_size" | "int_from_float":
            return _("A whole number is expected here.")
        case "enum":
            words = ", ".join(_QUOTED.findall(context["expected"]))
            return _("Use one of these words: {words}.").format(words=words)
        case "greater_than_equal":
            return _("This number must be at least {least}.").format(least=context["ge"])
        case "less_than_equal":
            return _("This number must be at most {most}.").format(most=context["le"])
        case "too_long":
            return _("At most {most} entries are possible.").format(most=context["max_length"])
        case "string_pattern_mismatch":
            return _("This text does not have the form that is described for it.")
        case _ if kind.startswith(("datetime", "timezone")):
            return _("A time with its zone is expected, such as 2026-11-21T07:00:00Z.")
        case _ if kind.startswith("date_"):
            return _("A day is expected, such as 2026-11-21.")
        case _ if kind.startswith(("model", "dict")):
            return _("A JSON object is expected here.")
        case _:
            return _("This value cannot be used here.")

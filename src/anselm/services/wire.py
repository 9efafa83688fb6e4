"""Between JSON and the values of operations, the same for every edge: requests are checked, answers written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from anselm.domain.errors import Invalid

__all__ = ["adapter_of", "answer_of", "faults", "jsonable", "request_of"]

# A name that is not declared is refused, not passed over; every field of an answer is described as being there.
CLOSED = ConfigDict(extra="forbid", allow_inf_nan=False, json_schema_serialization_defaults_required=True)
_adapters: dict[Any, TypeAdapter[Any]] = {}  # only remembers what the types say


def adapter_of(hint: Any) -> TypeAdapter[Any]:
    """What reads and writes values of a type, closed against names that are not declared."""
    if hint not in _adapters:
        _close(hint, set())
        _adapters[hint] = TypeAdapter(hint)
    return _adapters[hint]


def _close(kind: Any, seen: set[Any]) -> None:
    """Say so to pydantic in the way it asks plain dataclasses to."""
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        kind.__pydantic_config__ = CLOSED  # type: ignore[attr-defined]
        for one in get_type_hints(kind).values():
            _close(one, seen)
    for one in get_args(kind):
        _close(one, seen)


def request_of(kind: type[Any], given: Mapping[str, Any]) -> Any:
    """The request a mapping stands for. Raises Invalid naming each field that does not fit, never its value."""
    try:
        return adapter_of(kind).validate_python(dict(given))
    except ValidationError as error:
        raise Invalid(faults(error.errors(include_input=False, include_url=False))) from error


def faults(errors: Any) -> str:
    """What does not fit, field by field, in words that repeat nothing of what was sent."""
    lines = []
    for error in errors:
        where = ".".join(str(part) for part in error["loc"] if part not in ("body", "query")) or "the request"
        lines.append(f"{where}: {_in_words(str(error['type']), error.get('ctx') or {}, str(error['msg']))}")
    return "; ".join(dict.fromkeys(lines))


def _in_words(kind: str, facts: Mapping[str, Any], fallback: str) -> str:
    known = {
        "missing": "is missing",
        "unexpected_keyword_argument": "is not known here",
        "extra_forbidden": "is not known here",
        "too_long": f"is longer than {facts.get('max_length')}",
        "string_too_long": f"is longer than {facts.get('max_length')} characters",
        "too_short": "is too short",
        "string_too_short": "is empty or too short",
        "enum": f"is none of {facts.get('expected')}",
        "int_parsing": "is not a whole number",
        "int_type": "is not a whole number",
        "string_type": "is not text",
        "bool_parsing": "is neither true nor false",
        "greater_than_equal": f"is below {facts.get('ge')}",
        "less_than_equal": f"is above {facts.get('le')}",
        "value_error": "does not make sense",
    }
    return known.get(kind, fallback[:1].lower() + fallback[1:])


def jsonable(hint: Any, answer: Any) -> Any:
    """An answer as JSON knows it."""
    return adapter_of(hint).dump_python(answer, mode="json")


def answer_of(hint: Any, answer: Any) -> str:
    """An answer as one JSON document."""
    return adapter_of(hint).dump_json(answer).decode()

"""Requests made from their types alone: fitting ones, with one identifier wherever an identifier is asked for."""

from __future__ import annotations

import enum
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Len
from tests.visiting import Answer, Visitor

from anselm.services.operations import Operation, Uploaded
from anselm.web.api import BASE


def is_identifier(name: str) -> bool:
    return name == "id" or name.endswith(("_id", "_ids"))


def fields_for(kind: Any, identifier: str) -> dict[str, Any]:
    """The JSON of a request: required fields and identifiers filled in, the rest left out."""
    hints = get_type_hints(kind, include_extras=True)
    made = {}
    for one in fields(kind):
        needed = one.default is MISSING and one.default_factory is MISSING
        if needed or is_identifier(one.name):
            made[one.name] = value_for(hints[one.name], one.name, identifier)
    return made


def value_for(hint: Any, name: str, identifier: str, least: int = 0) -> Any:
    """A value of a type, as JSON knows it."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *rules = get_args(hint)
        least = next((rule.min_length for rule in rules if isinstance(rule, Len)), 0)
        low = next((rule.ge for rule in rules if getattr(rule, "ge", None) is not None), None)
        return low if low is not None and inner is int else value_for(inner, name, identifier, least)
    if origin in (Union, types.UnionType):
        return value_for(next(one for one in get_args(hint) if one is not type(None)), name, identifier, least)
    if origin is Literal:
        return get_args(hint)[0]
    if origin is tuple:
        n = max(least, 1 if is_identifier(name) or ... not in get_args(hint) else 0)
        return [value_for(get_args(hint)[0], name, identifier) for _ in range(n)]
    return _plain(hint, name, identifier, least)


def _plain(hint: Any, name: str, identifier: str, least: int) -> Any:
    if hint is str:
        return identifier if is_identifier(name) else "x" * max(least, 1)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return next(iter(hint)).value
    if hint is Uploaded:
        return Uploaded("a.txt", b"A: words\nB: more words\n")
    if is_dataclass(hint):
        return fields_for(hint, identifier)
    return {bool: False, int: 1, float: 1.0, dict: {}}.get(hint, {} if get_origin(hint) is dict else None)


def send(visitor: Visitor, operation: Operation, given: Mapping[str, Any]) -> Answer:
    """Ask for an operation as the page would."""
    path = BASE + operation.path
    if operation.method == "GET":
        return visitor.get(path, {name: value for name, value in given.items() if value is not None})
    if operation.kind == "upload":
        file = given.get("file", Uploaded("a.txt", b""))
        texts = {name: str(value) for name, value in given.items() if name != "file" and value is not None}
        return visitor.upload(path, texts, file.name, file.data)
    return visitor.post(path, given)


def with_what_is_known(operation: Operation, seen: dict[str, str]) -> dict[str, Any]:
    """A request that names what the reader knows wherever the name of a field says what it wants."""
    given = fields_for(operation.request, "f0f0f0f0-0000-4000-8000-000000000000")
    for one, value in given.items():
        known = seen.get(one.removesuffix("s"))
        if is_identifier(one) and known is not None:
            given[one] = [known] if isinstance(value, list) else known
    return given

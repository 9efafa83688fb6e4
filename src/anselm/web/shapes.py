"""From what was sent to a request, and from an answer to what is sent: strict, by the declared types and nothing else.

JSON is taken literally (a number is no text, a name that is not declared is refused); query parameters and form
fields, which are always text, are read as the type their field has. Shapes are made when an operation is first asked
for, because making all of them would take longer than starting the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from anselm.services.wire import adapter_of
from anselm.web.errors import FieldProblem, Unfit

__all__ = ["Shape", "shape_of"]

_LARGEST = 2**53 - 1  # what a browser can count to

# How pydantic names what is wrong -> what we say. `{}` takes the facts of the rule, never what was sent.
WORDS = {
    "missing": "This is needed.",
    "unexpected_keyword_argument": "There is no such field here.",
    "string_type": "This is a text.",
    "string_too_short": "This needs at least {min_length} characters.",
    "string_too_long": "This takes at most {max_length} characters.",
    "too_short": "This needs at least {min_length}.",
    "too_long": "This takes at most {max_length}.",
    "int_type": "This is a whole number.",
    "int_parsing": "This is a whole number.",
    "int_from_float": "This is a whole number.",
    "float_type": "This is a number.",
    "float_parsing": "This is a number.",
    "finite_number": "This is a number.",
    "bool_type": "This is true or false.",
    "bool_parsing": "This is true or false.",
    "greater_than_equal": "This is {ge} or more.",
    "less_than_equal": "This is {le} or less.",
    "greater_than": "This is more than {gt}.",
    "less_than": "This is less than {lt}.",
    "enum": "This is one of: {expected}.",
    "literal_error": "This is one of: {expected}.",
    "tuple_type": "This is a list.",
    "list_type": "This is a list.",
    "dict_type": "This is a table of names and values.",
    "dataclass_type": "This is a set of named fields.",
    "none_required": "This stays empty.",
    "json_invalid": "This is not JSON.",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Reads requests and writes answers of one operation. `many` are the fields that may be given several times."""

    request: TypeAdapter[Any]
    answer: TypeAdapter[Any]
    names: frozenset[str]
    many: frozenset[str]

    def from_json(self, body: bytes) -> Any:
        """A request from a JSON object; no body is an empty one. Raises Unfit."""
        try:
            return _checked(self.request.validate_json(body or b"{}", strict=True))
        except ValidationError as error:
            raise _unfit(error, self.names) from None

    def from_pairs(self, pairs: Iterable[tuple[str, Any]]) -> Any:
        """A request from query parameters or form fields. Raises Unfit."""
        given: dict[str, Any] = {}
        for name, value in pairs:
            if name in self.many:
                given.setdefault(name, []).append(value)
            elif name in given:
                raise Unfit((FieldProblem(name if name in self.names else "", "This is given once."),))
            else:
                given[name] = value
        return self.from_values(given)

    def from_values(self, values: Mapping[str, Any]) -> Any:
        """A request from named values that may still be text. Raises Unfit."""
        try:
            return _checked(self.request.validate_python(dict(values)))
        except ValidationError as error:
            raise _unfit(error, self.names) from None

    def to_json(self, answer: Any) -> bytes:
        """The answer as JSON."""
        return self.answer.dump_json(answer, warnings="none")


@cache
def shape_of(request: Any, answer: Any) -> Shape:
    """The shape of an operation with these types."""
    hints = get_type_hints(request)
    many = frozenset(name for name, kind in hints.items() if _is_many(kind))
    return Shape(adapter_of(request), adapter_of(answer), frozenset(one.name for one in fields(request)), many)


def _is_many(kind: Any) -> bool:
    return get_origin(kind) is tuple or any(_is_many(one) for one in get_args(kind) if get_origin(kind) is not dict)


def _checked(request: Any) -> Any:
    """The request, once every number and text in it can be kept and shown as it is."""
    wrong = tuple(_unkeepable(request, ""))
    if wrong:
        raise Unfit(wrong)
    return request


def _unkeepable(value: Any, place: str) -> Iterable[FieldProblem]:
    if isinstance(value, str):
        if "\x00" in value:
            yield FieldProblem(place, "This holds a character that cannot be kept.")
    elif isinstance(value, int):
        if abs(value) > _LARGEST:
            yield FieldProblem(place, "This number is too large.")
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _unkeepable(one, place)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _unkeepable(name, place)
            yield from _unkeepable(one, place)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _unkeepable(getattr(value, field.name), place or field.name)


def _unfit(error: ValidationError, names: frozenset[str]) -> Unfit:
    found = error.errors(include_url=False, include_input=False)
    return Unfit(tuple(dict.fromkeys(FieldProblem(_place(one["loc"], names), _words(one)) for one in found)))


def _place(where: tuple[int | str, ...], names: frozenset[str]) -> str:
    """The field meant. Only names we declared and positions: a name that was sent may hold anything."""
    first = str(where[0]) if where else ""
    if first not in names:
        return ""
    position = next((f".{step}" for step in where[1:] if isinstance(step, int)), "")
    return first + position


def _words(one: Any) -> str:
    known = WORDS.get(one["type"])
    return known.format(**one.get("ctx", {})) if known is not None else "This does not have the form that is asked for."

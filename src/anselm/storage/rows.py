"""Between frozen values and rows: one rule for all kinds, read from the fields of the dataclass.

A `str`, `int`, `bool` or `float` is a column of that type, an enumeration its word, and everything else (tuples,
nested values) JSON. The body kept in a row's history is the same values as one JSON object with sorted keys.
"""

from __future__ import annotations

import json
import types
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from itertools import islice, repeat
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["body_of", "build", "columns_of", "from_body", "from_row", "from_rows", "plain", "to_row"]

T = TypeVar("T")
_PLAIN = (str, int, bool, float)
_AT_ONCE = 1000
# They only remember what the type says; nothing is ever changed in them.
_columns: dict[type[Any], tuple[tuple[str, type[Any], bool], ...]] = {}
_known_hints: dict[type[Any], dict[str, Any]] = {}
_builders: dict[Any, Callable[[Any], Any] | None] = {}
_makers: dict[type[Any], tuple[tuple[str, Callable[[Any], Any] | None], ...]] = {}


def columns_of(kind: type[Any]) -> tuple[tuple[str, type[Any], bool], ...]:
    """(name, column type, nullable) of each field; the column type of JSON is `dict`."""
    if kind not in _columns:
        _columns[kind] = _read_columns(kind)
    return _columns[kind]


def _read_columns(kind: type[Any]) -> tuple[tuple[str, type[Any], bool], ...]:
    hints = _hints(kind)
    found = []
    for one in fields(kind):
        inner, nullable = _without_none(hints[one.name])
        plain = inner if inner in _PLAIN else str if _is_word(inner) else dict
        found.append((one.name, plain, nullable))
    return tuple(found)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        if len(inner) == 1:
            return inner[0], True
    return hint, False


def _is_word(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_row(value: Any) -> dict[str, Any]:
    """The columns of a value."""
    row: dict[str, Any] = {}
    for name, column, _ in columns_of(type(value)):
        held = getattr(value, name)
        row[name] = _json(plain(held)) if column is dict and held is not None else plain(held)
    return row


def body_of(value: Any) -> str:
    """The value as one JSON object: what its history keeps and its digest speaks for."""
    return _json(plain(value))


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """The value a row holds."""
    values = []
    for name, made in _makers_of(kind):
        held = row[name]
        values.append(held if made is None or held is None else made(held))
    return kind(*values)


def from_rows(kind: type[T], rows: Iterable[Sequence[Any]]) -> list[T]:
    """The values rows hold that begin with the columns of the kind in their order; for many.

    They are made empty and filled field by field, which takes half as long as calling the kind for each, whose fields
    are frozen; what a kind does once it is filled it does here too.
    """
    waiting, found = iter(rows), list[T]()
    while some := list(islice(waiting, _AT_ONCE)):
        values = list(map(object.__new__, repeat(kind, len(some))))
        for (name, made), column in zip(_makers_of(kind), zip(*some, strict=True), strict=False):
            held = column if made is None else [None if one is None else made(one) for one in column]
            deque(map(getattr(kind, name).__set__, values, held), maxlen=0)
        once_filled = getattr(kind, "__post_init__", None)
        if once_filled is not None:
            for value in values:
                once_filled(value)
        found += values
    return found


def _makers_of(kind: type[Any]) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """How the value of each field is made of its column; None where it is the same."""
    if kind not in _makers:
        hints = _hints(kind)
        _makers[kind] = tuple((name, _maker(hints[name], column)) for name, column, _ in columns_of(kind))
    return _makers[kind]


def _maker(hint: Any, column: type[Any]) -> Callable[[Any], Any] | None:
    inner, _ = _without_none(hint)
    if column is dict and get_origin(inner) is tuple and get_args(inner) in ((str, ...), (int, ...)):
        return _plain_tuple
    if column is dict:
        none: Any = () if get_origin(inner) is tuple else None
        return lambda held: none if none is not None and held == "[]" else build(inner, json.loads(held))
    if inner is bool:
        return bool
    return inner if _is_word(inner) else None


def _plain_tuple(held: str) -> tuple[Any, ...]:
    """A list of words or numbers; of one word, as most are, it is told without parsing."""
    if held == "[]":
        return ()
    if held[:2] == '["' and held[-2:] == '"]' and held.count('"') == 2 and "\\" not in held:
        return (held[2:-2],)
    return tuple(json.loads(held))


def from_body(kind: type[T], body: str) -> T:
    """The value a history entry holds; fields younger than the entry take their defaults."""
    held = json.loads(body)
    hints = _hints(kind)
    known = {name for name, _, _ in columns_of(kind)}
    return kind(**{name: build(hints[name], one) for name, one in held.items() if name in known})


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _known_hints:
        _known_hints[kind] = get_type_hints(kind)
    return _known_hints[kind]


def build(hint: Any, held: Any) -> Any:
    """The value of a type from what JSON knows."""
    if hint not in _builders:
        _builders[hint] = _builder(hint)
    made = _builders[hint]
    return held if made is None else made(held)


def _builder(hint: Any) -> Callable[[Any], Any] | None:
    """How a value of a type is made of what JSON knows; None where it is the same."""
    inner, nullable = _without_none(hint)
    made: Callable[[Any], Any] | None = None
    if _is_word(inner):
        made = inner
    elif inner is bool:
        made = bool
    elif isinstance(inner, type) and is_dataclass(inner):
        hints = _hints(inner)
        made = lambda held: inner(**{name: build(hints[name], one) for name, one in held.items() if name in hints})  # noqa: E731
    elif get_origin(inner) is tuple:
        made = _tuple_builder(get_args(inner))
    if made is None or not nullable:
        return made
    whole = made
    return lambda held: None if held is None else whole(held)


def _tuple_builder(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return lambda held: tuple(build(parts[0], one) for one in held)
    return lambda held: tuple(build(part, one) for part, one in zip(parts, held, strict=True))

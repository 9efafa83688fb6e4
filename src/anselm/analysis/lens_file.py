"""A lens as a file: YAML in, a checked value out. Nothing is guessed; what is missing is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import yaml

from anselm.domain.interpretation import Lens, Level, PracticeProperty, PracticeSchema, RelationKind

__all__ = ["LensFileRefused", "lens_from_file", "schema_from_file"]

_LARGEST = 200_000


class LensFileRefused(ValueError):
    """A file that is no lens: what is missing or wrong and in which line, in a plain sentence, and its repair."""

    def __init__(self, said: str, line: int = 0, repair: str = "") -> None:
        super().__init__(f"line {line}: {said}" if line else said)
        self.repair = repair


class _Entries(dict[Any, Any]):
    """A set of entries of the file, the line it begins in and those of its entries."""

    line = 0
    lines: Mapping[str, int] = MappingProxyType({})


class _Reader(yaml.SafeLoader):
    """Reads entries with their lines; an entry written twice is refused, for only one of the two would count.

    Words stay as they are written: 1.10 is no number, no and on are no truths, and 2024-01-31 is no day.
    """


# Only a missing value and `<<` are told by their look.
_Reader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag.endswith((":null", ":merge"))]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _entries_of(loader: yaml.SafeLoader, node: yaml.MappingNode) -> _Entries:
    lines: dict[str, int] = {}
    for key in (one for one, _ in node.value if isinstance(one, yaml.ScalarNode)):
        line = key.start_mark.line + 1
        if key.value in lines:
            said = f"{key.value} is written in line {lines[key.value]} already"
            raise LensFileRefused(said, line, f"Keep one of the two lines with {key.value}.")
        lines[key.value] = line
    held = _Entries(loader.construct_mapping(node, deep=True))
    held.line, held.lines = node.start_mark.line + 1, lines
    return held


def _words_of(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    words = str(loader.construct_scalar(node))
    if any((one < " " and one not in "\t\n") or "\ud800" <= one <= "\udfff" for one in words):
        raise LensFileRefused("a character there is no letter", node.start_mark.line + 1, "Write the words anew.")
    return words


_Reader.add_constructor("tag:yaml.org,2002:map", _entries_of)
for _kind in ("str", "int", "float", "bool", "timestamp"):
    _Reader.add_constructor(f"tag:yaml.org,2002:{_kind}", _words_of)

_OF_LENS = ["id", "name", "version", "author", "year", "phase", "shape", "note", "levels", "time", "relations_allowed"]
_OF_LEVEL = ["key", "name", "order", "definition", "example", "non_example"]
_OF_SCHEMA = ["key", "schema", "name", "practices"]
_OF_PRACTICE = ["key", "name", "details"]


def _only(held: _Entries, known: list[str], where: str = "") -> None:
    """Raises LensFileRefused for an entry that nobody would read, such as a misspelt one: its words would be lost."""
    other = next((name for name in held if name not in known), None)
    if other is not None:
        line, repair = held.lines.get(other, held.line), f"Take it out, or write one of: {', '.join(known)}."
        raise LensFileRefused(f"“{other}”{where} is no entry that is read", line, repair)


def _entries(data: bytes) -> _Entries:
    if len(data) > _LARGEST:
        raise LensFileRefused("the file is too long", repair=f"Keep it under {_LARGEST:,} bytes.")
    try:
        held = _Reader(data.decode("utf-8-sig")).get_single_data()
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = f", from line {mark.line + 1} on" if mark is not None else ""
        repair = "Lines of one list begin at the same depth, and words with a colon stand in quotation marks."
        raise LensFileRefused(f"the file is not YAML in UTF-8{at}", repair=repair) from error
    if not isinstance(held, _Entries):
        raise LensFileRefused("the file is not a set of entries", repair="It begins with lines such as “key: ours”.")
    return held


_KEY = re.compile(r"[\w-]+")
_PRACTICE = "Write it as “- {key: induction, name: Induction}”."


def schema_from_file(data: bytes, identifier: str) -> PracticeSchema:
    """The practice schema a YAML file holds. Raises LensFileRefused naming the line and entry that does not fit."""
    held = _entries(data)
    _only(held, _OF_SCHEMA)
    found: dict[str, int] = {}
    practices: list[PracticeProperty] = []
    for at, one in enumerate(_listed(held, "practices"), start=1):
        where = f" of practice {at}"
        if not isinstance(one, _Entries):
            line = found[practices[-1].key] + 1 if practices else held.line
            raise LensFileRefused(f"practice {at} is not a set of entries", line, _PRACTICE)
        _only(one, _OF_PRACTICE, where)
        practice = PracticeProperty(_key(one, where), _word(one, "name", where), _details(one, where))
        if practice.key in found:
            said = f"the key {practice.key}{where} is there already, in line {found[practice.key]}"
            raise LensFileRefused(said, one.line, "Give each practice a key of its own.")
        found[practice.key] = one.line
        practices.append(practice)
    if not practices:
        raise LensFileRefused("a schema needs practices", repair=f"Begin a list with “practices:”. {_PRACTICE}")
    key = _key(held, "", "key" if "key" in held else "schema")
    return PracticeSchema(identifier, key, str(held.get("name") or key), tuple(practices))


def _key(held: _Entries, where: str, name: str = "key") -> str:
    key = _word(held, name, where)
    if not _KEY.fullmatch(key):
        repair = "A key is one word of letters, figures, _ and -; what people read is the name."
        raise LensFileRefused(f"the key “{key}”{where} is no single word", held.line, repair)
    return key


def _details(held: _Entries, where: str) -> tuple[str, ...]:
    details = _listed(held, "details", where)
    if not all(isinstance(one, str) for one in details):
        repair = "Write them as “details: [how_often, who]”."
        raise LensFileRefused(f"details{where} holds something that is no word", held.line, repair)
    return tuple(details)


def lens_from_file(data: bytes, identifier: str) -> Lens:
    """The lens a YAML file holds. Raises LensFileRefused naming the entry that does not fit."""
    held = _entries(data)
    _only(held, _OF_LENS)
    levels = [_level(one, at) for at, one in enumerate(_listed(held, "levels"), start=1)]
    if isinstance(held.get("time"), dict) and held["time"].get("key") not in {level.key for level in levels}:
        levels.append(_level(held["time"], 0, chrono=True))
    keys = [level.key for level in levels]
    if not levels:
        raise LensFileRefused("a lens needs at least one level", repair="Begin a list with “levels:”.")
    if doubled := next((key for key in keys if keys.count(key) > 1), ""):
        raise LensFileRefused(f"the key {doubled} is that of two levels", repair="Give each level a key of its own.")
    kinds = tuple(str(kind) for kind in _listed(held, "relations_allowed"))
    unknown = set(kinds) - {kind.value for kind in RelationKind}
    if unknown:
        raise LensFileRefused(f"relations_allowed names {', '.join(sorted(unknown))}, which no relation is called")
    return Lens(
        identifier,
        _word(held, "id"),
        _word(held, "name"),
        _word(held, "version"),
        tuple(levels),
        " ".join(str(held[name]) for name in ("author", "year") if held.get(name)),
        str(held.get("phase") or ""),
        kinds,
    )


def _listed(held: _Entries, name: str, where: str = "") -> list[Any]:
    value = held.get(name) or []
    if not isinstance(value, list):
        raise LensFileRefused(f"{name}{where} is not a list", held.line, f"Write “{name}:” as a list.")
    return value


def _word(held: _Entries, name: str, where: str = "") -> str:
    value = held.get(name)
    if value is not None and not isinstance(value, str):
        raise LensFileRefused(f"{name}{where} is no line of words", held.line, f"Write “{name}: …” there.")
    if not (value or "").strip():
        raise LensFileRefused(f"{name}{where} is missing", held.line, f"Write “{name}: …” there.")
    return str(value).strip()


def _level(held: Any, at: int, *, chrono: bool = False) -> Level:
    if not isinstance(held, _Entries):
        raise LensFileRefused(f"level {at} is not a set of entries", repair="Write it as “- {key: team, name: Team}”.")
    where = " of the level of time" if chrono else f" of level {at}"
    _only(held, _OF_LEVEL, where)
    written = ("definition", "example", "non_example")
    words = {name: _word(held, name, where) if held.get(name) else "" for name in written}
    return Level(_word(held, "key", where), _word(held, "name", where), **words, chrono=chrono)

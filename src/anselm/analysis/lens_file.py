"""A lens as a file: YAML in, a checked value out. Nothing is guessed; what is missing is named."""

from __future__ import annotations

import re
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
    """A set of entries of the file, and the line it begins in."""

    line = 0


class _Reader(yaml.SafeLoader):
    """Reads entries with their lines; an entry written twice is refused, for only one of the two would count."""


def _entries_of(loader: yaml.SafeLoader, node: yaml.MappingNode) -> _Entries:
    lines: dict[str, int] = {}
    for key in (one for one, _ in node.value if isinstance(one, yaml.ScalarNode)):
        line = key.start_mark.line + 1
        if key.value in lines:
            said = f"{key.value} is written in line {lines[key.value]} already"
            raise LensFileRefused(said, line, f"Keep one of the two lines with {key.value}.")
        lines[key.value] = line
    held = _Entries(loader.construct_mapping(node, deep=True))
    held.line = node.start_mark.line + 1
    return held


_Reader.add_constructor("tag:yaml.org,2002:map", _entries_of)


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
    found: dict[str, int] = {}
    practices: list[PracticeProperty] = []
    for at, one in enumerate(_listed(held, "practices"), start=1):
        where = f" of practice {at}"
        if not isinstance(one, _Entries):
            line = found[practices[-1].key] + 1 if practices else held.line
            raise LensFileRefused(f"practice {at} is not a set of entries", line, _PRACTICE)
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
    if not all(isinstance(one, str | int | float) for one in details):
        repair = "Write them as “details: [how_often, who]”."
        raise LensFileRefused(f"details{where} holds something that is no word", held.line, repair)
    return tuple(str(one) for one in details)


def lens_from_file(data: bytes, identifier: str) -> Lens:
    """The lens a YAML file holds. Raises LensFileRefused naming the entry that does not fit."""
    held = _entries(data)
    levels = [_level(one, at) for at, one in enumerate(_listed(held, "levels"), start=1)]
    if isinstance(held.get("time"), dict) and held["time"].get("key") not in {level.key for level in levels}:
        levels.append(_level(held["time"], 0, chrono=True))
    keys = [level.key for level in levels]
    if not levels or len(set(keys)) != len(keys):
        raise LensFileRefused("a lens needs at least one level, and each level a key of its own")
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
    if not isinstance(value, str | int | float) or not str(value).strip():
        repair = f"Write “{name}: …” there."
        raise LensFileRefused(f"{name}{where} is missing", held.line, repair)
    return str(value).strip()


def _level(held: Any, at: int, *, chrono: bool = False) -> Level:
    if not isinstance(held, _Entries):
        raise LensFileRefused(f"level {at} is not a set of entries", repair="Write it as “- {key: team, name: Team}”.")
    words = {name: str(held.get(name) or "").strip() for name in ("definition", "example", "non_example")}
    where = " of the level of time" if chrono else f" of level {at}"
    return Level(_word(held, "key", where), _word(held, "name", where), **words, chrono=chrono)

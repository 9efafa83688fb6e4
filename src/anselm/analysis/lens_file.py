"""A lens as a file: YAML in, a checked value out. Nothing is guessed; what is missing is named."""

from __future__ import annotations

from typing import Any

import yaml

from anselm.domain.interpretation import Lens, Level, PracticeProperty, PracticeSchema, RelationKind

__all__ = ["LensFileRefused", "lens_from_file", "schema_from_file"]

_LARGEST = 200_000


class LensFileRefused(ValueError):
    """A file that is no lens: what is missing or wrong, in a plain sentence."""


def _entries(data: bytes) -> dict[str, Any]:
    if len(data) > _LARGEST:
        raise LensFileRefused("the file is too long")
    try:
        held = yaml.safe_load(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = f", from line {mark.line + 1} on" if mark is not None else ""
        raise LensFileRefused(f"the file is not YAML in UTF-8{at}") from error
    if not isinstance(held, dict):
        raise LensFileRefused("the file is not a set of entries")
    return held


def schema_from_file(data: bytes, identifier: str) -> PracticeSchema:
    """The practice schema a YAML file holds. Raises LensFileRefused naming the entry that does not fit."""
    held = _entries(data)
    practices = []
    for at, one in enumerate(_listed(held, "practices"), start=1):
        where = f" of practice {at}"
        if not isinstance(one, dict):
            raise LensFileRefused(f"practice {at} is not a set of entries")
        details = tuple(str(detail) for detail in _listed(one, "details"))
        practices.append(PracticeProperty(_word(one, "key", where), _word(one, "name", where), details))
    if not practices or len({one.key for one in practices}) != len(practices):
        raise LensFileRefused("a schema needs practices, each with a key of its own")
    key = _word(held, "key" if "key" in held else "schema")
    return PracticeSchema(identifier, key, str(held.get("name") or key), tuple(practices))


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


def _listed(held: dict[str, Any], name: str) -> list[Any]:
    value = held.get(name) or []
    if not isinstance(value, list):
        raise LensFileRefused(f"{name} is not a list")
    return value


def _word(held: dict[str, Any], name: str, where: str = "") -> str:
    value = held.get(name)
    if not isinstance(value, str | int | float) or not str(value).strip():
        raise LensFileRefused(f"{name}{where} is missing")
    return str(value).strip()


def _level(held: Any, at: int, *, chrono: bool = False) -> Level:
    if not isinstance(held, dict):
        raise LensFileRefused(f"level {at} is not a set of entries")
    words = {name: str(held.get(name) or "").strip() for name in ("definition", "example", "non_example")}
    where = " of the level of time" if chrono else f" of level {at}"
    return Level(_word(held, "key", where), _word(held, "name", where), **words, chrono=chrono)

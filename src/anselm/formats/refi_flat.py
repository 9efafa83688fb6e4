"""What ATLAS.ti writes flat: a code under another as ``A::B``, a fact about a document as a set ``gender: female``.

Only for projects that say they are from ATLAS.ti, and only where nothing says it better: a codebook that has a tree
keeps it, and a set that holds codes, is empty or has no name before its colon stays a set.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from anselm.domain.interchange import ExchangedCode, ExchangedSet, ExchangedValue, ExchangedVariable

__all__ = ["Flat", "from_atlas", "in_tree", "said_by_sets"]

_BETWEEN = "::"
_DEEPEST = 40


def from_atlas(origin: str) -> bool:
    """Whether a project says that ATLAS.ti wrote it."""
    return origin.casefold().replace(" ", "").startswith("atlas.ti")


def in_tree(codes: Sequence[ExchangedCode]) -> tuple[ExchangedCode, ...]:
    """The codes with those called ``A::B`` under A, which becomes a group where no code has that name.

    All of them stay as they are where one lies under another already, and one stays whose parts are empty or too many.
    """
    paths = {one.guid: _path(one.name) for one in codes}
    if any(one.parent for one in codes) or all(len(path) < 2 for path in paths.values()):
        return tuple(codes)
    known: dict[tuple[str, ...], str] = {}
    for one in codes:
        known.setdefault(_folded(paths[one.guid]), one.guid)
    made: list[ExchangedCode] = []
    for one in codes:
        path = paths[one.guid]
        for depth in range(1, len(path)):
            if _folded(path[:depth]) not in known:
                guid = _guid_of(path[:depth])
                known[_folded(path[:depth])] = guid
                above = known[_folded(path[: depth - 1])] if depth > 1 else ""
                made.append(ExchangedCode(guid, path[depth - 1], parent=above, codable=False))
        above = known[_folded(path[:-1])] if len(path) > 1 else ""
        made.append(replace(one, name=path[-1], parent=above))
    return tuple(made)


def _path(name: str) -> tuple[str, ...]:
    parts = tuple(" ".join(one.split()) for one in name.split(_BETWEEN))
    return parts if all(parts) and len(parts) <= _DEEPEST else (name,)


def _folded(path: Iterable[str]) -> tuple[str, ...]:
    return tuple(one.casefold() for one in path)


def _guid_of(path: tuple[str, ...]) -> str:
    """The same in every export of the project, so that a second coming finds what the first one made."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, _BETWEEN.join(_folded(path))))


@dataclass(frozen=True, slots=True)
class Flat:
    """What sets say of texts: the variables, the values by the GUID of the source, and the sets that are none."""

    variables: tuple[ExchangedVariable, ...]
    values: dict[str, tuple[ExchangedValue, ...]]
    sets: tuple[ExchangedSet, ...]


def said_by_sets(sets: Sequence[ExchangedSet], variables: Sequence[ExchangedVariable]) -> Flat:
    """Sets of sources called ``name: value`` as what they say. Of two values of one name for a source the first set's
    holds; the second set stays a set."""
    made: dict[str, ExchangedVariable] = {}
    known = {one.name.casefold(): one for one in variables}
    values: dict[str, dict[str, str]] = {}
    kept = []
    for one in sets:
        name, colon, value = (" ".join(part.split()) for part in one.name.partition(":"))
        says = bool(name and colon and value and one.sources and not one.codes) and name.casefold() not in known
        says = says and not any(name.casefold() in values.get(source, {}) for source in one.sources)
        if not says:
            kept.append(one)
            continue
        made.setdefault(name.casefold(), ExchangedVariable(_guid_of(("variable", name)), name))
        for source in one.sources:
            values.setdefault(source, {})[name.casefold()] = value
    said = {
        source: tuple(ExchangedValue(made[name].guid, value) for name, value in of.items())
        for source, of in values.items()
    }
    return Flat(tuple(made.values()), said, tuple(kept))

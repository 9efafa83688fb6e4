"""Two lenses crossed: what stands at which level of one and of the other, and where nothing stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.domain.errors import Invalid
from anselm.domain.interpretation import Lens, Practice, Relation, ThemeState
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.interpretation.placed import standing_placements
from anselm.services.operations import reads
from anselm.services.ports import Reads


@dataclass(frozen=True, slots=True)
class TwoLenses:
    """The lens whose levels are the rows, and the one whose levels are the columns."""

    lens_id: Annotated[str, Len(1, 64)]
    other_lens_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class CrossedThing:
    """Something placed under both lenses; `query` finds its passages where it is a theme or code."""

    kind: str
    id: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class LensCrossView:
    """Levels by levels: `cells[row][column]` is what stands at both. `empty` names where nothing stands.

    `only_one` is placed under one of the lenses and not under the other; `note` says what levels alone do not say.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[CrossedThing, ...], ...], ...]
    empty: tuple[str, ...]
    only_one: tuple[CrossedThing, ...]
    note: str


@reads("/lenses/cross")
def cross_lenses(reads: Reads, request: TwoLenses) -> LensCrossView:
    """Cross two lenses: what stands at each level of one and each level of the other, empty cells by name."""
    if request.lens_id == request.other_lens_id:
        raise Invalid("A lens is not crossed with itself.", place="other_lens_id", advice="Choose another lens.")
    one, other = reads.get(Lens, request.lens_id), reads.get(Lens, request.other_lens_id)
    things = _things(reads, ground_of(reads))
    here, there = _placed(reads, one, things), _placed(reads, other, things)
    cells = tuple(
        tuple(
            tuple(things[key] for key in here if row.key in here[key] and column.key in there.get(key, ()))
            for column in other.levels
        )
        for row in one.levels
    )
    empty = tuple(
        f"{row.name} × {column.name}"
        for at, row in enumerate(one.levels)
        for n, column in enumerate(other.levels)
        if not cells[at][n]
    )
    return LensCrossView(
        tuple(level.name for level in one.levels),
        tuple(level.name for level in other.levels),
        cells,
        empty,
        tuple(things[key] for key in things if (key in here) != (key in there)),
        "" if reads.count(Relation) else "Levels listed, interactions not analysed.",
    )


Key = tuple[str, str]


def _placed(reads: Reads, lens: Lens, things: dict[Key, CrossedThing]) -> dict[Key, set[str]]:
    """The levels each thing is placed at; where readers place it differently it stands at each of theirs."""
    found: dict[Key, set[str]] = {}
    for one in standing_placements(reads, lens_id=lens.id):
        key = (one.target_kind, one.target_id)
        if key in things:
            found.setdefault(key, set()).add(one.level_key)
    return found


def _things(reads: Reads, ground: Ground) -> dict[Key, CrossedThing]:
    """All that can be placed, by kind and id, in the order of themes, codes, practices and relations."""
    terms = ground.terms
    found = [
        CrossedThing("theme", one.id, f"{one.key} {one.name}".strip(), terms.term("theme", at))
        for at, one in enumerate(ground.themes)
        if one.state is not ThemeState.RETIRED
    ]
    found += [
        CrossedThing("code", one.id, f"{one.key} {one.name}".strip(), terms.term("code", at))
        for at, one in enumerate(ground.codes)
        if one.retired_at is None
    ]
    found += [CrossedThing("practice", one.id, one.practice_key, "") for one in reads.find(Practice)]
    found += [
        CrossedThing("relation", one.id, f"{one.from_name} {one.kind.value} {one.to_name}".strip(), "")
        for one in reads.find(Relation)
    ]
    return {(one.kind, one.id): one for one in found}

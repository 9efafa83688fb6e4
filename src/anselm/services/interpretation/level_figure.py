"""The nested figure of levels, drawn from the lens in use, the placements, the relations and the cases in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Ge, Le

from anselm.analysis.figures.level_map import (
    KIND_WORDS,
    LevelEnd,
    LevelMap,
    LevelPassage,
    LevelRelation,
    LevelRing,
    LevelTheme,
    TimeMark,
)
from anselm.analysis.figures.levels import LevelFigure, layout
from anselm.domain.coding import Code
from anselm.domain.document import TableBlock, plain
from anselm.domain.drawing import Shape
from anselm.domain.fieldwork import Attribute, AttributeValue, Case
from anselm.domain.interpretation import Lens, Theme, ThemeState
from anselm.services.interpretation.lenses import OfLens, RelationView, relation_views
from anselm.services.interpretation.passage_places import PlacedPassageView, placed_passages
from anselm.services.interpretation.placed import standing_placements
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["level_figure", "made_figure", "passages_drawn", "themes_placed"]

# The hue of each code family, in degrees, as writers of drawings know them.
_HUES = {1: "22", 2: "345", 3: "255", 4: "165", 5: "300", 6: "112"}
EndKind = Literal["code", "theme", "practice", "factor"]
_END_KINDS: dict[str, EndKind] = {"code": "code", "theme": "theme", "practice": "practice"}


@dataclass(frozen=True, slots=True)
class FigureSize:
    """The room the figure has, in pixels."""

    width: Annotated[float, Ge(240), Le(4000)] = 800.0


MarkKind = Literal["relation", "theme", "code", "practice", "factor", "passage"]
_MOST = 24  # marks of passages at one level; the last stands for all that are left


@dataclass(frozen=True, slots=True)
class FigureMark:
    """One thing that can be opened in the figure: the shapes whose `ref` it is, what it is, and its name in words.

    `relation_ids` are the relations it is an end of, or the one it is; `placement_ids` the placements of the passages
    that stand there by themselves.
    """

    ref: str
    kind: MarkKind
    id: str
    name: str
    relation_ids: tuple[str, ...] = ()
    placement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelFigureView:
    """The figure as shapes to draw, the same in words, and the same as a table. `note` says what it cannot say.

    `marks` in the order in which one walks through them: themes, relations by number, what they join, and passages.
    """

    lens_id: str
    lens: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    text_alternative: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    marks: tuple[FigureMark, ...] = ()


@reads("/figures/levels")
def level_figure(reads: Reads, request: FigureSize) -> LevelFigureView:
    """Draw the level figure from the study as it is. Without a lens in use it is empty and says so."""
    lens = next(iter(reads.find(Lens, active=True)), None)
    if lens is None:
        nothing = "No lens is in use."
        return LevelFigureView("", "", request.width, 0, (), nothing, (), (), "Choose a lens to see levels.")
    relations = relation_views(reads)
    passages = passages_drawn(reads, lens)
    figure = made_figure(reads, lens, relations, request.width, passages)
    return LevelFigureView(
        lens.id,
        lens.name,
        figure.drawing.width,
        figure.drawing.height,
        figure.drawing.shapes,
        figure.text_alternative,
        *_cells(figure.table),
        note="" if relations else "Levels listed, interactions not analysed.",
        marks=_openable(reads, lens, figure, relations, [mark for mark, _ in passages]),
    )


def _openable(
    reads: Reads,
    lens: Lens,
    figure: LevelFigure,
    relations: tuple[RelationView, ...],
    passages: Sequence[FigureMark],
) -> tuple[FigureMark, ...]:
    """What stands in the drawing and rests on something said."""
    drawn = {shape.ref for shape in figure.drawing.shapes if shape.ref}
    themes = [FigureMark(one.key, "theme", one.key, one.name) for one in themes_placed(reads, lens)]
    joins: list[FigureMark] = []
    ends: dict[str, FigureMark] = {}
    shown = [one for one in relations if one.id in drawn]
    numbers = {one.id: n for n, one in enumerate(shown, 1)}
    for one in shown:
        to_name = f"relation {numbers[one.to_id]}" if one.to_kind == "relation" else one.to_name
        name = f"{one.from_name} {KIND_WORDS[one.kind.value]} {to_name}"
        joins.append(FigureMark(one.id, "relation", one.id, f"Relation {numbers[one.id]}: {name}", (one.id,)))
        sides = [(one.from_kind, one.from_id, one.from_name, one.from_level)]
        if one.to_kind != "relation":
            sides.append((one.to_kind, one.to_id, one.to_name, one.to_level))
        for kind, identifier, said, level in sides:
            ref = _key(kind, identifier, said, level)
            known = ends.get(ref) or FigureMark(ref, _END_KINDS.get(kind, "factor"), identifier, said)
            ends[ref] = replace(known, relation_ids=(*known.relation_ids, one.id))
    return tuple(one for one in (*themes, *joins, *ends.values(), *passages) if one.ref in drawn)


def _cells(table: TableBlock) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    heads = tuple(plain(column) for column in table.columns)
    return heads, tuple(tuple(plain(cell) for cell in row) for row in table.rows)


def passages_drawn(reads: Reads, lens: Lens) -> tuple[tuple[FigureMark, str], ...]:
    """Each passage that stands at a level by itself, with the level's key. Of many the last mark is for the rest."""
    by_level: dict[str, dict[tuple[str, int, int], list[PlacedPassageView]]] = {}
    for one in placed_passages(reads, OfLens(lens.id)):
        by_level.setdefault(one.level_key, {}).setdefault((one.version_id, one.start, one.end), []).append(one)
    names = {level.key: level.name for level in lens.levels}
    drawn = []
    for key, places in by_level.items():
        some = list(places.values())
        for held in some[: _MOST - 1] if len(some) > _MOST else some:
            who = held[0].label or "a text"
            turn = "" if held[0].turn is None else f", turn {held[0].turn}"
            drawn.append((_passage(f"Passage of {who}{turn}, at {names.get(key, key)}", held), key))
        if len(some) > _MOST:
            rest = [one for held in some[_MOST - 1 :] for one in held]
            drawn.append((_passage(f"The other passages at {names.get(key, key)}", rest), key))
    return tuple(drawn)


def _passage(name: str, held: Sequence[PlacedPassageView]) -> FigureMark:
    first = held[0].id
    return FigureMark(f"passage:{first}", "passage", first, name, placement_ids=tuple(one.id for one in held))


def made_figure(
    reads: Reads,
    lens: Lens,
    relations: tuple[RelationView, ...],
    width: float,
    passages: Sequence[tuple[FigureMark, str]],
) -> LevelFigure:
    """The figure for a lens, themes at the first level placed, relations whose ends stand at its levels."""
    rings = tuple(LevelRing(one.key, one.name) for one in lens.levels if not one.chrono)
    known = {ring.key for ring in rings}
    drawn = [one for one in relations if _drawable(one, relations, known)]
    chrono = next((one for one in lens.levels if one.chrono), None)
    return layout(
        LevelMap(
            rings,
            themes_placed(reads, lens),
            _ends(reads, drawn),
            tuple(_relation(one) for one in drawn),
            chrono.name if chrono else "Time",
            marks=_marks(reads),
            passages=tuple(LevelPassage(mark.ref, key) for mark, key in passages),
        ),
        width,
    )


def _drawable(one: RelationView, every: tuple[RelationView, ...], levels: set[str]) -> bool:
    if one.from_level not in levels:
        return False
    if one.to_kind == "relation":
        target = next((other for other in every if other.id == one.to_id), None)
        return target is not None and target.id != one.id and _drawable(target, (), levels)
    return one.to_level in levels


def themes_placed(reads: Reads, lens: Lens) -> tuple[LevelTheme, ...]:
    """The themes in use that stand at a level of the lens, each at the first it was placed at."""
    levels: dict[str, str] = {}
    for placement in standing_placements(reads, lens_id=lens.id, target_kind="theme"):
        levels.setdefault(placement.target_id, placement.level_key)
    found = [one for one in reads.find(Theme) if one.id in levels and one.state is not ThemeState.RETIRED]
    return tuple(LevelTheme(one.name, levels[one.id], one.id) for one in sorted(found, key=lambda one: one.position))


def _key(kind: str, identifier: str, name: str, level: str) -> str:
    return f"{kind}:{identifier or name}:{level}"


def _ends(reads: Reads, drawn: list[RelationView]) -> tuple[LevelEnd, ...]:
    families = {one.id: one.family for one in reads.find(Code)}
    found: dict[str, LevelEnd] = {}
    for one in drawn:
        sides = [(one.from_kind, one.from_id, one.from_name, one.from_level)]
        if one.to_kind != "relation":
            sides.append((one.to_kind, one.to_id, one.to_name, one.to_level))
        for kind, identifier, name, level in sides:
            key = _key(kind, identifier, name, level)
            hue = _HUES.get(families.get(identifier, 0), "")
            found.setdefault(key, LevelEnd(key, name, level, _END_KINDS.get(kind, "factor"), hue))
    return tuple(found.values())


def _relation(one: RelationView) -> LevelRelation:
    target = one.to_id if one.to_kind == "relation" else _key(one.to_kind, one.to_id, one.to_name, one.to_level)
    return LevelRelation(
        one.id,
        _key(one.from_kind, one.from_id, one.from_name, one.from_level),
        target,
        one.kind.value,
        len(one.case_ids_for),
        len(one.case_ids_against),
        one.basis.value,
    )


def _marks(reads: Reads) -> tuple[TimeMark, ...]:
    """Cases by their age in months, where the study keeps it as an attribute of that name."""
    ages = [one for one in reads.find(Attribute, about="case") if "month" in one.name.lower()]
    if not ages:
        return ()
    values = {one.about_id: one.value for one in reads.find(AttributeValue, attribute_id=ages[0].id)}
    marks = []
    for case in reads.find(Case):
        held = values.get(case.id, "")
        if held.replace(".", "", 1).isdigit():
            marks.append(TimeMark(case.code, float(held), _age(float(held))))
    return tuple(marks)


def _age(months: float) -> str:
    return f"{months:g} months" if months < 24 else f"{months / 12:.0f} years"

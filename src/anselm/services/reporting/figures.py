"""The figures a report can hold, each drawn from the study's own data; empty, it says why and what makes it drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from anselm.analysis.figures.chain_map import ChainMark, chain_map, how_many
from anselm.analysis.figures.grid import HERE, Grid, GridRow, grid
from anselm.analysis.figures.level_map import KIND_WORDS
from anselm.domain.document import FigureBlock, TableBlock
from anselm.domain.drawing import Drawing
from anselm.domain.interpretation import AccountValue, Basis, Lens, Practice, PracticeSchema
from anselm.services.interpretation.chains import ChainView, relation_chains
from anselm.services.interpretation.crossing import themes_by_case
from anselm.services.interpretation.lenses import relation_views
from anselm.services.interpretation.level_figure import made_figure, passages_drawn, themes_placed
from anselm.services.operations import Nothing
from anselm.services.ports import Reads
from anselm.services.reporting.tables import compared_cases

__all__ = ["FIGURES", "NOT_ANALYSED", "PRINTED"]

PRINTED = 800.0
"""The width figures have in files."""

NOT_ANALYSED = "Levels listed, interactions not analysed."
_NOT_KNOWN = "unknown"
_HAD = (AccountValue.YES, AccountValue.PARTLY)


def levels(reads: Reads, width: float) -> FigureBlock:
    """Themes and relations at the levels of the lens in use."""
    lens = _lens(reads)
    if lens is None:
        return _nothing("levels", "No lens is in use.", "Choose a lens for the study")
    relations = relation_views(reads)
    figure = made_figure(reads, lens, relations, width, passages_drawn(reads, lens))
    if not relations:
        note = f"{NOT_ANALYSED} {figure.table.note}".strip()
        figure = replace(figure, table=replace(figure.table, note=note))
    return figure.block("levels", f"Themes and what acts on what, through the lens “{lens.name}”")


def level_case(reads: Reads, width: float) -> FigureBlock:
    """Which themes of each level are told of in which case."""
    lens = _lens(reads)
    if lens is None:
        return _nothing("level-case", "No lens is in use.", "Choose a lens for the study")
    placed = themes_placed(reads, lens)
    if not placed:
        return _nothing("level-case", "No theme stands at a level yet.", "Place the themes at the levels of the lens")
    cases = compared_cases(reads)
    told, counted_in = themes_by_case(reads)
    rows, cells, said = [], [], []
    for level in lens.levels:
        here = [one for one in placed if one.level == level.key]
        words = []
        for one in here:
            held = told.get(one.key, frozenset())
            rows.append(GridRow(one.name, tuple((HERE,) if case.id in held else () for case in cases), level.name))
            codes = ", ".join(case.code for case in cases if case.id in held)
            cells.append([level.name, one.name, codes or "none"])
            words.append(f"{one.name}, told of in {codes or 'none'}")
        if not here:
            rows.append(GridRow("No theme stands here.", group=level.name))
            cells.append([level.name, "no theme", "–"])
        said.append(f"At {level.name}: {'; '.join(words) or 'no theme'}.")
    note = (
        f"A theme is told of where a passage is coded for it ({counted_in}). Not told of is not the same as not asked."
    )
    return FigureBlock(
        "level-case",
        "Which themes of each level are told of in which case",
        grid(Grid(tuple(case.code for case in cases), tuple(rows)), width)[0],
        f"Levels and their themes by case. {' '.join(said)}",
        TableBlock.of(["Level", "Theme", "Told of in"], cells, note=note, row_heads=False),
    )


def carried(reads: Reads, width: float) -> FigureBlock:
    """At which level each practice is carried, case by case."""
    return _resting(reads, width, "carried", "Who carries it, by level", lambda one: one.carried_by)


def paid(reads: Reads, width: float) -> FigureBlock:
    """At which level each practice is paid for, case by case."""
    return _resting(reads, width, "paid", "Who pays for it, by level", lambda one: one.paid_by)


def _resting(reads: Reads, width: float, key: str, caption: str, of: Callable[[Practice], str]) -> FigureBlock:
    cases = compared_cases(reads)
    shown = {one.id for one in cases}
    had = [one for one in reads.find(Practice) if one.value in _HAD and one.case_id in shown]
    if not had:
        return _nothing(key, "No practice is settled as yes or partly.", "Settle practices from what was told of them")
    lens = _lens(reads)
    known = {one.key: one.name for one in lens.levels if not one.chrono} if lens is not None else {}
    others = sorted({of(one) for one in had} - known.keys() - {_NOT_KNOWN})
    columns = {**known, **{one: one for one in others}, _NOT_KNOWN: "Not known"}
    names = {one.key: one.name for schema in reads.find(PracticeSchema) for one in schema.properties}
    rows = []
    for practice in [one for one in names if any(other.practice_key == one for other in had)]:
        at = {one.case_id: of(one) for one in had if one.practice_key == practice}
        cells = tuple(tuple(case.code for case in cases if at.get(case.id) == level) for level in columns)
        rows.append(GridRow(names[practice], cells))
    said = [f"{row.name}: {'; '.join(_held(columns.values(), row.cells))}." for row in rows]
    return FigureBlock(
        key,
        caption,
        grid(Grid(tuple(columns.values()), tuple(rows)), width)[0],
        f"Practices by the level at which they rest, with the cases of each. {' '.join(said)}",
        TableBlock.of(
            ["Practice", *columns.values()],
            [[row.name, *(", ".join(cell) or "–" for cell in row.cells)] for row in rows],
            note="Of what was settled as yes or partly. A case stands at the level that was settled for it.",
        ),
    )


def _held(columns: Iterable[str], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    return (f"{name}, {', '.join(cell)}" for name, cell in zip(columns, cells, strict=True) if cell)


def chains(reads: Reads, width: float) -> FigureBlock:
    """What acts on what acts on what, across levels: as many chains as a page holds, the longest first."""
    found = relation_chains(reads, Nothing())
    if not found.chains:
        repair = "Write down a relation that begins with what another acts on"
        return _nothing("chains", "No relation follows from another yet.", repair)
    drawn = [list(_marks(chain)) for chain in found.chains]
    used = dict.fromkeys(mark.level for marks in drawn for mark in marks)
    rows = [*(one for one in found.level_names if one in used), *(one for one in used if one not in found.level_names)]
    n = how_many(rows, drawn)
    left = len(found.chains) - n + found.n_left
    more = f" {left} {'other chain is' if left == 1 else 'other chains are'} not drawn." if left else ""
    said = [f"Chain {number}: {chain.words}" for number, chain in enumerate(found.chains[:n], 1)]
    return FigureBlock(
        "chains",
        "What acts on what acts on what, across levels",
        chain_map(rows, drawn[:n], width)[0],
        f"Chains of relations across the levels {', '.join(rows)}. {' '.join(said)}{more}",
        TableBlock.of(
            ["Chain", "Step", "What acts on what", "Levels", "Basis"],
            [row for number, chain in enumerate(found.chains[:n], 1) for row in _steps(number, chain)],
            note=f"The longest first.{more}" if more else "",
            aligns=("right", "right", "left", "left", "left"),
            row_heads=False,
        ),
    )


def _marks(chain: ChainView) -> Iterator[ChainMark]:
    for at, step in enumerate(chain.steps):
        one = step.relation
        does, inferred = KIND_WORDS[one.kind.value], one.basis is Basis.INFERRED
        if at == 0 or step.joined == "which acts on":
            yield ChainMark(_level(step.from_level), one.from_name)
        if one.to_kind == "relation":
            yield ChainMark(_level(step.from_level), "what follows", does, inferred)
        else:
            yield ChainMark(_level(step.to_level), one.to_name, does, inferred)


def _level(name: str) -> str:
    return name or "No level"


def _steps(number: int, chain: ChainView) -> Iterator[list[str]]:
    for at, step in enumerate(chain.steps, 1):
        one = step.relation
        to = "the relation that follows" if one.to_kind == "relation" else one.to_name
        path = _level(step.from_level)
        if one.to_kind != "relation":
            path = f"{path} to {_level(step.to_level)}"
        basis = {Basis.TOLD: "told", Basis.INFERRED: "our inference"}.get(one.basis, "told and inferred")
        held = basis if one.asserted else "proposed, nothing is linked"
        yield [str(number), str(at), f"{one.from_name} {KIND_WORDS[one.kind.value]} {to}", path, held]


def _lens(reads: Reads) -> Lens | None:
    return next(iter(reads.find(Lens, active=True)), None)


def _nothing(key: str, why: str, repair: str) -> FigureBlock:
    return FigureBlock(key, why, Drawing(1, 1, ()), why, TableBlock.of(["Nothing"], []), repair=repair)


FIGURES: dict[str, Callable[[Reads, float], FigureBlock]] = {
    "levels": levels,
    "lens": levels,
    "level-case": level_case,
    "chains": chains,
    "carried": carried,
    "paid": paid,
}

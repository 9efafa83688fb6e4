"""Tables of one thing by another, and of codes that stand together: every number is what the query beside it finds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from annotated_types import Len

from anselm.analysis.queries import Marks, crossed, distinct, member_pairs, together
from anselm.analysis.query_words import parsed, quoted, written
from anselm.analysis.report.matrix import CountSheet
from anselm.domain.errors import Invalid, Refused
from anselm.services.interpretation.asking import Asked
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.interpretation.queries import Readers, counted_openly
from anselm.services.operations import reads
from anselm.services.ports import Reads, Rendering

Ints = npt.NDArray[np.int64]
Unit = Literal["codings", "passages", "participants", "cases"]
MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class HeadView:
    """A row or column: its words, and the term that finds it. `n` is how much it holds by itself."""

    name: str
    term: str
    n: int


@dataclass(frozen=True, slots=True)
class TableView:
    """Counts of `unit`: cell [r][c] is how many the row's term AND the column's `joined` find, within `where`.

    Among codes together, a cell whose row and column are one code is the row's own count.
    """

    rows: tuple[HeadView, ...]
    columns: tuple[HeadView, ...]
    joined: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    unit: Unit
    where: str
    set: str
    readers: Readers


@dataclass(frozen=True, slots=True)
class Cross:
    """What stands in rows and columns: code, theme, or a fact (case, role, person, source, reader, wave, an attribute).

    Only one of the two may be code or theme. `where` is a written query that narrows what is counted.
    """

    rows: Annotated[str, Len(1, 200)]
    columns: Annotated[str, Len(1, 200)]
    unit: Unit = "passages"
    where: Annotated[str, Len(0, 2000)] = ""
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"


@reads("/crosstab")
def crosstab(reads: Reads, request: Cross) -> TableView:
    """Count one thing by another: codes or themes by cases, roles, people, sources, readers, waves or attributes."""
    _refuse_counts(reads)
    ground = ground_of(reads, request.set, apart=request.readers == "apart")
    coded = [one for one in (request.rows, request.columns) if one.casefold() in ("code", "theme")]
    if len(coded) == 2:
        raise Invalid("Codes by codes is a table of what stands together.", place="columns", advice="Ask for that one.")
    where = Asked(ground, parsed(request.where)) if request.where.strip() else None
    counted = None if where is None else where.found[ground.marks.coding_mark]
    rows, row_pairs = _side(ground, request.rows, "rows")
    columns, column_pairs = _side(ground, request.columns, "columns")
    if len(rows) * len(columns) > MOST_CELLS:
        raise Refused(f"This table would have {len(rows)} rows and {len(columns)} columns.", advice="Narrow it first.")
    row_pairs = row_pairs if counted is None else row_pairs[:, counted[row_pairs[0]]]
    every = _everything(ground.marks)
    table = crossed(ground.marks, row_pairs, column_pairs, (len(rows), len(columns)), request.unit)
    alone = crossed(ground.marks, row_pairs, every, (len(rows), 1), request.unit)[:, 0]
    every = every if counted is None else every[:, counted]
    of_column = crossed(ground.marks, every, column_pairs, (1, len(columns)), request.unit)[0]
    shown_rows, shown_columns = np.flatnonzero(alone), np.flatnonzero(table.any(axis=0))
    return TableView(
        tuple(HeadView(*rows[at], int(alone[at])) for at in shown_rows),
        tuple(HeadView(*columns[at], int(of_column[at])) for at in shown_columns),
        tuple(columns[at][1] for at in shown_columns),
        tuple(tuple(table[at, shown_columns].tolist()) for at in shown_rows),
        request.unit,
        written(where.query) if where is not None else "",
        ground.set,
        request.readers,
    )


def _refuse_counts(reads: Reads) -> None:
    if not counted_openly(reads):
        raise Refused(
            "This study is read reflexively, so codes are talked about and not counted.",
            advice="A query still finds passages.",
        )


def _everything(marks: Marks) -> Ints:
    n = len(marks.coding_mark)
    return np.stack([np.arange(n), np.zeros(n, dtype=np.int64)])


def _side(ground: Ground, name: str, place: str) -> tuple[list[tuple[str, str]], Ints]:
    """The heads of one side (words and term), and pairs of coding and number."""
    marks, plain = ground.marks, name.casefold()
    if plain == "code":
        return _code_heads(ground), _code_pairs(ground)
    if plain == "theme":
        terms = ground.terms
        heads = [(f"{one.key} {one.name}".strip(), terms.term("theme", at)) for at, one in enumerate(ground.themes)]
        return heads, member_pairs(marks, [sorted(one) for one in ground.theme_codes])
    facet = ground.facets.get(plain)
    if facet is None and plain == "wave":
        raise Invalid("This study has no waves; they are written down under Plan.", place=place)
    if facet is None:
        known = ", ".join(one.name for one in ground.facets.values())
        raise Invalid(f"There is nothing called {name}; there is code, theme, {known}.", place=place)
    values = facet.of_mark[marks.coding_mark]
    codings = np.flatnonzero(values >= 0)
    heads = [(one, f"{quoted(facet.name)} = {quoted(one)}") for one in facet.values]
    return heads, np.stack([codings, values[codings]]).astype(np.int64)


def _code_heads(ground: Ground) -> list[tuple[str, str]]:
    terms = ground.terms
    return [(f"{one.key} {one.name}".strip(), terms.term("code", at)) for at, one in enumerate(ground.codes)]


def _code_pairs(ground: Ground) -> Ints:
    """Pairs of coding and code, with all codes it stands under."""
    used = set(distinct(ground.marks.coding_code).tolist())
    # A heading over codes is no code of its own unless it was given to a passage itself.
    members = [
        sorted(below) if not code.group or at in used else []
        for at, (code, below) in enumerate(zip(ground.codes, ground.below, strict=True))
    ]
    return member_pairs(ground.marks, members)


def themes_by_case(reads: Reads) -> tuple[dict[str, frozenset[str]], str]:
    """In which cases a passage is coded for each theme, by their ids, and the set it is looked up in. Not counted."""
    ground = ground_of(reads)
    shape = (len(ground.themes), len(ground.cases))
    of_case = ground.facets["case"].of_mark[ground.marks.coding_mark]
    coded = np.flatnonzero(of_case >= 0)
    pairs = member_pairs(ground.marks, [sorted(one) for one in ground.theme_codes])
    table = crossed(ground.marks, pairs, np.stack([coded, of_case[coded]]).astype(np.int64), shape, "codings")
    return {
        theme.id: frozenset(case.id for n, case in zip(table[at], ground.cases, strict=True) if n)
        for at, theme in enumerate(ground.themes)
    }, ground.set


@dataclass(frozen=True, slots=True)
class Together:
    """Where two codes count as standing together: passages overlap, share a turn, or stand in the same source."""

    place: Literal["overlaps", "same turn", "same source"] = "overlaps"
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"


@reads("/cooccurrence")
def cooccurrence(reads: Reads, request: Together) -> TableView:
    """Count, for every two codes, how many passages of the first stand together with the second."""
    _refuse_counts(reads)
    ground = ground_of(reads, request.set, apart=request.readers == "apart")
    heads = _code_heads(ground)
    name = ("together", ground.set_key, request.readers, request.place)
    table = reads.kept(name, lambda: _together(reads, request))
    used = np.flatnonzero(np.diagonal(table))
    shown = tuple(HeadView(*heads[at], int(table[at, at])) for at in used)
    sign = request.place.upper()
    return TableView(
        shown,
        shown,
        tuple(f"{sign}({one.term})" for one in shown),
        tuple(tuple(table[at, used].tolist()) for at in used),
        "passages",
        "",
        ground.set,
        request.readers,
    )


def _together(reads: Reads, request: Together) -> Ints:
    """The table whole. A code counts with all below it, as it does wherever it is named."""
    ground = ground_of(reads, request.set, apart=request.readers == "apart")
    coding, code = _code_pairs(ground)  # codings in order
    marks = ground.marks
    grown = replace(marks, coding_mark=marks.coding_mark[coding], coding_code=code)
    return together(grown, len(ground.codes), request.place)


@dataclass(frozen=True, slots=True)
class ExportCross:
    """A table of counts as a file."""

    rows: Annotated[str, Len(1, 200)]
    columns: Annotated[str, Len(1, 200)]
    unit: Unit = "passages"
    where: Annotated[str, Len(0, 2000)] = ""
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"
    format: Literal["csv", "xlsx"] = "xlsx"


@reads("/crosstab/export", download=True)
def crosstab_file(reads: Reads, request: ExportCross) -> Rendering:
    """Write a table of counts as a file."""
    which = Cross(request.rows, request.columns, request.unit, request.where, request.set, request.readers)
    return Rendering("crosstab", request.format, _sheet(crosstab(reads, which)))


@dataclass(frozen=True, slots=True)
class ExportTogether:
    """The table of codes together as a file."""

    place: Literal["overlaps", "same turn", "same source"] = "overlaps"
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"
    format: Literal["csv", "xlsx"] = "xlsx"


@reads("/cooccurrence/export", download=True)
def cooccurrence_file(reads: Reads, request: ExportTogether) -> Rendering:
    """Write the table of codes together as a file."""
    table = cooccurrence(reads, Together(request.place, request.set, request.readers))
    return Rendering("codes together", request.format, _sheet(table))


def _sheet(table: TableView) -> CountSheet:
    return CountSheet(
        tuple(one.name for one in table.rows),
        tuple(one.name for one in table.columns),
        table.cells,
        tuple(one.n for one in table.rows),
        f"{table.unit}; {table.set}" + (f"; within {table.where}" if table.where else ""),
    )

"""A table or figure as the report's files will have it, to be seen where it stands in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Le, Len

from anselm.analysis.report.facts import QuotationFacts
from anselm.analysis.report.labelling import coarser
from anselm.domain.document import Align, TableBlock, plain
from anselm.domain.drawing import Shape
from anselm.domain.reporting import Report
from anselm.services.operations import reads
from anselm.services.ports import Reads
from anselm.services.reporting.facts import facts_of
from anselm.services.reporting.figures import FIGURES, NOT_ANALYSED, PRINTED
from anselm.services.reporting.live_tables import table_named

_FIRST = 6  # rows of a table that are shown in the text; the files have them all


@dataclass(frozen=True, slots=True)
class WhichTable:
    """A table of a report by the key it is written with."""

    id: Annotated[str, Len(1, 64)]
    key: Annotated[str, Len(1, 300)]


@dataclass(frozen=True, slots=True)
class TableSeen:
    """The first rows of a table as words, and how many more there are; `missing` says that there is no such table."""

    caption: str
    columns: tuple[str, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]
    n_more: int
    note: str
    missing: str = ""


@reads("/report/table")
def table_seen(reads: Reads, request: WhichTable) -> TableSeen:
    """Show the first rows of a table a report can hold, as its files will have them."""
    report, outside = reads.get(Report, request.id), reads.outward()

    def quotations() -> Mapping[str, QuotationFacts]:
        return coarser(facts_of(outside, replace(report, body=""), ""), report.labels).quotations

    table = table_named(outside, report, request.key, quotations)
    if table is None:
        return TableSeen("", (), (), (), 0, "", f"There is no table “{request.key}”.")
    return TableSeen(
        table.caption,
        tuple(plain(one) for one in table.columns),
        tuple(table.align(at) for at in range(len(table.columns))),
        _rows(table)[:_FIRST],
        max(0, len(table.rows) - _FIRST),
        table.note,
    )


@dataclass(frozen=True, slots=True)
class WhichFigure:
    """A figure by the key it is written with, and the room it has, in pixels."""

    key: Annotated[str, Len(1, 300)]
    width: Annotated[float, Ge(240), Le(4000)] = PRINTED


@dataclass(frozen=True, slots=True)
class FigureSeen:
    """A figure as shapes, in words and as a table; without shapes its words say why, `repair` what makes it drawn.
    `missing` says that there is no such figure."""

    caption: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    text_alternative: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    repair: str = ""
    missing: str = ""


@reads("/report/figure")
def figure_seen(reads: Reads, request: WhichFigure) -> FigureSeen:
    """Draw a figure a report can hold, as its files will have it."""
    make = FIGURES.get(request.key)
    if make is None:
        return FigureSeen("", 0, 0, (), "", (), (), "", missing=f"There is no figure “{request.key}”.")
    figure = make(reads.outward(), request.width)
    # What the short names of the levels mean is asked of the table only.
    legend = figure.figure_id == "levels" and NOT_ANALYSED not in figure.table.note
    return FigureSeen(
        figure.caption,
        figure.drawing.width,
        figure.drawing.height,
        figure.drawing.shapes,
        figure.text_alternative,
        tuple(plain(one) for one in figure.table.columns),
        _rows(figure.table),
        "" if legend else NOT_ANALYSED if figure.figure_id == "levels" else figure.table.note,
        figure.repair,
    )


def _rows(table: TableBlock) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(plain(cell) for cell in row) for row in table.rows)

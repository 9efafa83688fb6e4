"""The tables a report points to by more than a name: counts, who is heard, matrices and kept queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import get_args

from anselm.analysis.report.blocks import lives, parse
from anselm.analysis.report.facts import QuotationFacts
from anselm.analysis.report.support import quotable
from anselm.domain.document import Align, TableBlock
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.fieldwork import CaseKind
from anselm.domain.interpretation import SavedQuery
from anselm.domain.reporting import Report
from anselm.services.fieldwork.speaking import people
from anselm.services.interpretation.crossing import Cross, Unit, crosstab
from anselm.services.interpretation.matrix import CellView, WhichMatrix, matrix
from anselm.services.interpretation.queries import Ask, Readers, counted_openly, query
from anselm.services.ports import Reads
from anselm.services.reporting.tables import TABLES

__all__ = ["live_tables", "table_named"]

# Whoever would be found by their own number stands in no table: people, sources and readers are no columns.
BY = ("case", "role", "wave")
_LEFT: tuple[Align, ...] = ("left",)
_RIGHT: tuple[Align, ...] = ("right",)
_COUNTED = {
    "codings": "Codings of each",
    "passages": "Passages of each",
    "participants": "People who tell of each",
    "cases": "Cases that tell of each",
}


def live_tables(reads: Reads, report: Report, quotations: Mapping[str, QuotationFacts]) -> dict[str, TableBlock]:
    """The tables that a report names, by key; what points nowhere is left out, and said where it stands.

    A key is one of the fixed ones, `heard`, `count:ROWS:COLUMNS` (and `:UNIT`), `matrix` (and
    `:ID`), or `query:ID`.
    """
    keys = {one.key for one in lives(parse(report.body).blocks) if one.kind == "table"}
    made = {key: table_named(reads, report, key, lambda: quotations) for key in sorted(keys)}
    return {key: table for key, table in made.items() if table is not None}


def table_named(
    reads: Reads, report: Report, key: str, quotations: Callable[[], Mapping[str, QuotationFacts]]
) -> TableBlock | None:
    """The table of a key, of this report; None where it points nowhere. `quotations` are asked for only if needed."""
    first, *rest = key.split(":")
    if key in TABLES:
        return TABLES[key](reads)
    if key == "heard":
        return heard(reads, report, quotations())
    try:
        return _POINTING[first](reads, rest) if first in _POINTING else None
    except (Invalid, NotFound, Refused):
        return None


def heard(reads: Reads, report: Report, quotations: Mapping[str, QuotationFacts]) -> TableBlock:
    """How many quotations the report prints by team and by role, beside how many people took part."""
    known = people(reads)
    printed = [quotations[one.key] for one in lives(parse(report.body).blocks) if one.key in quotations]
    said = [
        one.evidence.speaker
        for one in printed
        if one.evidence.speaker is not None
        and one.evidence.speaker.kind == "participant"
        and not quotable(one.evidence, nobody=report.quoting == "none")
    ]
    teams = [one for one in known.cases.values() if one.kind is CaseKind.TEAM]
    compared = sorted(teams or known.cases.values(), key=lambda one: one.code)
    held = [membership for membership, _ in known.on(None).values()]
    by_case, by_role = Counter(one.case for one in said), Counter(one.role for one in said)
    n_case, n_role = Counter(one.case_id for one in held), Counter(one.role for one in held)
    rows = []
    if report.labels in ("", "case"):
        names = [(one.name or one.code, n_case[one.id]) for one in compared]
        rows += [[name, str(by_case[name]), str(n)] for name, n in names]
    if report.labels in ("", "role"):
        rows += [[_role(one), str(by_role[one]), str(n_role[one])] for one in sorted(n_role) if one]
    rows.append(["All", str(len(said)), str(len(held))])
    return TableBlock.of(
        ["Who", "Quotations printed", "People who took part"],
        rows,
        caption="Who is heard in this report",
        note="" if report.labels else "First by team, then by role: each quotation is counted in both.",
        aligns=("left", "right", "right"),
    )


def _role(one: str) -> str:
    return f"Role {one}" if len(one) == 1 else one.capitalize()


def _count(reads: Reads, named: list[str]) -> TableBlock:
    """Themes or codes by cases, roles or waves. Raises Invalid for anything else."""
    rows, columns, unit = (*named, "passages")[:3] if len(named) in (2, 3) else ("", "", "")
    units = {one: one for one in get_args(Unit)}
    if rows not in ("theme", "code") or columns not in BY or unit not in units:
        raise Invalid("There is no such count.", place="table", advice="Rows are theme or code.")
    if not counted_openly(reads):
        return TableBlock.of(["Counts"], [], caption="In a reflexive study codes are not counted")
    shown = crosstab(reads, Cross(rows, columns, units[unit]))
    heads = [_role(one.name) if columns == "role" else one.name for one in shown.columns]
    return TableBlock.of(
        [rows.capitalize(), *heads, "All"],
        [[row.name, *(str(n) for n in cells), str(row.n)] for row, cells in zip(shown.rows, shown.cells, strict=True)],
        caption=f"{_COUNTED[unit]} {rows}, by {columns}",
        note=f"Counted in: {shown.set}. None counted is not the same as not asked.",
        aligns=(*_LEFT, *_RIGHT * (len(heads) + 1)),
    )


def _matrix(reads: Reads, named: list[str]) -> TableBlock:
    """A framework matrix as it is written: a case a row; what is no longer fresh says so in its cell."""
    found = matrix(reads, WhichMatrix(":".join(named)))
    rows = [
        [row.name or row.code, *(_cell(cell) for cell in cells)]
        for row, cells in zip(found.rows, found.cells, strict=True)
    ]
    states = {cell.state for cells in found.cells for cell in cells}
    said = [
        *(["A cell marked † was written before what it rests on changed"] if "stale" in states else []),
        *(["a cell marked (draft) is not final"] if "draft" in states else []),
        *(["an empty cell has not been written"] if "empty" in states else []),
    ]
    note = "; ".join(said)
    return TableBlock.of(
        ["Case", *(one.name for one in found.columns)],
        rows,
        caption=found.name,
        note=f"{note[:1].upper()}{note[1:]}." if note else "",
    )


def _cell(cell: CellView) -> str:
    if cell.state == "stale":
        return f"{cell.summary} †"
    return f"{cell.summary} (draft)" if cell.state == "draft" else cell.summary


def _query(reads: Reads, named: list[str]) -> TableBlock:
    """How many passages a kept query finds now, by case. Raises NotFound where it is gone."""
    kept = reads.get(SavedQuery, ":".join(named))
    if not counted_openly(reads):
        return TableBlock.of(["Counts"], [], caption="In a reflexive study codes are not counted")
    readers: Readers = "together" if kept.readers == "together" else "apart"
    found = query(reads, Ask(kept.text, kept.where, kept.set_key, readers, limit=0))
    rows = [[one.name or one.code or "no case", str(one.n_passages)] for one in found.by_case]
    return TableBlock.of(
        ["Case", "Passages"],
        [*rows, ["All", str(found.n_passages)]],
        caption=kept.name,
        note=f"Asked: {found.written}. Counted in: {found.set}.",
        aligns=("left", "right"),
    )


_POINTING: dict[str, Callable[[Reads, list[str]], TableBlock]] = {"count": _count, "matrix": _matrix, "query": _query}

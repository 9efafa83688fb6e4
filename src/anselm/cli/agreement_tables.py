"""Behind `anselm agreement --spans F.csv --lengths L.csv` and `--matrix F.csv`: tables in, figures out, no
study.

A table that cannot be read whole is refused with file, row and column; nothing is guessed or left out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from anselm.library.agreement import (
    Figure,
    LeftOut,
    MatrixTable,
    Row,
    Table,
    more_units,
    next_step,
    of_matrix,
    of_spans,
    without_each,
)

SPAN_COLUMNS = ("coder", "source", "start", "end", "code")
LENGTH_COLUMNS = ("source", "length")


class TableRefused(ValueError):
    """A csv file that does not say what it must: which file, which row (1 is the header), which column, and
    why.
    """

    def __init__(self, file: Path, row: int, column: str, why: str) -> None:
        self.file, self.row, self.column, self.why = file, row, column, why
        where = f"row {row}" + (f", column {column}" if column else "")
        super().__init__(f"{file.name}, {where}: {why}")


def _read(file: Path) -> list[list[str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except OSError as error:
        raise TableRefused(file, 1, "", f"cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TableRefused(file, 1, "", "is not text in UTF-8") from error
    except csv.Error as error:
        raise TableRefused(file, 1, "", f"is not a csv table: {error}") from error
    if not rows:
        raise TableRefused(file, 1, "", "the file is empty")
    return rows


def _records(file: Path, needed: Sequence[str]) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Header and numbered rows as dictionaries; blank lines are skipped, short or long rows refused."""
    rows = _read(file)
    header = [name.strip() for name in rows[0]]
    for name in needed:
        if name not in header:
            raise TableRefused(file, 1, name, f"the header has no column {name}; it needs {', '.join(needed)}")
    if len(set(header)) != len(header):
        raise TableRefused(file, 1, "", "two columns have the same name")
    found = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise TableRefused(file, number, "", f"has {len(row)} cells where the header has {len(header)}")
        found.append((number, dict(zip(header, (cell.strip() for cell in row), strict=True))))
    return header, found


def _whole(file: Path, number: int, column: str, record: Mapping[str, str]) -> int:
    text = record[column]
    if not text.isascii() or not text.isdigit():
        raise TableRefused(file, number, column, f"{text!r} is not a whole number of characters")
    return int(text)


def _named(file: Path, number: int, column: str, record: Mapping[str, str]) -> str:
    if not record[column]:
        raise TableRefused(file, number, column, "is empty")
    return record[column]


def read_lengths(file: Path) -> tuple[dict[str, int], dict[str, set[str]] | None]:
    """Lengths by source, and by source who was to read it when there is a third column `coder` (one row
    each).
    """
    header, records = _records(file, LENGTH_COLUMNS)
    lengths: dict[str, int] = {}
    readers: dict[str, set[str]] = {}
    by_coder = "coder" in header
    for number, record in records:
        source = _named(file, number, "source", record)
        length = _whole(file, number, "length", record)
        if source in lengths and (not by_coder or lengths[source] != length):
            why = "has two lengths" if by_coder else "is listed twice"
            raise TableRefused(file, number, "source", f"{source} {why}")
        lengths[source] = length
        if by_coder:
            coder = _named(file, number, "coder", record)
            if coder in readers.setdefault(source, set()):
                raise TableRefused(file, number, "coder", f"{coder} is listed twice for {source}")
            readers[source].add(coder)
    return lengths, readers if by_coder else None


def read_spans(
    file: Path, lengths: Mapping[str, int], assigned: Mapping[str, set[str]] | None
) -> list[tuple[str, str, int, int, str]]:
    """Marks checked against the lengths: known source, start before end, inside the text, coder assigned."""
    _, records = _records(file, SPAN_COLUMNS)
    marks: dict[tuple[str, str, int, int, str], int] = {}
    for number, record in records:
        coder, source, code = (_named(file, number, name, record) for name in ("coder", "source", "code"))
        start, end = (_whole(file, number, name, record) for name in ("start", "end"))
        if source not in lengths:
            raise TableRefused(file, number, "source", f"{source} has no length")
        if end <= start:
            raise TableRefused(file, number, "end", f"{end} is not after the start {start}")
        if end > lengths[source]:
            raise TableRefused(file, number, "end", f"{end} is beyond the {lengths[source]} characters of {source}")
        if assigned is not None and coder not in assigned[source]:
            raise TableRefused(file, number, "coder", f"{coder} is not assigned to {source}")
        mark = (coder, source, start, end, code)
        if mark in marks:
            why = f"{coder} has {code} from {start} to {end} of {source} in row {marks[mark]} already"
            raise TableRefused(file, number, "code", why)
        marks[mark] = number
    return list(marks)


def spans_table(spans: Path, lengths: Path) -> Table:
    """The figures of `--spans` with `--lengths`. Raises TableRefused naming file, row and column."""
    sizes, assigned = read_lengths(lengths)
    marks = read_spans(spans, sizes, assigned)
    everyone = {mark[0] for mark in marks}.union(*(assigned or {}).values())
    if len(everyone) < 2:
        who = f"only {min(everyone)} marks anything" if everyone else "nobody marks anything"
        why = f"{who}, and agreement compares two coders; a column coder in {lengths.name} says who else read"
        raise TableRefused(spans, 1, "coder", why)
    return of_spans(marks, sizes, coders=sorted(everyone), assigned=assigned)


def spans_without(spans: Path, lengths: Path) -> tuple[LeftOut, ...]:
    """Alpha without each coder, and without the three sources that move it most."""
    sizes, assigned = read_lengths(lengths)
    marks = read_spans(spans, sizes, assigned)
    everyone = sorted({mark[0] for mark in marks}.union(*(assigned or {}).values()))
    return without_each(marks, sizes, coders=everyone, assigned=assigned, most=3)


def _value(text: str, numeric: bool) -> str | float | None:
    if not text:
        return None
    return float(text) if numeric else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.strip().lower() not in ("nan", "inf", "-inf", "infinity")


def matrix_table(file: Path) -> MatrixTable:
    """The figures of `--matrix`: header of coders, first column the unit, an empty cell is not assigned.

    Values that are all numbers are taken as numbers, else as labels. Raises TableRefused.
    """
    rows = _read(file)
    coders = [name.strip() for name in rows[0][1:]]
    if len(coders) < 2:
        raise TableRefused(file, 1, "", "needs a first column for the unit and at least two coders")
    if len(set(coders)) != len(coders) or not all(coders):
        raise TableRefused(file, 1, "", "every coder needs a name of their own")
    cells: list[list[str]] = []
    units: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(coders) + 1:
            raise TableRefused(file, number, "", f"has {len(row)} cells where the header has {len(coders) + 1}")
        if not row[0].strip():
            raise TableRefused(file, number, rows[0][0].strip() or "1", "the unit has no name")
        if row[0].strip() in units:
            raise TableRefused(file, number, rows[0][0].strip(), f"unit {row[0].strip()} is listed twice")
        units.add(row[0].strip())
        cells.append([cell.strip() for cell in row[1:]])
    if not cells:
        raise TableRefused(file, 2, "", "there is no unit below the header")
    numeric = all(_is_number(cell) for row in cells for cell in row if cell)
    return of_matrix([[_value(cell, numeric) for cell in row] for row in cells], coders)


def as_json(table: Table | MatrixTable, without: Sequence[LeftOut] = ()) -> str:
    """The answer of `--json`."""
    whole = {**table.as_dict(), "without": [one.as_dict() for one in without]}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _printed(figure: Figure) -> str:
    if figure.value is None:
        return str(figure.undefined)
    text = f"{figure.value:.3f}"
    return text if figure.low is None or figure.high is None else f"{text}  {figure.low:.3f} to {figure.high:.3f}"


def _line(row: Row) -> str:
    who = "all coders" if row.pair is None else " and ".join(row.pair)
    return f"{row.code or 'all codes, pooled':<28}  {who:<20}  {row.coefficient:<30}  {_printed(row.figure)}"


def _narrower(table: Table) -> list[str]:
    """What would narrow alpha of all codes together, as a guess; nothing where it has no interval."""
    every = [row.figure for row in table.overall if row.coefficient == "krippendorff_alpha"]
    step = next_step(every[0]) if every else None
    n_more = None if step is None else more_units(every[0], table.n_documents, step)
    if not n_more:
        return []
    what = "source" if n_more == 1 else "sources"
    guess = "It is a guess: if they are like these."
    return [f"About {n_more} more {what} read by two would bring alpha of all codes to ± {step:g}. {guess}"]


def as_text(table: Table | MatrixTable, without: Sequence[LeftOut] = ()) -> str:
    """The answer for a terminal: one figure a line, pooled figures first, then without whom or what."""
    lines = [_line(row) for row in table.overall]
    if isinstance(table, Table):
        lines += [_line(row) for row in table.codes]
        lines += [
            f"{'without ' + one.name:<28}  {one.kind:<20}  {one.coefficient:<30}  {_printed(one.figure)}"
            for one in without
        ]
        if table.interval:
            lines.append(f"unit: {table.unit}; intervals: {table.interval}; {table.n_documents} sources compared")
        if table.interval and table.likely_too_narrow:
            lines.append("Fewer than 15 sources: these intervals are likely too narrow.")
        lines += _narrower(table)
    return "\n".join(lines)

"""Tables of people, consents, surveys and codes: text with commas, semicolons or tabs, or an Excel workbook.

The first row that holds anything names the columns. Text is UTF-8, or what its byte order mark says; a line with more
cells than the first is named and not moved along. At most 500 columns and 50,000 rows are read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

from anselm.domain.parsed import Refusal
from anselm.domain.sheet import Sheet, SheetNote, column_letters
from anselm.formats.canonical import MAX_TEXT, canonical, decode, mended
from anselm.formats.safe_zip import UnsafeFile
from anselm.formats.sniff import kind_of, looks_binary
from anselm.formats.xlsx import Cells, read_workbook

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "read_sheet"]

MAX_BYTES = 50 * 1024 * 1024
MAX_COLUMNS = 500
MAX_ROWS = 50_000
_MAX_CELLS = 2_000_000
_NOTHING = Refusal(
    "The table is empty.", "line 1", "Its first row names the columns; every row below is one person or thing."
)
_OLD_EXCEL = Refusal(
    "It is a password-protected Excel file, or one in the old .xls format.",
    "first bytes",
    "Open it in Excel, take the password off or save it as .xlsx.",
)


def read_sheet(name: str, content: bytes, prefer: Sequence[str] = (), sheet: str = "") -> Sheet | Refusal:
    """The table, or why it was not read. Total: any bytes under any name give an answer.

    Of a workbook `sheet` is read where one is named, else the first of a name in `prefer` or the first in sight that
    has rows.
    """
    del name
    if not content:
        return _NOTHING
    if len(content) > MAX_BYTES:
        return Refusal(f"It is larger than {MAX_BYTES // 1024 // 1024} MB.", advice="Split it and bring in the parts.")
    kind = kind_of(content)
    try:
        if kind is not None and "zip container" in kind:
            return _sheet(read_workbook(content, prefer, sheet))
        if kind is not None and "Office" in kind:
            return _OLD_EXCEL
        if kind is not None:
            return Refusal(f"It is no table but {kind}.", "first bytes", "Save the table as .csv or .xlsx.")
        if sheet:
            return Refusal("It has no sheets: it is a table in text.", "file", "Bring it in without naming a sheet.")
        return _sheet(_lines(content))
    except UnsafeFile as error:
        return error.refusal


def _lines(content: bytes) -> Cells:
    """The cells of a table in text. Raises UnsafeFile, naming the line."""
    text = decode(content)
    if isinstance(text, Refusal):
        advice = "Save it as CSV UTF-8, or as an Excel workbook (.xlsx), and choose that."
        raise UnsafeFile(Refusal("The table is not in UTF-8.", text.place, advice))
    text = mended(canonical(text))[0]
    if looks_binary(text):
        raise UnsafeFile(Refusal("It is no table in text.", advice="Save the table as .csv or .xlsx."))
    lines = text.split("\n")
    cells = Cells(in_lines=True)
    csv.field_size_limit(MAX_TEXT)
    said = re.fullmatch(r"sep=(.)", lines[0].strip("\ufeff "))
    if said:
        lines[0] = ""
    delimiter = said[1] if said else _delimiter(lines)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    n_empty = 0
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                n_empty += bool(cells.rows)
                continue
            cells.n_head = cells.n_head if cells.rows else len(row)
            cells.n_empty, n_empty = cells.n_empty + n_empty, 0
            cells.rows.append((reader.line_num, {at: cell for at, cell in enumerate(row) if cell}))
            cells.n_cells += len(row)
            if cells.n_cells > _MAX_CELLS:
                raise UnsafeFile(_too_large(f"more than {_MAX_CELLS} cells"))
    except csv.Error:
        reason, advice = "The table cannot be read from here on.", "Look for a quotation mark that is never closed."
        raise UnsafeFile(Refusal(reason, f"line {reader.line_num}", advice)) from None
    return cells


def _delimiter(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return max(",;\t", key=first.count)


def _too_large(what: str) -> Refusal:
    return Refusal(f"The table has {what}.", advice="Leave out what is not needed, or split it and bring in the parts.")


def _sheet(cells: Cells) -> Sheet | Refusal:
    """The first row that holds anything names the columns; the others are made as long as it."""
    if not cells.rows:
        return _NOTHING
    if len(cells.rows) > MAX_ROWS:
        return _too_large(f"{len(cells.rows)} rows; at most {MAX_ROWS} are read")
    head = cells.rows[0][1]
    named = {at: " ".join(cell.split()) for at, cell in head.items() if cell.strip()}
    notes, unnamed = list(cells.notes), _unnamed(cells, named)
    width = 1 + max((*named, *unnamed))
    if width > MAX_COLUMNS:
        return _too_large(f"{width} columns; at most {MAX_COLUMNS} are read")
    for at, number in sorted(unnamed.items()):
        words = f"Column {column_letters(at)} has no name in the first row, so it is left out."
        notes.append(SheetNote(number, at, False, words))
    notes += _too_long(cells)
    if n := cells.n_empty:
        words = "One empty row is passed over." if n == 1 else f"{n} empty rows are passed over."
        notes.append(SheetNote(0, -1, False, words))
    return Sheet(
        tuple(named.get(at, "") for at in range(width)),
        tuple((number, tuple(row.get(at, "").strip() for at in range(width))) for number, row in cells.rows[1:]),
        tuple(notes),
        cells.in_lines,
        cells.sheets,
        cells.at,
    )


def _unnamed(cells: Cells, named: Mapping[int, str]) -> dict[int, int]:
    """Columns that hold something and have no name, with the first row where they do."""
    found: dict[int, int] = {}
    for number, row in cells.rows[1:]:
        for at, cell in row.items():
            if at not in named and at < cells.n_head and cell.strip():
                found.setdefault(at, number)
    return found


def _too_long(cells: Cells) -> list[SheetNote]:
    """Lines with more cells than the first."""
    words = f"This line has more cells than the first, which has {cells.n_head}: is a comma or a quotation mark astray?"
    long = [
        SheetNote(number, -1, True, words)
        for number, row in cells.rows[1:]
        if any(at >= cells.n_head and cell.strip() for at, cell in row.items())
    ]
    return long[:100]

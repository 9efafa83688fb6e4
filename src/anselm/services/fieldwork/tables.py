"""A table from a text file: a first line of names, then rows. Commas, semicolons or tabs; UTF-8."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from anselm.domain.errors import Refused

__all__ = ["Problem", "Table", "table_of"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the line counted from 1 as the file has it, the column by name, and why."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """Names in lower case, and each row with the number of its line; every row is as long as the header. `names` are
    those of the header as the file has them."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    names: tuple[str, ...] = ()

    def column(self, *names: str) -> int | None:
        """The place of the first of these names that the table has."""
        return next((self.header.index(name) for name in names if name in self.header), None)

    def cell(self, row: tuple[str, ...], *names: str) -> str:
        """What a row has under the first of these names; nothing when there is no such column."""
        place = self.column(*names)
        return row[place] if place is not None else ""


def table_of(name: str, data: bytes) -> Table:
    """Read the bytes of a table. Raises Refused, naming the line."""
    if data[:4] == b"PK\x03\x04":
        raise Refused("This is a spreadsheet, not a table in text.", advice="Save it as CSV, UTF-8, and choose that.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(
            "The table is not in UTF-8.", place=f"line {line}", advice="Save it as CSV, UTF-8, and choose that."
        ) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[0].strip():
        raise Refused("The table is empty or its first line holds no names.", place="line 1")
    reader = csv.reader([line + "\n" for line in lines], delimiter=_delimiter(lines[0]), strict=True)
    try:
        names = tuple(" ".join(cell.split()) for cell in next(reader))
        header = tuple(name.casefold() for name in names)
        rows = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                kept = tuple(cell.strip() for cell in cells[: len(header)])
                rows.append((reader.line_num, kept + ("",) * (len(header) - len(kept))))
    except csv.Error as error:
        raise Refused(
            "The table cannot be read from here on.",
            place=f"line {reader.line_num}",
            advice="Look for a quotation mark that is never closed.",
        ) from error
    return Table(header, tuple(rows), names)


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)

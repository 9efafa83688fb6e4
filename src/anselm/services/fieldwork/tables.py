"""A table from a file: a first row of names, then rows; text with commas, semicolons or tabs, or an Excel workbook."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.errors import Refused
from anselm.domain.parsed import Refusal
from anselm.domain.sheet import SheetListed, SheetNote
from anselm.services.operations import Uploaded
from anselm.services.ports import Tools

__all__ = ["Problem", "Table", "table_of"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the line or row counted from 1 as the file has it, the column by name, and why."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """Names in lower case, and each row with the number of its line; every row is as long as the header. `names` are
    those of the header as the file has them, `notes` what the file leaves uncertain; `in_lines` where the numbers
    are lines of a text and not rows of a sheet. Of a workbook `sheets` are all it has, `sheet` the
    one that was read."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    names: tuple[str, ...] = ()
    notes: tuple[SheetNote, ...] = ()
    in_lines: bool = True
    sheets: tuple[SheetListed, ...] = ()
    sheet: str = ""

    def column(self, *names: str) -> int | None:
        """The place of the first of these names that the table has."""
        return next((self.header.index(name) for name in names if name in self.header), None)

    def cell(self, row: tuple[str, ...], *names: str) -> str:
        """What a row has under the first of these names; nothing when there is no such column."""
        place = self.column(*names)
        return row[place] if place is not None else ""

    def problem(self, note: SheetNote) -> Problem:
        """A note with its column by name."""
        return Problem(note.row, self.names[note.column] if 0 <= note.column < len(self.names) else "", note.message)

    def problems(self) -> list[Problem]:
        """What makes it uncertain what the cells say."""
        return [self.problem(one) for one in self.notes if one.stops]


def table_of(tools: Tools, file: Uploaded, sheet_name: str = "") -> Table:
    """Read a table in a limited child, of a workbook the sheet that is named. Raises Refused, naming the line."""
    sheet = tools.parser.sheet(file.name, file.data, sheet_name)
    if isinstance(sheet, Refusal):
        raise Refused(sheet.reason, place=sheet.place, advice=sheet.advice)
    return Table(
        tuple(name.casefold() for name in sheet.names),
        sheet.rows,
        sheet.names,
        sheet.notes,
        sheet.in_lines,
        sheet.sheets,
        sheet.sheets[sheet.at].name if sheet.at >= 0 else "",
    )

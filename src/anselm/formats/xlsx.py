"""Excel workbooks (.xlsx, .xlsm): what the cells of one sheet show, read as a stream; formulas are never worked out.

Taken is the sheet that was named, else the first in sight that has rows. A formula counts as what it showed when the
workbook was saved; a date is written as ISO 8601. Merged cells, errors and formulas without a result are named, for
nobody can know what they were to say.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from anselm.domain.parsed import Refusal
from anselm.domain.sheet import SheetListed, SheetNote
from anselm.formats.canonical import MAX_TEXT, TOO_LONG, canonical
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile, open_container
from anselm.formats.xlsx_sheets import Listed, chosen, counted, none_has_rows
from anselm.formats.xlsx_values import Formats, number_words, read_formats

__all__ = ["Cells", "read_workbook"]

_MAX_CELLS = 2_000_000
_MAX_PLACE = 16_384  # columns that a sheet can have
_MAX_ROW = 1_048_576
_MAX_NAMED = 100  # notes of one kind that are named one by one
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAMAGED = Refusal(
    "It is damaged: its list of sheets cannot be followed.",
    "xl/workbook.xml",
    "Open it in the program that made it and save it again.",
)


@dataclass(slots=True)
class Cells:
    """What was found: rows by number, each with what its cells say by place; and notes."""

    rows: list[tuple[int, dict[int, str]]] = field(default_factory=list)
    notes: list[SheetNote] = field(default_factory=list)
    in_lines: bool = False
    n_cells: int = 0
    n_head: int = _MAX_PLACE
    n_empty: int = 0
    sheets: tuple[SheetListed, ...] = ()
    at: int = -1


class _Book:
    """Names of parts, from the workbook and the relations."""

    tags = frozenset(("x:sheet", "x:workbookPr", "rel:Relationship"))

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []  # relation, whether it is in sight, name
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Take what a sheet, the workbook or a relation says of itself."""
        said = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if tag == "x:sheet":
            in_sight = said.get("state", "visible") == "visible"
            self.sheets.append((said.get("id", ""), in_sight, said.get("name", "")))
        elif tag == "x:workbookPr":
            self.from_1904 = said.get("date1904", "") in ("1", "true")
        elif said.get("TargetMode", "Internal") == "Internal":
            self.targets[said.get("Id", "")] = said.get("Target", "")
            self.kinds.setdefault(said.get("Type", "").rpartition("/")[2], said.get("Target", ""))
        return False

    def end(self, tag: str) -> None:
        """Nothing follows."""

    def characters(self, text: str) -> None:
        """No words are in it."""


class _Shared:
    """Texts that cells refer to by number."""

    tags = frozenset(("x:si", "x:t", "x:rPh"))

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.taking = False
        self.n_characters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Words begin; how they are spoken is left out."""
        del attributes
        if tag == "x:si":
            self.pieces = []
        self.taking = tag == "x:t"
        return tag == "x:rPh"

    def end(self, tag: str) -> None:
        """A text is whole."""
        self.taking = False
        if tag == "x:si":
            self.texts.append(unescaped("".join(self.pieces)))

    def characters(self, text: str) -> None:
        """Keep words."""
        if self.taking:
            self.n_characters += len(text)
            if self.n_characters > MAX_TEXT:
                raise UnsafeFile(TOO_LONG)
            self.pieces.append(text)


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written as _x000D_; line ends become LF."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = "".join(
            sign for sign in text if sign in "\n\r\t" or (ord(sign) >= 32 and not 0xD800 <= ord(sign) < 0xE000)
        )
    return canonical(text)


class _Sheet:
    """Builds the rows from the tags of a sheet."""

    tags = frozenset(("x:row", "x:c", "x:v", "x:f", "x:t", "x:rPh", "x:mergeCell"))

    def __init__(self, shared: list[str], formats: Formats) -> None:
        self.shared, self.formats = shared, formats
        self.cells = Cells()
        self.row: dict[int, str] = {}
        self.number = self.place = self.n_characters = self.n_hidden = 0
        self.kind = self.style = ""
        self.pieces: list[str] = []
        self.taking = self.formula = self.hidden = False
        self.formulas: dict[int, list[int]] = {}
        self.merged: list[str] = []
        self.errors: list[tuple[int, int]] = []
        self.unknown: list[tuple[int, int]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Dispatch an opening tag; True for what is left out."""
        if tag == "x:row":
            said = attributes.get("r", "")
            self.number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else self.number + 1
            self.row, self.place = {}, -1
            self.hidden = attributes.get("hidden", "") in ("1", "true")
        elif tag == "x:c":
            self.begin(attributes)
        elif tag == "x:f":
            self.formula = True
        elif tag == "x:mergeCell":
            self.merged.append(attributes.get("ref", "")[:40])
        self.taking = tag in ("x:v", "x:t")
        return tag == "x:rPh"

    def begin(self, attributes: dict[str, str]) -> None:
        """A cell begins where it says, else beside the one before."""
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.place = _place(found[1]) if found else self.place + 1
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.pieces, self.formula = [], False
        self.cells.n_cells += 1
        if self.place >= _MAX_PLACE or self.number > _MAX_ROW or self.cells.n_cells > _MAX_CELLS:
            raise UnsafeFile(
                Refusal("The table is larger than a sheet can be.", advice="Save it again, or as CSV UTF-8.")
            )

    def end(self, tag: str) -> None:
        """Dispatch a closing tag."""
        self.taking = False
        if tag == "x:c":
            self.finish()
        elif tag == "x:row" and any(cell.strip() for cell in self.row.values()):
            self.cells.rows.append((self.number, self.row))
            self.n_hidden += self.hidden
            self.row = {}

    def finish(self) -> None:
        """The cell is whole."""
        said = self.said("".join(self.pieces))
        if self.formula:
            self.formulas.setdefault(self.place, []).append(self.number)
            if not self.pieces and self.kind != "str":
                self.unknown.append((self.number, self.place))
        self.n_characters += len(said)
        if self.n_characters > MAX_TEXT:
            raise UnsafeFile(TOO_LONG)
        if said:
            self.row[self.place] = said

    def said(self, value: str) -> str:
        """What a cell shows, by its kind."""
        if self.kind == "s":
            at = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
            if value and not 0 <= at < len(self.shared):
                raise UnsafeFile(
                    Refusal("It is damaged: a cell refers to a text that is not there.", "", _DAMAGED.advice)
                )
            return self.shared[at] if value else ""
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if self.kind == "e":
            self.errors.append((self.number, self.place))
            return value[:40]
        if self.kind == "n":
            return number_words(value, self.formats.kind(self.style), from_1904=self.formats.from_1904)
        return unescaped(value)

    def characters(self, text: str) -> None:
        """Keep what a cell holds."""
        if self.taking:
            self.pieces.append(text)

    def noted(self) -> Cells:
        """The rows, with what is uncertain about them."""
        notes = self.cells.notes
        first = self.cells.rows[0][0] if self.cells.rows else 1
        for place, numbers in sorted(self.formulas.items()):
            n = len(numbers)
            cells = "One cell holds a formula" if n == 1 else f"{n} cells hold formulas"
            notes.append(SheetNote(numbers[0], place, False, f"{cells}; what was last shown there is taken."))
        notes += _each(self.unknown, "This formula has no result in the file: open it in Excel and save it again.")
        notes += _each(self.errors, "The cell shows an error instead of a value.")
        notes += _merged(self.merged, first)
        if self.cells.rows:
            self.cells.n_empty = self.cells.rows[-1][0] - first + 1 - len(self.cells.rows)
        if self.n_hidden:
            notes.append(
                SheetNote(0, -1, False, f"{self.n_hidden} of the rows are hidden in the sheet; they are read too.")
            )
        return self.cells


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _each(found: list[tuple[int, int]], message: str) -> list[SheetNote]:
    notes = [SheetNote(number, place, True, message) for number, place in found[:_MAX_NAMED]]
    if len(found) > _MAX_NAMED:
        number = found[_MAX_NAMED][0]
        notes.append(SheetNote(number, -1, True, f"The same is so {len(found) - _MAX_NAMED} times from here on."))
    return notes


def _merged(ranges: list[str], first: int) -> list[SheetNote]:
    """Cells joined into one: which rows and columns the value was meant for is not in the file."""
    notes = []
    for one in ranges:
        begin, _, end = one.partition(":")
        found, last = _REFERENCE.fullmatch(begin), _REFERENCE.fullmatch(end or begin)
        if found is None or last is None or int(last[2]) < first:
            continue
        across = found[1] != last[1]
        words = f"The cells {one} are merged: it is not said to which of them the value belongs. Take them apart."
        notes.append(SheetNote(int(found[2]), -1 if across else _place(found[1]), True, words))
    if len(notes) > _MAX_NAMED:
        rest = SheetNote(notes[_MAX_NAMED].row, -1, True, f"{len(notes) - _MAX_NAMED} more groups of cells are merged.")
        return [*notes[:_MAX_NAMED], rest]
    return notes


def read_workbook(content: bytes, prefer: Sequence[str] = (), sheet: str = "") -> Cells:
    """The cells of the sheet of this name, else of one of a preferred name or the first in sight that has rows.

    Raises UnsafeFile with words for the refusal.
    """
    container = open_container(content)
    book = _Book()
    folder = posixpath.dirname(_main(container, book))
    listed = counted(
        container,
        [(_part(folder, book.targets.get(relation, "")), seen, name) for relation, seen, name in book.sheets],
    )
    shared = _Shared()
    if (name := _part(folder, book.kinds.get("sharedStrings", ""))) in container:
        read_xml(container.chunks(name), name, shared)
    formats = read_formats(container, _part(folder, book.kinds.get("styles", "")), from_1904=book.from_1904)
    for at in chosen(listed, sheet, prefer):
        if listed[at].part not in container:
            continue
        reading = _Sheet(shared.texts, formats)
        read_xml(container.chunks(listed[at].part), listed[at].part, reading)
        if reading.cells.rows:
            return _of_book(reading.noted(), listed, at)
    raise UnsafeFile(none_has_rows(listed, sheet))


def _of_book(found: Cells, listed: Sequence[Listed], at: int) -> Cells:
    """What one sheet holds, with which it is and which others there are."""
    found.sheets, found.at = tuple(one.sheet for one in listed), at
    if len(listed) > 1:
        words = f"The workbook has {len(listed)} sheets; “{listed[at].sheet.name}” is read."
        found.notes.append(SheetNote(0, -1, False, words))
    return found


def _main(container: Container, book: _Book) -> str:
    """The part of the workbook, its relations read as well."""
    if "_rels/.rels" in container:
        read_xml(container.chunks("_rels/.rels"), "_rels/.rels", book)
    main = book.kinds.get("officeDocument", "").lstrip("/") or "xl/workbook.xml"
    if main not in container or main.endswith(".bin"):
        reason = "It is no Excel workbook that is read here."
        raise UnsafeFile(Refusal(reason, "list of parts", "Save the table from its program as .xlsx or as CSV UTF-8."))
    book.targets, book.kinds = {}, {}
    folder, name = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    read_xml(container.chunks(main), main, book)
    if not book.sheets or relations not in container:
        raise UnsafeFile(_DAMAGED)
    read_xml(container.chunks(relations), relations, book)
    return main


def _part(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))

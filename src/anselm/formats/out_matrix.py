"""A framework matrix as a Word file, a spreadsheet or comma-separated lines, with no cell that runs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from anselm.analysis.report.matrix import CountSheet, MatrixCell, MatrixPassage, MatrixSheet
from anselm.formats.out_safe import cell, clean
from anselm.formats.out_word import SOFT, new_file, to_bytes
from anselm.formats.out_zip import CORE, repack

__all__ = ["COLUMNS", "counts_csv", "counts_xlsx", "to_csv", "to_docx", "to_xlsx"]

COLUMNS = ("group", "case", "level", "column", "state", "summary", "passages")
_LONGEST = 32_000  # a spreadsheet's cell ends at 32,767
_LINK = "#'passages'!A{}"


def to_csv(sheet: MatrixSheet) -> bytes:
    """One line a cell of the matrix, in UTF-8 with a byte order mark."""
    made = StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row, (case, group) in enumerate(zip(sheet.cases, sheet.groups, strict=True)):
        for at, (column, one) in enumerate(zip(sheet.columns, sheet.cells[row], strict=True)):
            references = "; ".join(passage.reference for passage in one.passages)
            level = sheet.levels[at] if sheet.levels else ""
            line = (group, case, level, column, one.state, one.summary, references)
            writer.writerow([cell(value, use="people") for value in line])
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8", "replace")


def to_xlsx(sheet: MatrixSheet) -> bytes:
    """The matrix on one page, the passages on another; a summary leads to the first passage it rests on."""
    book = Workbook(write_only=True)
    page = book.create_sheet("matrix")
    page.freeze_panes = "C3" if sheet.levels else "C2"
    for at in range(len(sheet.columns) + 2):
        page.column_dimensions[_letters(at)].width = 14 if at == 0 else 20 if at == 1 else 44
    if sheet.levels:
        heads = (sheet.level(at) for at in range(len(sheet.columns)))
        page.append([_text(page, name, bold=True) for name in ("", "", *heads)])
    page.append([_text(page, name, bold=True) for name in ("group", "case", *sheet.columns)])
    for row, (case, group, cells) in enumerate(zip(sheet.cases, sheet.groups, sheet.cells, strict=True)):
        if sheet.heading(row):
            page.append([_text(page, sheet.heading(row), bold=True)])
        page.append([_text(page, group), _text(page, case, bold=True), *(_cell(page, one) for one in cells)])
    words = book.create_sheet("passages")
    words.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (8, 12, 16, 8, 100), strict=True):
        words.column_dimensions[letter].width = width
    words.append([_text(words, name, bold=True) for name in ("number", "label", "source", "turn", "words")])
    for one in _passages(sheet):
        turn = "" if one.turn is None else str(one.turn)
        line = (str(one.number), one.label, one.source, turn, one.words[:_LONGEST])
        words.append([_text(words, value) for value in line])
    if sheet.note:
        book.create_sheet("about").append([sheet.note])
    made = BytesIO()
    book.save(made)
    return repack(made.getvalue(), CORE)


def _passages(sheet: MatrixSheet) -> Iterator[MatrixPassage]:
    return (passage for row in sheet.cells for one in row for passage in one.passages)


def _letters(at: int) -> str:
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _cell(page: Any, one: MatrixCell) -> Any:
    state = "" if one.state in ("final", "empty") else f"({one.state}) "
    references = "\n" + " ".join(passage.reference for passage in one.passages) if one.passages else ""
    made = _text(page, f"{state}{one.summary}{references}"[:_LONGEST])
    if one.passages:
        # The heading is row 1, so passage 1 stands in row 2.
        made.hyperlink = _LINK.format(one.passages[0].number + 1)
    return made


def _text(page: Any, value: str, *, bold: bool = False) -> Any:
    made = WriteOnlyCell(page, clean(value))
    made.data_type = "s"
    made.quotePrefix = not bold
    made.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        made.font = Font(bold=True)
    return made


def to_docx(sheet: MatrixSheet) -> bytes:
    """A Word file: a heading a case, a heading a theme or code, the summary, and the passages it rests on.

    Groups of cases and levels of columns have headings of their own, and what is below them goes one deeper.
    """
    document = new_file()
    document.add_heading(clean(sheet.title), 0)
    document.add_paragraph().add_run(clean(f"{sheet.name}. {sheet.note}")).font.color.rgb = SOFT
    top = 2 if sheet.grouped_by else 1
    for row, (case, cells) in enumerate(zip(sheet.cases, sheet.cells, strict=True)):
        if sheet.heading(row):
            document.add_heading(clean(sheet.heading(row)), 1)
        document.add_heading(clean(case), top)
        level = ""
        for at, (column, one) in enumerate(zip(sheet.columns, cells, strict=True)):
            level = sheet.level(at) or level
            if one.state == "empty":
                continue
            document.add_heading(clean(f"{level}: {column}" if level else column), top + 1)
            said = document.add_paragraph(clean(one.summary))
            if one.state != "final":
                said.add_run(f"  ({one.state})").font.color.rgb = SOFT
            for passage in one.passages:
                held = document.add_paragraph()
                held.add_run(clean(f"{passage.reference}  ")).bold = True
                held.add_run(clean(passage.words))
    return to_bytes(document)


def counts_csv(sheet: CountSheet) -> bytes:
    """A table of counts in UTF-8 with a byte order mark; the last column is the row by itself."""
    made = StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([cell(value, use="people") for value in (sheet.note, *sheet.columns, "by itself")])
    for name, counts, alone in zip(sheet.rows, sheet.cells, sheet.alone, strict=True):
        writer.writerow([cell(name, use="people"), *counts, alone])
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8", "replace")


def counts_xlsx(sheet: CountSheet) -> bytes:
    """A table of counts as a spreadsheet; names are text, counts are numbers."""
    book = Workbook(write_only=True)
    page = book.create_sheet("counts")
    page.freeze_panes = "B2"
    page.column_dimensions["A"].width = 36
    page.append([_text(page, value, bold=True) for value in (sheet.note, *sheet.columns, "by itself")])
    for name, counts, alone in zip(sheet.rows, sheet.cells, sheet.alone, strict=True):
        page.append([_text(page, name, bold=True), *counts, alone])
    made = BytesIO()
    book.save(made)
    return repack(made.getvalue(), CORE)

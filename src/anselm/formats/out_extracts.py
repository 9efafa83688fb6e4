"""Passages of a code as a Word file, a spreadsheet, comma-separated lines or Markdown."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any, Literal, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from anselm.analysis.report.extracts import ExtractPassage, ExtractSheet
from anselm.formats.out_markdown import escaped
from anselm.formats.out_safe import cell, clean, one_line
from anselm.formats.out_word import SOFT, new_file, to_bytes
from anselm.formats.out_zip import CORE, repack

__all__ = ["COLUMNS", "to_csv", "to_docx", "to_markdown", "to_xlsx"]

Use: TypeAlias = Literal["people", "machines"]
COLUMNS = ("group", "label", "role", "case", "source", "turn", "time", "question before", "words", "coders")
_WIDTHS = (18, 8, 18, 14, 12, 7, 10, 40, 80, 12)
_LONGEST = 32_000  # a spreadsheet's cell ends at 32,767; the rest would be lost without a word


def to_csv(sheet: ExtractSheet, *, use: Use = "people") -> bytes:
    """Lines of comma-separated cells in UTF-8. For people: with a byte order mark and no cell that would run.
    For machines: every cell exactly as it is, which a spreadsheet must not be given.
    """
    made = StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(sheet):
        writer.writerow([cell(value, use=use) for value in row])
    text = made.getvalue().encode("utf-8", "replace")
    return text if use == "machines" else b"\xef\xbb\xbf" + text


def to_xlsx(sheet: ExtractSheet) -> bytes:
    """A spreadsheet in which every cell is text. A passage longer than a cell holds goes on in the next row."""
    book = Workbook(write_only=True)
    page = book.create_sheet("passages")
    page.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.append([_as_text(page, name, bold=True) for name in COLUMNS])
    for row in _rows(sheet):
        for part in _parts(row):
            page.append([_as_text(page, value) for value in part])
    made = BytesIO()
    book.save(made)
    return repack(made.getvalue(), CORE)


def _as_text(page: Any, value: str, *, bold: bool = False) -> Any:
    made = WriteOnlyCell(page, clean(value))
    made.data_type = "s"
    made.quotePrefix = not bold
    made.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        made.font = Font(bold=True)
    return made


def _parts(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The row, cut where a cell would be too long; the rows that go on name the group, label and source again."""
    n_parts = max(1, *(-(-len(value) // _LONGEST) for value in row))
    for at in range(n_parts):
        cut = [value[at * _LONGEST : (at + 1) * _LONGEST] for value in row]
        yield tuple(row[i] if at and i < 7 else value for i, value in enumerate(cut))


def _rows(sheet: ExtractSheet) -> Iterator[tuple[str, ...]]:
    for group in sheet.groups:
        for one in group.passages:
            turn = "" if one.turn is None else str(one.turn)
            coders = ", ".join(one.coders)
            yield (
                group.heading, one.label, one.role, one.case, one.source, turn, one.time,
                one.question_before, one.words, coders,
            )  # fmt: skip


def _where(one: ExtractPassage) -> str:
    turn = "" if one.turn is None else f"turn {one.turn}"
    return " · ".join(part for part in (one.role, one.case, one.source, turn, one.time) if part)


def _count(sheet: ExtractSheet) -> str:
    n = sheet.n_passages
    said = f"{n} passage{'' if n == 1 else 's'}"
    return f"{said}. {sheet.note}" if sheet.note else f"{said}."


def to_docx(sheet: ExtractSheet) -> bytes:
    """A Word file: a heading a group; label and place, the question before, the words, who coded them."""
    document = new_file()
    document.add_heading(clean(sheet.title), 0)
    said = document.add_paragraph()
    said.add_run(clean(sheet.code_name)).bold = True
    _soft(said, f"  {_count(sheet)}")
    for group in sheet.groups:
        document.add_heading(clean(group.heading), 1)
        for one in group.passages:
            _passage(document, one)
    return to_bytes(document)


def _passage(document: Any, one: ExtractPassage) -> None:
    head = document.add_paragraph()
    head.paragraph_format.keep_with_next = True
    head.paragraph_format.space_after = 0
    head.add_run(clean(one.label)).bold = True
    coders = f"   coded by {', '.join(one.coders)}" if one.coders else ""
    _soft(head, f"  {_where(one)}{coders}")
    if one.question_before:
        question = document.add_paragraph()
        question.paragraph_format.keep_with_next = True
        question.paragraph_format.space_after = 0
        _soft(question, one.question_before, italic=True)
    document.add_paragraph(clean(one.words))


def _soft(paragraph: Any, text: str, *, italic: bool = False) -> None:
    run = paragraph.add_run(clean(text))
    run.font.color.rgb = SOFT
    run.italic = italic or None


def to_markdown(sheet: ExtractSheet) -> bytes:
    """Markdown in UTF-8: words stand as quotations, every mark of Markdown in them is escaped."""
    lines = [f"# {escaped(one_line(sheet.title))}", "", f"**{escaped(one_line(sheet.code_name))}** {_count_md(sheet)}"]
    for group in sheet.groups:
        lines += ["", f"## {escaped(one_line(group.heading))}"]
        for one in group.passages:
            coders = f" · coded by {', '.join(one.coders)}" if one.coders else ""
            lines += ["", f"**{escaped(one_line(one.label))}** {escaped(one_line(_where(one) + coders))}", ""]
            if one.question_before:
                lines += [f"*{escaped(one_line(one.question_before))}*", ""]
            lines += [f"> {escaped(line)}".rstrip() for line in clean(one.words).split("\n")]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _count_md(sheet: ExtractSheet) -> str:
    return escaped(one_line(_count(sheet)))

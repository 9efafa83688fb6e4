"""Codings and codes as tables: comma-separated lines, or a spreadsheet with a sheet each."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from anselm.domain.interchange import CodingSheet
from anselm.formats.out_safe import cell, clean
from anselm.formats.out_zip import CORE, repack

__all__ = ["to_csv", "to_xlsx"]

_LONGEST = 32_000  # a spreadsheet's cell ends at 32,767


def to_csv(sheet: CodingSheet) -> bytes:
    """The codings, for people: UTF-8 with a byte order mark, and no cell that a spreadsheet would run."""
    made = StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([one if isinstance(one, int) else cell(one) for one in row] for row in sheet.codings)
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8", "replace")


def to_xlsx(sheet: CodingSheet) -> bytes:
    """Codings and codes, a sheet each; no cell is a formula. Words longer than a cell end in […]."""
    book = Workbook(write_only=True)
    for name, rows in (("codings", sheet.codings), ("codes", sheet.codes)):
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        for row in rows:
            page.append([one if isinstance(one, int) else _text(page, one) for one in row])
    made = BytesIO()
    book.save(made)
    return repack(made.getvalue(), CORE)


def _text(page: Any, value: str) -> Any:
    words = clean(value)
    made = WriteOnlyCell(page, words if len(words) <= _LONGEST else f"{words[:_LONGEST]} […]")
    made.data_type = "s"
    return made

"""What changed in a codebook, as a Word file: what went is struck through, what came is underlined."""

from __future__ import annotations

from typing import Any

from anselm.analysis.report.codebook_changes import ChangedEntry, ChangesSheet
from anselm.formats.out_safe import clean
from anselm.formats.out_word import SOFT, new_file, to_bytes

__all__ = ["to_docx"]


def to_docx(sheet: ChangesSheet) -> bytes:
    """A heading, between which moments, then the codes in groups."""
    document = new_file()
    document.add_heading(clean("What changed in the codebook"), 0)
    document.add_paragraph().add_run(clean(f"{sheet.title}. {sheet.between}")).font.color.rgb = SOFT
    for heading, entries in sheet.groups:
        document.add_heading(clean(heading), 1)
        for entry in entries:
            _entry(document, entry)
    document.add_paragraph().add_run(clean(sheet.note)).font.color.rgb = SOFT
    return to_bytes(document)


def _entry(document: Any, entry: ChangedEntry) -> None:
    document.add_heading(clean(entry.name), 2)
    said = " ".join(entry.said)
    if said:
        document.add_paragraph(clean(said))
    for what, pieces in entry.texts:
        paragraph = document.add_paragraph()
        paragraph.add_run(clean(f"{what}: ")).bold = True
        for piece in pieces:
            run = paragraph.add_run(clean(piece.words))
            run.font.strike = True if piece.fate == "out" else None
            run.font.underline = True if piece.fate == "in" else None
            if piece.fate == "out":
                run.font.color.rgb = SOFT
    if entry.by:
        document.add_paragraph().add_run(clean(f"By {entry.by}.")).font.color.rgb = SOFT

"""A new Word file with the type of the house, and its bytes without a trace of who wrote it where."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from anselm.formats.out_zip import CORE, repack

__all__ = ["CARE", "IN_TABLE", "SOFT", "new_file", "to_bytes"]

SOFT = RGBColor(0x5C, 0x56, 0x4C)
CARE = RGBColor(0x7D, 0x47, 0x00)
IN_TABLE = "TableText"  # the style of what stands in a table
_INK = RGBColor(0x1F, 0x1C, 0x18)
_SIZES = {"Title": 24, "Heading 1": 18, "Heading 2": 15, "Heading 3": 13, "Heading 4": 12}


def new_file(language: str = "en") -> Any:
    """An empty document of the writing library: a serif for text and headings, none of its own colours."""
    document = docx.Document()
    rels = document.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]
    styles = document.styles
    normal = styles["Normal"]
    _face(normal, "Georgia")
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.25
    for name, size in _SIZES.items():
        style = styles[name]
        _face(style, "Georgia")
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.font.color.rgb = _INK
    in_table = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    in_table.base_style = normal
    in_table.font.size, in_table.paragraph_format.space_after = Pt(9), Pt(0)
    _language(styles.element, language)
    return document


def _face(style: Any, name: str) -> None:
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), name)


def _language(styles: Any, language: str) -> None:
    for one in styles.iter(qn("w:lang")):
        one.set(qn("w:val"), language)


def to_bytes(document: Any) -> bytes:
    """The file, byte for byte the same for the same content."""
    made = BytesIO()
    document.save(made)
    return repack(made.getvalue(), CORE)

"""A Word file that came back from co-authors, paragraph by paragraph, tracked changes accepted.

Words, headings, bookmarks and nothing of how it looks. What was deleted under tracking is left out, what was
inserted or moved here is in; both are counted. Notes, headers and comments are not read as text of the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from anselm.domain.parsed import Refusal
from anselm.domain.returned import ReturnedMark, ReturnedParagraph, ReturnedReport
from anselm.formats.canonical import MAX_TEXT, TOO_LONG
from anselm.formats.carried import carried_in
from anselm.formats.docx_parts import main_part
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile, open_container
from anselm.formats.sniff import EMPTY, kind_of

__all__ = ["read_returned"]

_LEFT_OUT = frozenset(
    (
        *("w:moveFrom", "w:instrText", "w:delText", "w:delInstrText", "w:sectPr", "w:sdtPr", "w:txbxContent", "w:rt"),
        *("w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:tcPrChange", "w:trPrChange", "w:tabs", "mc:Fallback"),
    )
)
_SIGNS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_HEADING = re.compile(r"(?i)^(?:heading|title)\s*(\d)?$")


def _said(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


class _Styles:
    """Which style is a heading of which level, by its name or its place in the outline."""

    tags = frozenset(("w:style", "w:name", "w:outlineLvl"))

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self.style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Take what a style says of itself."""
        said = _said(attributes, "val")
        if tag == "w:style":
            self.style = _said(attributes, "styleId")
        elif tag == "w:name":
            if found := _HEADING.match(said):
                self.levels[self.style] = int(found[1] or 1)
        elif said.isdigit() and int(said) < 9:
            self.levels.setdefault(self.style, int(said) + 1)
        return False

    def end(self, tag: str) -> None:
        """Nothing follows."""

    def characters(self, text: str) -> None:
        """No words are in it."""


class _Body:
    """Builds the paragraphs from the tags of the main document."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.levels = levels
        self.paragraphs: list[ReturnedParagraph] = []
        self.marks: list[ReturnedMark] = []
        self.open: dict[str, tuple[str, int, int]] = {}
        self.pieces: list[str] = []
        self.level = self.cells = self.properties = self.n_characters = 0
        self.taking = self.joined = False
        self.n_tracked = self.n_notes = self.tracked_at = 0

    @property
    def tags(self) -> frozenset[str]:
        """Those that hold words, or say where."""
        return _TAGS

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Dispatch an opening tag; True for what is left out."""
        if tag in _LEFT_OUT:
            return True
        if tag in ("w:del", "w:ins"):
            self.tracked()
            # In the properties of a paragraph's mark it holds no words; a deleted mark joins two paragraphs.
            self.joined = self.joined or (tag == "w:del" and self.properties > 0)
            return tag == "w:del"
        if tag in _SIGNS:
            if not self.properties:
                self.put(_SIGNS[tag])
        elif tag in _STARTS:
            _STARTS[tag](self, attributes)
        return False

    def end(self, tag: str) -> None:
        """Dispatch a closing tag."""
        if tag == "w:t":
            self.taking = False
        elif tag == "w:pPr":
            self.properties -= 1
        elif tag == "w:tc":
            self.cells -= 1
        elif tag == "w:p" and self.joined:
            self.joined = False
        elif tag == "w:p":
            self.finish()

    def finish(self) -> None:
        """The paragraph is whole."""
        self.paragraphs.append(ReturnedParagraph("".join(self.pieces), self.level, self.cells > 0))
        self.pieces, self.level = [], 0

    def characters(self, text: str) -> None:
        """Keep characters of words."""
        if self.taking:
            self.put(text.replace("\n", " "))

    def put(self, text: str) -> None:
        """Add characters to the open paragraph; no document makes more than fits."""
        self.n_characters += len(text)
        if self.n_characters > MAX_TEXT:
            raise UnsafeFile(TOO_LONG)
        self.pieces.append(text)

    def words(self, _: dict[str, str]) -> None:
        self.taking = True

    def cell(self, _: dict[str, str]) -> None:
        self.cells += 1

    def inside(self, _: dict[str, str]) -> None:
        self.properties += 1

    def style(self, attributes: dict[str, str]) -> None:
        self.level = self.levels.get(_said(attributes, "val"), 0)

    def note(self, _: dict[str, str]) -> None:
        self.n_notes += 1

    def tracked(self, _: dict[str, str] | None = None) -> None:
        self.tracked_at = self.tracked_at if self.n_tracked else len(self.paragraphs)
        self.n_tracked += 1

    def begin(self, attributes: dict[str, str]) -> None:
        here = sum(map(len, self.pieces))
        self.open[_said(attributes, "id")] = (_said(attributes, "name")[:80], len(self.paragraphs), here)

    def close(self, attributes: dict[str, str]) -> None:
        found = self.open.pop(_said(attributes, "id"), None)
        if found is not None:
            self.marks.append(ReturnedMark(*found, len(self.paragraphs), sum(map(len, self.pieces))))


_STARTS: dict[str, Callable[[_Body, dict[str, str]], None]] = {
    "w:t": _Body.words,
    "w:tc": _Body.cell,
    "w:pPr": _Body.inside,
    "w:pStyle": _Body.style,
    "w:bookmarkStart": _Body.begin,
    "w:bookmarkEnd": _Body.close,
    "w:footnoteReference": _Body.note,
    "w:endnoteReference": _Body.note,
    "w:moveTo": _Body.tracked,
}
_TAGS = frozenset((*_LEFT_OUT, *_SIGNS, *_STARTS, "w:p", "w:del", "w:ins"))


class _Comments:
    """Counts the comments that others wrote."""

    tags = frozenset(("w:comment",))

    def __init__(self) -> None:
        self.n = 0

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Ours say whose they are."""
        del tag
        self.n += _said(attributes, "author") != "Anselm"
        return True

    def end(self, tag: str) -> None:
        """Nothing follows."""

    def characters(self, text: str) -> None:
        """Their words are not read."""


def read_returned(name: str, content: bytes) -> ReturnedReport | Refusal:
    """The document, or why it was not read. Total: any bytes under any name give an answer."""
    del name
    if not content:
        return EMPTY
    kind = kind_of(content)
    if kind is None or ("zip container" not in kind and "Office" not in kind):
        reason = f"It is not a Word file but {kind or 'something else, perhaps plain text'}."
        return Refusal(reason, "first bytes", "Save the document as .docx and check that.")
    try:
        return _read(open_container(content))
    except UnsafeFile as error:
        return error.refusal


def _read(container: Container) -> ReturnedReport | Refusal:
    main = main_part(container)
    styles, comments = _Styles(), _Comments()
    if "word/styles.xml" in container:
        read_xml(container.chunks("word/styles.xml"), "word/styles.xml", styles)
    if "word/comments.xml" in container:
        read_xml(container.chunks("word/comments.xml"), "word/comments.xml", comments)
    body = _Body(styles.levels)
    read_xml(container.chunks(main), main, body)
    if body.pieces:
        body.finish()
    if not any(one.text.strip() for one in body.paragraphs):
        return Refusal("It holds no words.", main, "Check that it is the document that was meant.")
    return ReturnedReport(
        tuple(body.paragraphs),
        tuple(body.marks),
        carried_in(container),
        body.n_tracked,
        comments.n,
        body.n_notes,
        body.tracked_at,
    )

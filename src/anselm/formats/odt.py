"""OpenDocument texts (LibreOffice, Google Docs): our own reader of content.xml, by the rules for Word files.

Paragraphs end in LF, cells in TAB, rows in LF; a tab is TAB, a line break LF. Runs of spaces and line ends of the
XML are one space, as the format says, and further spaces are those it counts. Tracked insertions stay; deletions,
hidden text and notes are reported. Comments and highlights are kept on their passage; those in notes and deletions
have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from anselm.domain.parsed import Loss, ParseOutcome, Refusal
from anselm.formats.blocks import Blocks, attribute, no_words
from anselm.formats.canonical import MAX_TEXT, canonical, has_words
from anselm.formats.marking import Marking, beyond, without_last_space
from anselm.formats.odt_marks import COMMENT_TAGS, Annotations, colour_of
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile, open_container
from anselm.formats.sniff import EMPTY, kind_of
from anselm.formats.txt import with_turns

__all__ = ["read_odt"]

# What is left out with all it holds, and the kind of loss it makes ("" = nothing a reader would miss).
_SKIPPED = {
    "text:insertion": "tracked-insertion",  # only who and when; the words stand in the body
    "text:format-change": "",
    "text:hidden-text": "hidden-text",
    "text:number": "",
    "text:ruby-text": "ruby",
    "text:table-of-content-source": "",
    "text:alphabetical-index-source": "",
    "text:illustration-index-source": "",
    "text:object-index-source": "",
    "text:table-index-source": "",
    "text:user-index-source": "",
    "text:bibliography-source": "",
    "text:script": "",
    "office:forms": "",
    "office:meta": "",
    "office:scripts": "",
    "draw:image": "picture",
    "draw:plugin": "embedded-object",
    "draw:applet": "embedded-object",
    "draw:floating-frame": "embedded-document",
    "draw:object": "embedded-object",
    "draw:object-ole": "embedded-object",
    "svg:title": "",
    "svg:desc": "",
}
_SHAPES = (
    "draw:custom-shape",
    "draw:rect",
    "draw:ellipse",
    "draw:circle",
    "draw:line",
    "draw:polyline",
    "draw:polygon",
    "draw:path",
    "draw:connector",
    "draw:caption",
)
_MOST = MAX_TEXT + 1  # more than any text holds, so that it is refused
_LAYOUT = re.compile(r"[ \t\r\n]+")


def _number(said: str | None) -> int:
    """How often something stands in the file; what is no sensible number is too often."""
    said = said or "1"
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 9 else _MOST


class _Styles:
    """Which styles hide their words, as styles.xml and content.xml say one after the other."""

    def __init__(self) -> None:
        self.style = ""
        self.based_on: dict[str, str] = {}
        self.hides: dict[str, bool] = {}
        self.colours: dict[str, str] = {}  # of the styles that the text itself has, not of those it is laid out by

    def begin(self, attributes: dict[str, str]) -> None:
        """A style begins; paragraphs and letters have styles of one name, so the family is part of it."""
        family = attribute(attributes, "family") or ""
        self.style = f"{family}/{attribute(attributes, 'name')}"
        if parent := attribute(attributes, "parent-style-name"):
            self.based_on[self.style] = f"{family}/{parent}"

    def properties(self, attributes: dict[str, str], *, of_text: bool) -> None:
        """Whether the style says of itself that its words are not shown, or highlighted."""
        if of_text and (behind := attribute(attributes, "background-color")) is not None:
            self.colours[self.style] = colour_of(behind)
        if (said := attribute(attributes, "display")) is not None:
            self.hides[self.style] = said == "none"

    def colour(self, family: str, attributes: dict[str, str], around: str) -> str:
        """How what has these attributes is highlighted: as its style says, else as what is around it."""
        style = f"{family}/{attribute(attributes, 'style-name')}"
        seen: set[str] = set()
        while style not in self.colours and style in self.based_on and style not in seen:
            seen.add(style)
            style = self.based_on[style]
        return self.colours.get(style, around)

    def hidden(self, family: str, attributes: dict[str, str]) -> bool:
        """Whether what has these attributes is hidden by its style, or by one that style is based on."""
        style = f"{family}/{attribute(attributes, 'style-name')}"
        seen: set[str] = set()
        while style not in self.hides and style in self.based_on and style not in seen:
            seen.add(style)
            style = self.based_on[style]
        return self.hides.get(style, False)


@dataclass(slots=True)
class _Open:
    """A paragraph in the making: whether its last sign is a space, and whether that was a line end of the XML."""

    spaced: bool = True
    layout: bool = False


class _Document(Blocks):
    """Builds the text from the tags of content.xml. One method a kind of tag, found by table."""

    def __init__(self, styles: _Styles, *, side: bool = False) -> None:
        super().__init__()
        self.styles = styles
        self.notes = Annotations()
        self.marking = Marking(self.notes.said, every=not side)
        self.aside = 0  # how deep in a note or a deletion, of which only comments are taken
        self.colours: list[str] = [""]  # of the open paragraphs and spans
        self.n_boxes = 0
        self.side = side  # styles.xml, of which page headers and footers are looked at and nothing is kept
        self.side_words: dict[str, bool] = {}
        self.open: list[bool] = []  # of paragraphs, spans, sections and cells: whether each is hidden
        self.paragraphs: list[_Open] = []
        self.items: list[bool] = []  # of open list items: whether a paragraph may still take its number
        self.repeats: list[int] = []  # of open rows and cells: how often each stands there
        self.where = ""

    # -- tags

    @property
    def tags(self) -> frozenset[str]:
        """Those that say or hold something; most of the others are how it looks."""
        return _TAGS

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Dispatch an opening tag; True for what is left out."""
        if self.notes.open:
            self.notes.start(tag)
            return False
        if tag == "office:annotation":
            if self.side:
                return True
            marking = None if self.aside else self.marking
            self.notes.begin(attribute(attributes, "name") or "", marking, self.n_paragraphs)
            return False
        if self.aside:
            self.aside += 1
            return False
        if tag in _SKIPPED:
            if _SKIPPED[tag]:
                self.count(_SKIPPED[tag])
            return True
        opening = _STARTS.get(tag)
        return opening is not None and opening(self, attributes) is True

    def end(self, tag: str) -> None:
        """Dispatch a closing tag."""
        if self.notes.open:
            self.notes.end(tag)
            return
        if self.aside:
            self.aside -= 1
            return
        closing = _ENDS.get(tag)
        if closing is not None:
            closing(self)

    def characters(self, text: str) -> None:
        """Keep the words of a paragraph, runs of spaces as one; those between paragraphs are layout of the XML."""
        if self.notes.open:
            self.grow(len(text))
            self.notes.characters(text)
            return
        if not self.paragraphs or self.aside:
            return
        paragraph = self.paragraphs[-1]
        words = _LAYOUT.sub(" ", text)
        if paragraph.spaced:
            words = words.removeprefix(" ")
        if words:
            paragraph.spaced, paragraph.layout = words.endswith(" "), False
            self.put(words)
        paragraph.layout = paragraph.layout or "\n" in text[len(text.rstrip(" \t\r\n")) :]

    def put(self, words: str) -> None:
        """Add to the open paragraph, unless what is open is hidden."""
        if self.side:
            self.side_words[self.where] = self.side_words.get(self.where, False) or has_words(words)
        elif any(self.open):
            if words.strip():
                self.count("hidden-text")
        else:
            self.grow(len(words))
            self.frames[-1].pieces.append(self.marking.piece(words, self.colours[-1], self.n_paragraphs, self.n_boxes))

    # -- words

    def sign(self, words: str) -> None:
        if self.paragraphs:
            self.paragraphs[-1].spaced = self.paragraphs[-1].layout = False
            self.put(words)

    def spaces(self, attributes: dict[str, str]) -> None:
        """As many spaces as it counts, but no more than any text has."""
        n_spaces = _number(attribute(attributes, "c"))
        self.grow(n_spaces)
        self.n_characters -= n_spaces
        self.sign(" " * n_spaces)

    def tab(self, _: dict[str, str]) -> None:
        self.sign("\t")

    def line_break(self, _: dict[str, str]) -> None:
        self.sign("\n")

    def span_begin(self, attributes: dict[str, str]) -> None:
        self.open.append(self.styles.hidden("text", attributes))
        self.colours.append(self.styles.colour("text", attributes, self.colours[-1]))

    def span_end(self) -> None:
        self.colours.pop()
        self.open.pop()

    def part_end(self) -> None:
        self.open.pop()

    def note(self, attributes: dict[str, str]) -> None:
        self.count("endnote" if attribute(attributes, "note-class") == "endnote" else "footnote")
        self.aside = 1

    def deletion(self, _: dict[str, str]) -> None:
        self.count("tracked-deletion")
        self.aside = 1

    def comment_end(self, attributes: dict[str, str]) -> None:
        self.notes.finish(attribute(attributes, "name") or "", self.marking, self.n_paragraphs)

    # -- blocks

    def paragraph_begin(self, attributes: dict[str, str]) -> None:
        self.n_paragraphs += 1
        self.grow(1)
        self.open.append(self.styles.hidden("paragraph", attributes))
        self.colours.append(self.styles.colour("paragraph", attributes, ""))
        self.paragraphs.append(_Open())
        if self.items and self.items[-1]:
            self.items[-1] = False
            self.count("list-number")

    def paragraph_end(self) -> None:
        """A line; a space before the end tag stays, as programs write it, a line end of the XML there does not."""
        paragraph, frame = self.paragraphs.pop(), self.frames[-1]
        if paragraph.spaced and paragraph.layout and frame.pieces:
            frame.pieces[-1] = without_last_space(frame.pieces[-1])
        if not any(self.open) or frame.pieces or frame.boxes:
            self.flush(frame)
        self.colours.pop()
        self.marking.break_highlight()
        self.open.pop()

    def section_begin(self, attributes: dict[str, str]) -> None:
        self.open.append(attribute(attributes, "display") == "none" or attribute(attributes, "is-hidden") == "true")

    def item_begin(self, _: dict[str, str]) -> None:
        self.items.append(True)

    def header_begin(self, _: dict[str, str]) -> None:
        self.items.append(False)

    def item_end(self) -> None:
        self.items.pop()

    def row_begin(self, attributes: dict[str, str]) -> None:
        super().row_begin(attributes)
        self.repeats.append(_number(attribute(attributes, "number-rows-repeated")))

    def row_end(self) -> None:
        super().row_end()
        self.repeat(self.tables[-1] if self.tables else self.frames[-1].blocks)

    def repeat(self, things: list[str]) -> None:
        """What the file says stands several times does so in the text, within what a text may hold."""
        n_more = self.repeats.pop() - 1
        if n_more > 0 and things:
            self.grow(n_more * (len(things[-1]) + 1))
            things += [things[-1]] * n_more

    def cell_begin(self, attributes: dict[str, str]) -> None:
        super().cell_begin(attributes)
        self.items.append(False)
        self.repeats.append(_number(attribute(attributes, "number-columns-repeated")))
        self.open.append(False)

    def covered_begin(self, attributes: dict[str, str]) -> None:
        """A cell another one reaches over: it is there, so that columns stay in line, and shows no words."""
        self.cell_begin(attributes)
        self.open[-1] = True

    def cell_end(self) -> None:
        self.open.pop()
        self.items.pop()
        super().cell_end()
        self.repeat(self.rows[-1].cells if self.rows else [])

    def shape_begin(self, _: dict[str, str]) -> None:
        self.n_boxes += 1
        self.colours.append("")
        self.box_begin(_)
        self.items.append(False)
        self.paragraphs.append(_Open())

    def shape_end(self) -> None:
        self.paragraphs.pop()
        self.items.pop()
        self.box_end()
        self.colours.pop()
        self.n_boxes -= 1

    def drawn_end(self) -> None:
        """A drawing: the words in it stay, and a drawing without words is a picture."""
        if not has_words(self.close(self.frames[-1])):
            self.count("picture")
        self.shape_end()

    def style_begin(self, attributes: dict[str, str]) -> None:
        self.styles.begin(attributes)

    def properties_begin(self, attributes: dict[str, str]) -> None:
        self.styles.properties(attributes, of_text=not self.side)

    def top_begin(self, _: dict[str, str]) -> None:
        self.where = "page-header"

    def bottom_begin(self, _: dict[str, str]) -> None:
        self.where = "page-footer"

    def side_end(self) -> None:
        self.where = ""


_STARTS: dict[str, Callable[[_Document, dict[str, str]], bool | None]] = {
    "text:p": _Document.paragraph_begin,
    "text:h": _Document.paragraph_begin,
    "text:span": _Document.span_begin,
    "text:s": _Document.spaces,
    "text:tab": _Document.tab,
    "text:line-break": _Document.line_break,
    "text:note": _Document.note,
    "text:deletion": _Document.deletion,
    "office:annotation-end": _Document.comment_end,
    "text:section": _Document.section_begin,
    "text:list-item": _Document.item_begin,
    "text:numbered-paragraph": _Document.item_begin,
    "text:list-header": _Document.header_begin,
    "table:table": _Document.table_begin,
    "table:table-row": _Document.row_begin,
    "table:table-cell": _Document.cell_begin,
    "table:covered-table-cell": _Document.covered_begin,
    "style:style": _Document.style_begin,
    "style:text-properties": _Document.properties_begin,
    "style:header": _Document.top_begin,
    "style:header-left": _Document.top_begin,
    "style:header-first": _Document.top_begin,
    "style:footer": _Document.bottom_begin,
    "style:footer-left": _Document.bottom_begin,
    "style:footer-first": _Document.bottom_begin,
    **dict.fromkeys(("draw:text-box", *_SHAPES), _Document.shape_begin),
}
_ENDS: dict[str, Callable[[_Document], None]] = {
    "text:p": _Document.paragraph_end,
    "text:h": _Document.paragraph_end,
    "text:span": _Document.span_end,
    "text:section": _Document.part_end,
    "text:list-item": _Document.item_end,
    "text:numbered-paragraph": _Document.item_end,
    "text:list-header": _Document.item_end,
    "table:table": _Document.table_end,
    "table:table-row": _Document.row_end,
    "table:table-cell": _Document.cell_end,
    "table:covered-table-cell": _Document.cell_end,
    **dict.fromkeys((tag for tag in _STARTS if tag.startswith(("style:header", "style:footer"))), _Document.side_end),
    "draw:text-box": _Document.shape_end,
    **dict.fromkeys(_SHAPES, _Document.drawn_end),
}
_TAGS = frozenset((*_SKIPPED, *_STARTS, *COMMENT_TAGS))
_OTHERS = (
    ("opendocument.spreadsheet", "an OpenDocument spreadsheet", "Save the sheet as .csv."),
    ("opendocument.presentation", "an OpenDocument presentation", "Save its text as .odt or plain text."),
    ("opendocument.graphics", "an OpenDocument drawing", "Save its text as .odt or plain text."),
)
_SIDES = {
    "page-header": "Page headers with words are left out.",
    "page-footer": "Page footers with words are left out.",
}


def read_odt(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read an OpenDocument text. ``encoding`` is not used: the file says its own."""
    del encoding
    if not content:
        return EMPTY
    kind = kind_of(content)
    if kind is None or "zip container" not in kind:
        reason = f"It is not an OpenDocument text but {kind or 'something else, perhaps plain text'}."
        return Refusal(reason, "first bytes", "Give it the ending that fits, or save it as .odt.")
    try:
        return _read(open_container(content))
    except UnsafeFile as error:
        return error.refusal


def _read(container: Container) -> ParseOutcome:
    _check_kind(container)
    styles = _Styles()
    sides = _Document(styles, side=True)
    if "styles.xml" in container:
        read_xml(container.chunks("styles.xml"), "styles.xml", sides)
    document = _Document(styles)
    read_xml(container.chunks("content.xml"), "content.xml", document)
    marked, marks, n_beyond = document.marking.found(document.text())
    text = canonical(marked)
    if not has_words(text):
        return no_words(document)
    losses = document.losses() + beyond(n_beyond)
    losses += tuple(Loss(kind, "styles.xml", said) for kind, said in _SIDES.items() if sides.side_words.get(kind))
    return with_turns("odt", text, losses, marks=marks)


def _check_kind(container: Container) -> None:
    """Raises UnsafeFile with words for a container that is something else, or cannot be read without a password."""
    said = b"".join(container.chunks("mimetype"))[:200].decode("ascii", "replace") if "mimetype" in container else ""
    for ending, kind, advice in _OTHERS:
        if ending in said:
            raise UnsafeFile(Refusal(f"It is not a text but {kind}.", "", advice))
    manifest = "META-INF/manifest.xml"
    if manifest in container and b"encryption-data" in b"".join(container.chunks(manifest)):
        advice = "Open it, take the password off, save it and import it again."
        raise UnsafeFile(Refusal("It is protected by a password.", "", advice))
    if "content.xml" in container:
        return
    if "word/document.xml" in container:
        raise UnsafeFile(Refusal("It is a Word file.", "", "Give it the ending .docx and import it again."))
    reason = "It is a zip container without an OpenDocument text in it."
    raise UnsafeFile(Refusal(reason, "", "If it is an archive of transcripts, unpack it and import the files."))

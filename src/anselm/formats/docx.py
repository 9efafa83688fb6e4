"""Word files: our own reader of the main document: every word is in the text or in the list of losses.

Paragraphs end in LF, cells in TAB, rows in LF; a tab is TAB, a line break LF. Tracked insertions, moved
text, content controls, fields, links and text boxes stay; deletions, hidden text and notes are reported. Comments
and highlights are marks on the text (`marking`).
"""

from __future__ import annotations

from collections.abc import Callable

from anselm.domain.parsed import ParseOutcome, Refusal
from anselm.formats.blocks import Blocks, attribute, no_words
from anselm.formats.canonical import canonical, has_words
from anselm.formats.docx_parts import Styles, comments_of, main_part, side_losses, styles_of
from anselm.formats.marking import Marking, beyond
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import UnsafeFile, open_container
from anselm.formats.sniff import EMPTY, kind_of
from anselm.formats.txt import with_turns

__all__ = ["read_docx"]

# What is left out with all it holds, and the kind of loss it makes ("" = nothing a reader would miss).
_SKIPPED = {
    "w:del": "tracked-deletion",
    "w:moveFrom": "",
    "w:instrText": "",
    "w:delText": "tracked-deletion",
    "w:delInstrText": "",
    "w:rPrChange": "",
    "w:pPrChange": "",
    "w:tblPrChange": "",
    "w:trPrChange": "",
    "w:tcPrChange": "",
    "w:sectPrChange": "",
    "w:numberingChange": "",
    "w:sectPr": "",
    "w:sdtPr": "",
    "w:tabs": "",
    "w:rt": "ruby",
}
_COUNTED = {
    "w:ins": "tracked-insertion",
    "w:moveTo": "moved-text",
    "w:footnoteReference": "footnote",
    "w:endnoteReference": "endnote",
    "w:drawing": "picture",
    "w:pict": "picture",
    "w:object": "embedded-object",
    "w:altChunk": "embedded-document",
    "w:subDoc": "embedded-document",
    "m:oMath": "equation",
}
_INSERTED = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
_UNCOLOURED = frozenset(("", "none", "auto", "white", "ffffff", "#ffffff"))
_FALSE = frozenset(("0", "false", "off", "none"))


def _switched_off(attributes: dict[str, str]) -> bool:
    return (attribute(attributes, "val") or "true") in _FALSE


class _Document(Blocks):
    """Builds the text from the tags of word/document.xml. One method a kind of tag, found by table."""

    def __init__(self, styles: Styles, marking: Marking) -> None:
        super().__init__()
        self.styles = styles
        self.marking = marking
        self.colour = ""  # of the run
        self.mark_colour = ""  # of the paragraph's own mark
        self.n_boxes = 0
        self.runs = 0
        self.properties = 0
        self.paragraph_properties = 0
        self.row_properties = 0
        self.hidden = False
        self.taking = False
        self.preserve = False
        self.preserve_all = False
        self.taken: list[str] = []
        self.alternatives: list[bool] = []

    # -- tags

    @property
    def tags(self) -> frozenset[str]:
        """Those that say or hold something; most of the others are how it looks."""
        return _TAGS

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Dispatch an opening tag; True for what is left out."""
        opening = _STARTS.get(tag)
        if opening is not None:
            return opening(self, attributes) is True
        if tag in _MARKS and (self.properties or self.row_properties):
            _MARKS[tag](self, attributes)
        elif tag in _SKIPPED:
            if _SKIPPED[tag]:
                self.count(_SKIPPED[tag])
            return True
        elif tag in _INSERTED:
            if self.runs and not self.properties:
                self.put(_INSERTED[tag])
        elif tag in _COUNTED and not self.properties:
            self.count(_COUNTED[tag])
        return False

    def end(self, tag: str) -> None:
        """Dispatch a closing tag."""
        closing = _ENDS.get(tag)
        if closing is not None:
            closing(self)

    def characters(self, text: str) -> None:
        """Keep characters of words; those between tags are layout of the XML."""
        if self.taking:
            self.taken.append(text)

    def put(self, text: str) -> None:
        """Add characters of a run to the open paragraph, unless the run is hidden."""
        if self.hidden:
            if text.strip():
                self.count("hidden-text")
            return
        self.grow(len(text))
        self.frames[-1].pieces.append(self.marking.piece(text, self.colour, self.n_paragraphs, self.n_boxes))

    # -- words

    def document_begin(self, attributes: dict[str, str]) -> None:
        self.preserve_all = attribute(attributes, "space") == "preserve"

    def words_begin(self, attributes: dict[str, str]) -> None:
        self.taking = True
        self.taken = []
        said = attribute(attributes, "space") if attributes else None
        self.preserve = said == "preserve" if said else self.preserve_all

    def words_end(self) -> None:
        text = self.taken[0] if len(self.taken) == 1 else "".join(self.taken)
        if "\n" in text or "\r" in text:
            text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        self.taking = False
        # Without xml:space="preserve" the format says that spaces at the ends do not count.
        self.put(text if self.preserve else text.strip(" \t"))

    def run_begin(self, _: dict[str, str]) -> None:
        self.runs += 1
        self.hidden = self.frames[-1].hidden
        self.colour = ""

    def run_end(self) -> None:
        self.runs -= 1
        self.hidden = False
        self.colour = ""

    def run_properties_begin(self, _: dict[str, str]) -> None:
        self.properties += 1

    def run_properties_end(self) -> None:
        self.properties -= 1

    def paragraph_properties_begin(self, _: dict[str, str]) -> None:
        self.paragraph_properties += 1

    def paragraph_properties_end(self) -> None:
        self.paragraph_properties -= 1

    def row_properties_begin(self, _: dict[str, str]) -> None:
        self.row_properties += 1

    def row_properties_end(self) -> None:
        self.row_properties -= 1

    def vanish(self, attributes: dict[str, str]) -> None:
        """Hidden text, unless this is the property of a paragraph's mark, or switched off."""
        if not self.paragraph_properties:
            self.hidden = not _switched_off(attributes)

    def highlight(self, attributes: dict[str, str]) -> None:
        """The colour behind a run; that of a paragraph's mark says whether the next paragraph goes on with it."""
        self.coloured((attribute(attributes, "val") or "").strip().lower())

    def shade(self, attributes: dict[str, str]) -> None:
        """The same by another way, as some programs write it."""
        colour = (attribute(attributes, "fill") or "").strip().lower()
        if not (self.mark_colour if self.paragraph_properties else self.colour):
            self.coloured("" if colour in _UNCOLOURED else f"#{colour}")

    def coloured(self, colour: str) -> None:
        colour = "" if colour in _UNCOLOURED else colour[:40]
        if self.paragraph_properties:
            self.mark_colour = colour
        elif self.runs:
            self.colour = colour

    def comment_begin(self, attributes: dict[str, str]) -> None:
        self.marking.begin(attribute(attributes, "id") or "", self.n_paragraphs)

    def comment_end(self, attributes: dict[str, str]) -> None:
        self.marking.finish(attribute(attributes, "id") or "", self.n_paragraphs)

    def comment_sign(self, attributes: dict[str, str]) -> None:
        """The sign of a comment; one whose words are not in the file is reported."""
        if not self.marking.refer(attribute(attributes, "id") or "", self.n_paragraphs):
            self.count("comment")

    def run_style(self, attributes: dict[str, str]) -> None:
        """A style that hides its words."""
        if not self.paragraph_properties and attribute(attributes, "val") in self.styles.hidden:
            self.hidden = True

    def paragraph_style(self, attributes: dict[str, str]) -> None:
        """A style that hides its words, or has Word write numbers before them."""
        style = attribute(attributes, "val")
        self.frames[-1].hidden = style in self.styles.hidden
        self.frames[-1].listed = style in self.styles.listed

    def number(self, attributes: dict[str, str]) -> None:
        """The paragraph's own place in a list; number 0 takes it out of the list of its style."""
        self.frames[-1].listed = attribute(attributes, "val") != "0"

    def mark_deleted(self, _: dict[str, str]) -> None:
        """A paragraph's mark or a row is a tracked deletion: its text runs on into the next paragraph."""
        self.count("tracked-deletion")
        self.mark_moved(_)

    def mark_moved(self, _: dict[str, str]) -> None:
        """The same of a passage that was moved away from here."""
        if self.row_properties and self.rows:
            self.rows[-1].deleted = True
        elif self.paragraph_properties:
            self.frames[-1].joined = True

    def symbol(self, attributes: dict[str, str]) -> None:
        """A character of a symbol font, whose look the text cannot hold."""
        code = attribute(attributes, "char") or ""
        try:
            character = chr(int(code, 16))
        except (ValueError, OverflowError):
            character = "\ufffd"
        self.put("\ufffd" if "\ud800" <= character <= "\udfff" or character < " " else character)
        self.count("symbol")

    # -- blocks

    def paragraph_begin(self, _: dict[str, str]) -> None:
        self.n_paragraphs += 1
        self.grow(1)
        self.frames[-1].hidden = self.frames[-1].listed = False
        self.mark_colour = ""

    def paragraph_end(self) -> None:
        frame = self.frames[-1]
        if frame.listed and frame.pieces:
            self.count("list-number")
        if frame.joined:
            frame.joined = False
        else:
            self.flush(frame)
        if not self.mark_colour:
            self.marking.break_highlight()

    def cell_end(self) -> None:
        super().cell_end()
        self.marking.break_highlight()

    def box_begin(self, _: dict[str, str]) -> None:
        self.n_boxes += 1
        super().box_begin(_)

    def box_end(self) -> None:
        super().box_end()
        self.n_boxes -= 1

    def alternatives_begin(self, _: dict[str, str]) -> None:
        self.alternatives.append(False)

    def alternatives_end(self) -> None:
        self.alternatives.pop()

    def choice_begin(self, _: dict[str, str]) -> bool:
        """Several writings of one thing: the first is read, the others would double its words."""
        done = bool(self.alternatives) and self.alternatives[-1]
        if self.alternatives:
            self.alternatives[-1] = True
        return done


_STARTS: dict[str, Callable[[_Document, dict[str, str]], bool | None]] = {
    "w:document": _Document.document_begin,
    "w:t": _Document.words_begin,
    "m:t": _Document.words_begin,
    "w:r": _Document.run_begin,
    "m:r": _Document.run_begin,
    "w:rPr": _Document.run_properties_begin,
    "w:pPr": _Document.paragraph_properties_begin,
    "w:trPr": _Document.row_properties_begin,
    "w:pStyle": _Document.paragraph_style,
    "w:numId": _Document.number,
    "w:sym": _Document.symbol,
    "w:commentRangeStart": _Document.comment_begin,
    "w:commentRangeEnd": _Document.comment_end,
    "w:commentReference": _Document.comment_sign,
    "w:p": _Document.paragraph_begin,
    "w:tbl": _Document.table_begin,
    "w:tr": _Document.row_begin,
    "w:tc": _Document.cell_begin,
    "w:txbxContent": _Document.box_begin,
    "mc:AlternateContent": _Document.alternatives_begin,
    "mc:Choice": _Document.choice_begin,
    "mc:Fallback": _Document.choice_begin,
}
# What these say inside the properties of a run or row, where they are switches and hold no words.
_MARKS = {
    "w:vanish": _Document.vanish,
    "w:rStyle": _Document.run_style,
    "w:highlight": _Document.highlight,
    "w:shd": _Document.shade,
    "w:del": _Document.mark_deleted,
    "w:moveFrom": _Document.mark_moved,
}
_ENDS = {
    "w:t": _Document.words_end,
    "m:t": _Document.words_end,
    "w:r": _Document.run_end,
    "m:r": _Document.run_end,
    "w:rPr": _Document.run_properties_end,
    "w:pPr": _Document.paragraph_properties_end,
    "w:trPr": _Document.row_properties_end,
    "w:p": _Document.paragraph_end,
    "w:tbl": _Document.table_end,
    "w:tr": _Document.row_end,
    "w:tc": _Document.cell_end,
    "w:txbxContent": _Document.box_end,
    "mc:AlternateContent": _Document.alternatives_end,
}

_TAGS = frozenset((*_SKIPPED, *_COUNTED, *_INSERTED, *_STARTS, *_MARKS, *_ENDS))


def read_docx(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a Word file. ``encoding`` is not used: the file says its own."""
    del encoding
    if not content:
        return EMPTY
    kind = kind_of(content)
    if kind is None or ("zip container" not in kind and "Office" not in kind):
        reason = f"It is not a Word file but {kind or 'something else, perhaps plain text'}."
        return Refusal(reason, "first bytes", "Give it the ending that fits, or save it from Word as .docx.")
    try:
        container = open_container(content)
        part = main_part(container)
        marking = Marking(comments_of(container))
        document = _Document(styles_of(container), marking)
        read_xml(container.chunks(part), part, document)
        marked, marks, n_beyond = marking.found(document.text())
        text = canonical(marked)
        if not has_words(text):
            return no_words(document)
        losses = document.losses() + beyond(n_beyond) + side_losses(container, part)
        return with_turns("docx", text, losses, marks=marks)
    except UnsafeFile as error:
        return error.refusal

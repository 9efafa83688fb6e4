"""Rich Text files: our own reader, letter for letter: code pages, and characters beyond them by their halves.

Paragraphs end in LF, cells in TAB, rows in LF; a tab is TAB, a line break LF. Tracked insertions stay; deletions,
hidden text, comments, notes, page headers and list numbers are reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from anselm.domain.parsed import Loss, ParseOutcome, Refusal
from anselm.formats.blocks import Blocks, no_words
from anselm.formats.canonical import ENCODINGS, canonical, has_words, mended
from anselm.formats.rtf_words import BOXES, CHARSETS, ENTERED, PAGES, SIGNS, SILENT, SKIPPED, SYMBOLS
from anselm.formats.safe_xml import MAX_DEPTH
from anselm.formats.safe_zip import UnsafeFile
from anselm.formats.sniff import EMPTY, kind_of
from anselm.formats.txt import with_turns

__all__ = ["read_rtf"]

_MAX_MARKS = 2_000_000  # twenty hours of talk have fewer, even where every letter is written by its number
_MAX_TABLES = 20  # tables within tables
_SYMBOL_FONT = "symbol"
_ADVICE = "Open it in the program that made it, save it again, and import the new copy."
_TOKEN = re.compile(
    rb"(?P<hex>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<word>[a-zA-Z]+)(?P<number>-?[0-9]+)? ?"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)|\\(?P<escaped>[\\{}])"
    rb"|\\(?P<symbol>[^a-zA-Z'])"
    rb"|[\r\n\\]",
    re.DOTALL,
)
_WITHIN = re.compile(rb"\\bin([0-9]{1,10}) ?|\\.|[{}]", re.DOTALL)
_STARRED = re.compile(rb"[\r\n ]*\\([a-zA-Z]+)")
_SIDES = {
    "page-header": "Page headers with words are left out.",
    "page-footer": "Page footers with words are left out.",
}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(slots=True)
class _State:
    """What a group inherits from the one around it, and forgets at its end."""

    uc: int = 1
    font: int = 0
    hidden: bool = False
    gone: bool = False  # deleted, or moved away
    revised: bool = False
    table: int = 0  # 0 outside a table, 1 in one, 2 in a table within its cell
    part: str = ""  # "fonttbl", "upr", or the page header whose words are only looked for
    box: bool = False  # the text box ends with this group

    def inner(self) -> _State:
        """That of a group within this one."""
        return _State(self.uc, self.font, self.hidden, self.gone, self.revised, self.table, self.part)


@dataclass(slots=True)
class _Area:
    """A body or box: for each depth of table the lines of the open cell, and the finished cells of the row."""

    lines: list[list[str]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


class _Document(Blocks):
    """Builds the text from the marks of the file. One method a kind of mark, found by table."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content
        self.at = 0
        self.state = _State()
        self.stack: list[_State] = []
        self.areas = [_Area([self.frames[0].blocks], [[]])]
        self.to_skip = 0  # what stands in for a character by number, for programs that know no numbers
        self.pending = bytearray()
        self.page = "cp1252"
        self.default_font = 0
        self.fonts: dict[int, str] = {}
        self.doubtful = False  # the file's code page is not known here
        self.western: set[int] = set()  # fonts that say Western, which in a file of another page may mean either
        self.unknown: set[int] = set()  # fonts that say a page not known here
        self.side_words: set[str] = set()
        self.veiled = False
        self.n_shapes = 0

    def read(self) -> None:
        """Go through the file once; raises UnsafeFile with words for the refusal."""
        n_marks = 0
        while match := _TOKEN.match(self.content, self.at):
            self.at = match.end()
            n_marks += 1
            if n_marks > _MAX_MARKS:
                raise UnsafeFile(Refusal("It holds more marks than any transcript has.", "", _ADVICE))
            kind = match.lastgroup
            if kind == "hex":
                self.bytes_came(bytes.fromhex(match[0].replace(b"\\'", b"").decode()))
            elif kind in ("text", "escaped"):
                self.bytes_came(match[kind])
            elif kind == "brace":
                self.say()
                self.to_skip = 0
                if match[0] == b"{":
                    self.group_begin()
                elif self.group_end():
                    return
            elif kind is not None:
                self.say()
                word = match["word"]
                self.marked(match["symbol"] or word or b"", match["number"], is_word=word is not None)
                if not self.stack:
                    return
        raise UnsafeFile(Refusal("It is cut short: the end of the document is missing.", "end of the file", _ADVICE))

    # -- groups

    def group_begin(self) -> None:
        if self.state.part == "upr" and not self.content.startswith(b"\\*\\ud", self.at):
            self.leave_out()
            return
        if len(self.stack) >= MAX_DEPTH:
            reason = f"It is nested more than {MAX_DEPTH} levels deep, which no document is."
            raise UnsafeFile(Refusal(reason, f"byte {self.at}", _ADVICE))
        self.stack.append(self.state)
        self.state = self.state.inner()

    def group_end(self) -> bool:
        """True at the end of the document."""
        if self.state.box:
            self.close_area()
            self.box_end()
        self.state = self.stack.pop() if self.stack else self.state
        return not self.stack

    def leave_out(self) -> None:
        """Go to the end of the open group; what is in it is not looked at."""
        depth = 1
        while depth:
            match = _WITHIN.search(self.content, self.at)
            if match is None:
                self.at = len(self.content)
                return
            self.at = match.end() + (int(match[1]) if match[1] else 0)
            depth += (match[0] == b"{") - (match[0] == b"}")

    def skip_group(self, kind: str) -> None:
        """Leave the rest of the open group out, and say so where a reader would miss it."""
        if kind == "footnote" and self.content.startswith(b"\\ftnalt", self.at):
            kind = "endnote"
        if kind and not self.state.part:
            self.count(kind)
        self.leave_out()
        self.group_end()

    # -- marks

    def marked(self, name: bytes, number: bytes | None, *, is_word: bool) -> None:
        """One mark: a control word with its number, or a control sign."""
        value = int(number) if number is not None and len(number) < 11 else None
        if name == b"bin" and is_word:
            self.at += max(0, value or 0)
            return
        word = name.decode("ascii", "replace") if is_word else ""
        if self.to_skip and (word in SIGNS if word else name in SYMBOLS) and SIGNS.get(word, "") not in ("\t", "\n"):
            self.to_skip -= 1  # a sign can stand in for a character; what makes paragraphs cannot
            return
        self.to_skip = 0
        if not is_word:
            self.symbol(name)
        elif word in SIGNS:
            self.put(SIGNS[word])
        elif word in SKIPPED:
            self.skip_group(SKIPPED[word])
        elif word in BOXES:
            self.box()
        elif word in PAGES:
            self.state.part = self.state.part or PAGES[word]
        elif word in _WORDS:
            _WORDS[word](self, value)

    def symbol(self, name: bytes) -> None:
        if name == b"*":
            match = _STARRED.match(self.content, self.at)
            word = match[1].decode("ascii") if match else ""
            if word not in ENTERED and word not in SKIPPED:
                self.skip_group("" if word in SILENT or word.startswith("pnseclvl") else "unknown-part")
        elif name in (b"\r", b"\n"):
            self.paragraph()
        elif name in SYMBOLS:
            self.put(SYMBOLS[name])

    def unicode(self, value: int | None) -> None:
        """A character by number; those beyond 65,535 come as two halves, joined at the end."""
        number = (value or 0) + (65_536 if (value or 0) < 0 else 0)
        if 31 < number < 0x110000 or number in (9, 10, 13):
            if 0xF000 <= number <= 0xF0FF:
                self.count("symbol")
            self.put(chr(number))
        else:
            self.count("control-sign")
        self.to_skip = self.state.uc

    def alternatives(self, value: int | None) -> None:
        self.state.uc = min(max(value or 0, 0), 100)

    def bytes_came(self, new: bytes) -> None:
        """Letters in the code page of their font; some pages take two bytes a letter, so they are gathered."""
        n_skipped = min(self.to_skip, len(new))
        self.to_skip -= n_skipped
        self.pending += new[n_skipped:]

    def say(self) -> None:
        """The letters gathered so far are decoded and put."""
        if not self.pending:
            return
        raw, self.pending = bytes(self.pending), bytearray()
        if self.state.part in ("fonttbl", "upr"):
            return
        page = self.fonts.get(self.state.font, "") or self.page
        if page == _SYMBOL_FONT:
            self.count("symbol")
            self.put("".join(chr(0xF000 + byte) if byte > 32 else " " for byte in raw))
            return
        words, _ = ENCODINGS[page].decode(raw, "replace")
        if "\ufffd" in words:
            self.count("unknown-letter")
        elif not raw.isascii() and self.uncertain():
            self.count("code-page")
        kept = "".join(sign for sign in words if sign >= " " or sign in "\t\n\r") if not words.isprintable() else words
        if len(kept) < len(words):
            self.count("control-sign")
        self.put(kept)

    def uncertain(self) -> bool:
        """Whether the file leaves open in which code page the letters of this font are."""
        if self.state.font in self.western:
            return self.page != "cp1252"
        return self.state.font in self.unknown or (self.doubtful and not self.fonts.get(self.state.font))

    def put(self, words: str) -> None:
        """Add to the open paragraph what is neither hidden nor deleted."""
        state = self.state
        if state.part:
            if has_words(words):
                self.side_words.add(state.part)
        elif state.hidden and not state.gone:
            if words.strip() and not self.veiled:
                self.count("hidden-text")
                self.veiled = True
        elif not state.gone:
            self.veiled = False
            self.grow(len(words))
            self.frames[-1].pieces.append(words)

    # -- what a run is like

    def ansi_page(self, value: int | None) -> None:
        name = CHARSETS.get(-(value or 0), "")
        self.page, self.doubtful = name or self.page, not name

    def font(self, value: int | None) -> None:
        self.state.font = value or 0

    def font_default(self, value: int | None) -> None:
        self.default_font = self.state.font = value or 0

    def font_charset(self, value: int | None) -> None:
        if self.state.part == "fonttbl":
            self.fonts[self.state.font] = CHARSETS.get(value or 0, "")
            if not value:
                self.western.add(self.state.font)
            elif value not in CHARSETS:
                self.unknown.add(self.state.font)

    def font_page(self, value: int | None) -> None:
        if self.state.part == "fonttbl":
            self.fonts[self.state.font] = CHARSETS.get(-(value or 0), "")

    def plain(self, _: int | None) -> None:
        self.state.font, self.state.hidden = self.default_font, False

    def hide(self, value: int | None) -> None:
        self.state.hidden = value != 0

    def deleted(self, value: int | None) -> None:
        if value != 0 and not self.state.gone and not self.state.part:
            self.count("tracked-deletion")
        self.state.gone = value != 0

    def moved_away(self, value: int | None) -> None:
        self.state.gone = value != 0

    def moved_here(self, value: int | None) -> None:
        if value != 0:
            self.count("moved-text")

    def revised(self, value: int | None) -> None:
        if value != 0 and not self.state.revised and not self.state.part:
            self.count("tracked-insertion")
        self.state.revised = value != 0

    # -- paragraphs, cells, boxes

    def paragraph_default(self, _: int | None) -> None:
        self.state.table = 0

    def in_table(self, _: int | None) -> None:
        self.state.table = max(1, self.state.table)

    def table_depth(self, value: int | None) -> None:
        self.state.table = min(max(value or 0, 0), _MAX_TABLES)

    def area(self, depth: int) -> _Area:
        """The open area, deep enough for a table within so many."""
        area = self.areas[-1]
        while len(area.lines) <= depth:
            area.lines.append([])
            area.cells.append([])
        return area

    def paragraph(self, _: int | None = None) -> None:
        """The end of a paragraph; a deleted one runs on into the next."""
        if self.state.part or self.state.gone:
            return
        self.n_paragraphs += 1
        self.grow(1)
        self.veiled = False
        depth = self.state.table
        area = self.area(depth)
        for deeper in range(len(area.cells) - 1, depth, -1):
            if area.cells[deeper]:
                self.row_ends(deeper)
        area.lines[depth] += self.line()

    def line(self) -> list[str]:
        """The words of the open paragraph, and the boxes tied to it."""
        frame = self.frames[-1]
        lines = ["".join(frame.pieces), *frame.boxes]
        frame.pieces, frame.boxes = [], []
        return lines

    def cell(self, _: int | None) -> None:
        self.cell_ends(1)

    def nested_cell(self, _: int | None) -> None:
        self.cell_ends(max(2, self.state.table))

    def row(self, _: int | None) -> None:
        self.row_ends(1)

    def nested_row(self, _: int | None) -> None:
        self.row_ends(max(2, self.state.table))

    def cell_ends(self, depth: int) -> None:
        if self.state.part:
            return
        self.grow(1)
        area = self.area(depth)
        area.cells[depth].append("\n".join(area.lines[depth] + self.line()))
        area.lines[depth] = []

    def row_ends(self, depth: int) -> None:
        """A row becomes a line of the body, or of the cell its table stands in."""
        if self.state.part:
            return
        area = self.area(depth)
        if area.lines[depth] or self.frames[-1].pieces:
            self.cell_ends(depth)
        if area.cells[depth]:
            area.lines[depth - 1].append("\t".join(area.cells[depth]))
            area.cells[depth] = []

    def box(self) -> None:
        if not self.state.part:
            self.n_shapes -= 1
            self.box_begin({})
            self.areas.append(_Area([self.frames[-1].blocks], [[]]))
            self.state.box = True
            self.state.table = 0

    def shape(self, _: int | None) -> None:
        self.n_shapes += not self.state.part

    def close_area(self) -> None:
        """Rows and a paragraph that the end of a box or of the file leaves open."""
        frame = self.frames[-1]
        if frame.pieces or frame.boxes:
            self.areas[-1].lines[0] += self.line()
        for depth in range(len(self.areas[-1].cells) - 1, 0, -1):
            self.row_ends(depth)
        self.areas.pop()


def _page(name: str) -> Callable[[_Document, int | None], None]:
    def choose(document: _Document, _: int | None) -> None:
        document.page = name

    return choose


def _part(name: str) -> Callable[[_Document, int | None], None]:
    def enter(document: _Document, _: int | None) -> None:
        document.state.part = document.state.part or name

    return enter


def _without_part(document: _Document, _: int | None) -> None:
    document.state.part = "" if document.state.part == "upr" else document.state.part


def _embedded(document: _Document, _: int | None) -> None:
    document.count("embedded-object")


_WORDS: dict[str, Callable[[_Document, int | None], None]] = {
    "u": _Document.unicode,
    "uc": _Document.alternatives,
    "ansicpg": _Document.ansi_page,
    "mac": _page("mac-roman"),
    "pc": _page("cp437"),
    "pca": _page("cp850"),
    "f": _Document.font,
    "deff": _Document.font_default,
    "fonttbl": _part("fonttbl"),
    "fcharset": _Document.font_charset,
    "cpg": _Document.font_page,
    "upr": _part("upr"),
    "ud": _without_part,
    "plain": _Document.plain,
    "v": _Document.hide,
    "deleted": _Document.deleted,
    "mvf": _Document.moved_away,
    "mvt": _Document.moved_here,
    "revised": _Document.revised,
    "pard": _Document.paragraph_default,
    "intbl": _Document.in_table,
    "itap": _Document.table_depth,
    "par": _Document.paragraph,
    "sect": _Document.paragraph,
    "cell": _Document.cell,
    "nestcell": _Document.nested_cell,
    "row": _Document.row,
    "nestrow": _Document.nested_row,
    "object": _embedded,
    "shpinst": _Document.shape,
    "do": _Document.shape,
}


def read_rtf(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a Rich Text file. ``encoding`` is not used: the file says its own."""
    del encoding
    if not content:
        return EMPTY
    if not content.startswith(b"{\\rtf"):
        reason = f"It is not a Rich Text file but {kind_of(content) or 'something else, perhaps plain text'}."
        return Refusal(reason, "first bytes", "Give it the ending that fits, or save it again as .rtf.")
    document = _Document(content)
    try:
        document.read()
        document.close_area()
    except UnsafeFile as error:
        return error.refusal
    text, halves = mended(_PAIR.sub(_joined, document.text()))
    text = canonical(text)
    for _ in range(document.n_shapes):
        document.count("picture")
    if not has_words(text):
        return no_words(document)
    losses = document.losses() + halves
    losses += tuple(Loss(kind, "text", said) for kind, said in _SIDES.items() if kind in document.side_words)
    if content[document.at :].strip(b"\0\r\n\t \x1a"):
        losses += (Loss("after-end", "end of the file", "What stands after the end of the document is left out."),)
    return with_turns("rtf", text, losses)


def _joined(pair: re.Match[str]) -> str:
    return chr(0x10000 + ((ord(pair[0][0]) - 0xD800) << 10) + (ord(pair[0][1]) - 0xDC00))

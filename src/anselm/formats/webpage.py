"""Web pages (saved ones, and exports of transcripts): the words of the body as a browser shows them.

Each block is a line, cells end in TAB, rows in LF, a line break is LF; spaces and line ends between words are one
space, as the format says, except in `pre`. Scripts and styles are no words; what a page hides is reported.
"""

from __future__ import annotations

import re

from anselm.domain.parsed import ParseOutcome, Refusal
from anselm.formats.blocks import Blocks, no_words
from anselm.formats.canonical import MAX_TEXT, TOO_LONG, canonical, decode, encoding_named, has_words
from anselm.formats.html_marks import Mark, marks_of
from anselm.formats.safe_zip import UnsafeFile
from anselm.formats.sniff import EMPTY, kind_of, looks_binary
from anselm.formats.txt import with_turns

__all__ = ["Page", "page_text", "read_html", "read_xhtml"]


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_BLOCKS = _words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section "
    "summary ul caption"
)
# Left out with all they hold, and the kind of loss that makes.
_SKIPPED = {
    "script": "",
    "style": "",
    "template": "",
    "noscript": "",
    "noframes": "",
    "head": "",
    "title": "",
    "rp": "",
    "rt": "ruby",
    "del": "tracked-deletion",
    "svg": "picture",
    "canvas": "picture",
    "math": "equation-left-out",
    "iframe": "embedded-document",
    "object": "embedded-object",
    "audio": "embedded-object",
    "video": "embedded-object",
    "textarea": "form-field",
    "select": "form-field",
    "datalist": "",
}
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
_TABLES = frozenset(("table", "tr", "td", "th"))
_MOST_TABLES = 60
_LAYOUT = re.compile(r"[ \t\r\n\f]+")
_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_WESTERN = frozenset(("ascii", "iso8859-1"))  # browsers read both as the Windows page that holds them


class Page(Blocks):
    """Builds the text from the marks of one page, or of several one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.spaced = True  # nothing, or a space, stands before what comes
        self.broken = False  # the open line ended in a line break, so the next end of a block adds none
        self.kept = 0  # open `pre`
        self.skipping = ""
        self.depth = 0
        self.open: list[str] = []  # of open tables: whether a row or a cell of it is open

    def read(self, page: str, *, xml: bool = False) -> None:
        """Take in one page; raises UnsafeFile with words for the refusal."""
        for mark in marks_of(page, xml=xml):
            if self.skipping:
                self.skip(mark)
            elif not mark.tag:
                self.say(mark.words)
            elif mark.closes:
                self.end(mark.tag)
            else:
                self.begin(mark, xml=xml)
        if self.skipping and self.skipping != "head":
            self.count("unended-part")
        self.skipping = ""
        self.end_line()

    def skip(self, mark: Mark) -> None:
        """Wait for the end of what is left out, however often the same tag opens in it."""
        if self.skipping in ("head", "p") and mark.tag in _BLOCKS and not mark.closes:
            self.skipping = ""  # their own end tags may be left out
            self.begin(mark, xml=False)
        elif mark.tag == self.skipping:
            self.depth += -1 if mark.closes else 1
            self.skipping = self.skipping if self.depth else ""

    def begin(self, mark: Mark, *, xml: bool) -> None:
        """A tag opens."""
        tag = mark.tag
        hidden = "hidden" in mark.attributes or _HIDES.search(mark.attributes.get("style", "")) is not None
        if (tag in _SKIPPED or hidden) and (xml or tag not in _VOID):
            kind = "hidden-text" if hidden else _SKIPPED[tag]
            if kind:
                self.count(kind)
            self.skipping, self.depth = tag, 1
        elif tag == "br":
            self.line_break()
        elif tag in ("img", "embed", "image"):
            self.count("picture")
        elif tag == "input" and mark.attributes.get("type", "text").lower() not in ("hidden", "submit", "button"):
            self.count("form-field")
        elif tag in _TABLES:
            self.table(tag)
        elif tag in _BLOCKS:
            self.end_line()
            if tag == "li":
                self.count("list-number")
            self.kept += tag == "pre"

    def end(self, tag: str) -> None:
        """A tag closes."""
        if tag in _TABLES:
            self.table_ends(tag)
        elif tag in _BLOCKS:
            self.end_line()
            self.kept = max(0, self.kept - (tag == "pre"))

    def say(self, words: str) -> None:
        """Words, with the spaces the format gives them."""
        if self.kept:
            words = canonical(words)
            if not self.frames[-1].pieces:
                words = words.removeprefix("\n")  # the one after the tag is layout
        else:
            words = _LAYOUT.sub(" ", words)
            words = words.removeprefix(" ") if self.spaced else words
        if words:
            self.grow(len(words))
            self.frames[-1].pieces.append(words)
            self.spaced = words.endswith((" ", "\n"))
            self.broken = False

    def line_break(self) -> None:
        """A line ends within its block."""
        self.strip()
        self.grow(1)
        self.frames[-1].pieces.append("\n")
        self.spaced = self.broken = True

    def strip(self) -> None:
        """A space at the end of a line is none."""
        pieces = self.frames[-1].pieces
        if self.spaced and pieces and pieces[-1] != "\n" and not self.kept:
            pieces[-1] = pieces[-1].removesuffix(" ")

    def end_line(self) -> None:
        """A block begins or ends: what was said since is a line, if anything was."""
        self.strip()
        frame = self.frames[-1]
        if self.broken and frame.pieces and frame.pieces[-1] == "\n":
            frame.pieces.pop()  # a break before the end of a block shows nothing
            if not frame.pieces:
                frame.pieces.append("")
        elif self.kept and frame.pieces:
            frame.pieces[-1] = frame.pieces[-1].removesuffix("\n")
        if frame.pieces:
            self.n_paragraphs += 1
            self.grow(1)
            self.flush(frame)
        self.spaced, self.broken = True, False

    # -- tables; end tags of cells and rows may be left out

    def table(self, tag: str) -> None:
        self.end_line()
        if tag == "table":
            if len(self.open) >= _MOST_TABLES:
                reason = f"It holds tables more than {_MOST_TABLES} levels deep in one another, which no page does."
                raise UnsafeFile(Refusal(reason))
            self.table_begin({})
            self.open.append("")
        elif self.open:
            self.close_cell(row=tag == "tr")
            if tag == "tr" or not self.open[-1]:
                self.row_begin({})
                self.open[-1] = "row"
            if tag != "tr":
                self.cell_begin({})
                self.open[-1] = "cell"

    def close_cell(self, *, row: bool) -> None:
        """What of the innermost table is open ends: its cell, and its row as well where that is meant."""
        self.end_line()
        if self.open[-1] == "cell":
            self.cell_end()
            self.open[-1] = "row"
        if row and self.open[-1] == "row":
            self.row_end()
            self.open[-1] = ""

    def table_ends(self, tag: str) -> None:
        self.end_line()
        if not self.open:
            return
        if tag == "table":
            self.close_cell(row=True)
            self.open.pop()
            self.table_end()
        elif tag in ("td", "th") or self.open[-1]:
            self.close_cell(row=tag == "tr")

    def finish(self) -> str:
        """The whole text, with the tables that were left open."""
        while self.open:
            self.table_ends("table")
        self.end_line()
        return canonical(self.text())


def page_text(content: bytes, encoding: str | None, *, xml: bool = False) -> str | Refusal:
    """The characters of a page: by its mark, else as named here, else as the page says, else UTF-8, else refused."""
    if len(content) > 4 * MAX_TEXT:
        return TOO_LONG
    if encoding is None and (said := _CHARSET.search(content[:4096])):
        named = (said[1] or said[2]).decode("ascii", "replace")
        name = encoding_named(named) or named  # one that is not known is refused by its decoding
        if not name.startswith("utf-16"):  # a page that could be read so far is not in it
            encoding = "cp1252" if name in _WESTERN and not xml else name
    text = decode(content, encoding)
    if not isinstance(text, Refusal) and looks_binary(text):
        return Refusal("It is not a web page: it holds characters that no writing has (such as NUL).")
    return text


def read_html(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a web page, `encoding` as named by the caller before what the page says of itself."""
    return _read(content, encoding, xml=False)


def read_xhtml(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a web page in the XML variant, where a mark may close itself."""
    return _read(content, encoding, xml=True)


def _read(content: bytes, encoding: str | None, *, xml: bool) -> ParseOutcome:
    if not content:
        return EMPTY
    if kind := kind_of(content):
        return Refusal(f"It is {kind}, not a web page.", "first bytes", "Give it the ending that fits.")
    text = page_text(content, encoding, xml=xml)
    if isinstance(text, Refusal):
        return text
    page = Page()
    try:
        page.read(text.removeprefix("\ufeff"), xml=xml)
        words = page.finish()
    except UnsafeFile as error:
        return error.refusal
    return with_turns("html", words, page.losses()) if has_words(words) else no_words(page)

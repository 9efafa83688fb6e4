"""Markdown with live blocks, read into values that keep their place.

A live block stands in double braces: a kind, a key and, after a bar, words.

    {{table:teams}}  {{table:teams|A caption of one's own}}  {{figure:levels}}
    {{claim:Q1}}                       the claim's own sentence
    {{claim:Q1|All *nine* teams …}}    the same claim, worded here; the words are Markdown
    {{ref:table:teams}}                the number of that table in this text: “Table 1”
    {{ref:figure:levels|Fig.}}         the same with a word of one's own: “Fig. 2”
    {{quote:3C-01#b}}                  every word of the passage
    {{quote:3C-01#b|do ten […] yes}}   these words of it, with declared edits; taken letter by letter

A quotation, table or figure alone in its paragraph is a block; a quotation among words is part of the
sentence. A backslash before the braces keeps them as text. Inside a Markdown table the bar is written
with a backslash before it. HTML is text. Pictures are not fetched, so they are text too.
Positions are half-open, in Unicode code points of the Markdown with LF line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from anselm.domain.document import Align, Citation, Code, LineBreak, Place

__all__ = [
    "Live",
    "ReportSource",
    "SourceBlock",
    "SourceHeading",
    "SourceInline",
    "SourceList",
    "SourceParagraph",
    "SourceQuote",
    "SourceRule",
    "SourceSpan",
    "SourceTable",
    "SourceText",
    "lives",
    "parse",
]

Kind: TypeAlias = Literal["quote", "claim", "table", "figure", "ref"]
_LIVE = re.compile(r"\{\{(?P<kind>quote|claim|table|figure|ref):(?P<key>[^\s{}|]+)(?P<bar>\|)?")
_CITATION = re.compile(r"\[[^\[\]\n]{0,200}?-?@[\w][^\[\]\n]{0,400}\]")
_SAFE_ADDRESS = re.compile(r"(?i)(https?://|mailto:)")
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class SourceText:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Emphasis, strong emphasis or a link round other words."""

    kind: Literal["emphasis", "strong", "link"]
    children: tuple[SourceInline, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Live:
    """A live block: its key, and the words given for it.

    ``children`` are the words of a claim, read as Markdown; ``words`` those of a quotation, as typed, the
    caption of a table or figure, or what a reference says in place of “Table”. Both are empty where none were given.
    """

    kind: Kind
    key: str
    place: Place
    words: str = ""
    children: tuple[SourceInline, ...] = ()


SourceInline: TypeAlias = SourceText | SourceSpan | Live | Code | LineBreak | Citation


@dataclass(frozen=True, slots=True)
class SourceHeading:
    """A heading of level 1 to 6."""

    level: int
    children: tuple[SourceInline, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph; one that holds nothing but a quotation, table or figure is printed as a block."""

    children: tuple[SourceInline, ...]
    place: Place

    @property
    def alone(self) -> Live | None:
        """The only live block of the paragraph, when it is a quotation, table or figure and all there is."""
        kept = [one for one in self.children if not _is_blank(one)]
        if len(kept) == 1 and isinstance(kept[0], Live) and kept[0].kind not in ("claim", "ref"):
            return kept[0]
        return None


@dataclass(frozen=True, slots=True)
class SourceList:
    """A list; each entry holds blocks."""

    ordered: bool
    start: int
    entries: tuple[tuple[SourceBlock, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class SourceQuote:
    """Blocks set in from the margin."""

    blocks: tuple[SourceBlock, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table written in the Markdown."""

    columns: tuple[tuple[SourceInline, ...], ...]
    rows: tuple[tuple[tuple[SourceInline, ...], ...], ...]
    aligns: tuple[Align, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class SourceRule:
    """A break between parts."""

    place: Place


SourceBlock: TypeAlias = SourceHeading | SourceParagraph | SourceList | SourceQuote | SourceTable | SourceRule


@dataclass(frozen=True, slots=True)
class ReportSource:
    """The report as read. ``text`` is the Markdown with LF line ends, which every place counts in."""

    text: str
    blocks: tuple[SourceBlock, ...]


def parse(markdown: str) -> ReportSource:
    """Read a report. Every text can be read; what is no live block stays text."""
    text = markdown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    tokens = _reader().parse(text)
    return ReportSource(text, tuple(_Builder(text, tokens).blocks()))


def lives(blocks: Sequence[SourceBlock]) -> Iterator[Live]:
    """Every live block in the order of the text, those inside a claim's words after the claim."""
    for block in blocks:
        match block:
            case SourceHeading() | SourceParagraph():
                yield from _lives_of(block.children)
            case SourceList():
                for entry in block.entries:
                    yield from lives(entry)
            case SourceQuote():
                yield from lives(block.blocks)
            case SourceTable():
                for row in (block.columns, *block.rows):
                    for cell in row:
                        yield from _lives_of(cell)
            case _:
                pass


def _lives_of(children: Sequence[SourceInline]) -> Iterator[Live]:
    for child in children:
        if isinstance(child, Live):
            yield child
        if isinstance(child, Live | SourceSpan):
            yield from _lives_of(child.children)


def _is_blank(one: SourceInline) -> bool:
    return isinstance(one, LineBreak) or (isinstance(one, SourceText) and not one.text.strip())


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table")
    reader.disable(["image", "html_inline", "html_block"])
    reader.inline.ruler.before("escape", "live", _live_rule)
    reader.inline.ruler.before("link", "citation", _citation_rule)
    return reader


def _live_rule(state: StateInline, silent: bool) -> bool:
    found = _LIVE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    end = _closing(state.src, found.end(), state.posMax)
    if end < 0 or (found["bar"] is None and end != found.end()):
        return False
    if not silent:
        _push_live(state, found, end)
    state.pos = end + 2
    return True


def _push_live(state: StateInline, found: re.Match[str], end: int) -> None:
    meta = {"kind": found["kind"], "key": found["key"], "start": found.start(), "end": end + 2}
    if found["kind"] == "claim" and found["bar"]:
        opening = state.push("live_open", "", 1)
        opening.meta = meta
        was = state.posMax
        state.pos, state.posMax = found.end(), end
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.posMax = was
        state.push("live_close", "", -1)
        return
    token = state.push("live", "", 0)
    token.meta = meta
    token.content = state.src[found.end() : end]


def _closing(source: str, at: int, limit: int) -> int:
    """Where the closing braces of a live block begin, counting those that open inside; -1 if they never do."""
    depth = 0
    while at < limit - 1:
        pair = source[at : at + 2]
        if pair == "{{":
            depth += 1
            at += 2
        elif pair == "}}":
            if depth == 0:
                return at
            depth -= 1
            at += 2
        else:
            at += 1
    return -1


def _citation_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None or state.src[found.end() : found.end() + 1] in ("(", "["):
        return False
    if not silent:
        state.push("citation", "", 0).content = found[0]
    state.pos = found.end()
    return True


class _Builder:
    """Turns the flat tokens of the reader into nested values with places."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.section = ""
        self.lines = [0]
        for line in text.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)

    def place(self, token: Token) -> Place:
        first, after = token.map or (0, 1)
        start = self.lines[min(first, len(self.lines) - 1)]
        end = min(self.lines[min(after, len(self.lines) - 1)], len(self.text))
        return Place(start, max(start, start + len(self.text[start:end].rstrip())), first + 1, self.section)

    def blocks(self, until: str = "") -> Iterator[SourceBlock]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                return
            block = self.block(token)
            if block is not None:
                yield block

    def block(self, token: Token) -> SourceBlock | None:
        match token.type:
            case "heading_open":
                return self.heading(token)
            case "paragraph_open":
                children = self.line_until("paragraph_close")
                return SourceParagraph(children, self.place(token))
            case "bullet_list_open" | "ordered_list_open":
                return self.list_of(token)
            case "blockquote_open":
                return SourceQuote(tuple(self.blocks("blockquote_close")), self.place(token))
            case "table_open":
                return self.table(token)
            case "hr":
                return SourceRule(self.place(token))
            case "fence" | "code_block":
                return SourceParagraph((Code(token.content.rstrip("\n")),), self.place(token))
            case _:
                return None

    def heading(self, token: Token) -> SourceHeading:
        children = self.line_until("heading_close")
        heading = SourceHeading(int(token.tag[1]), children, self.place(token))
        self.section = _words(children)
        return heading

    def list_of(self, token: Token) -> SourceList:
        closing = token.type.replace("open", "close")
        start = token.attrGet("start")
        entries: list[tuple[SourceBlock, ...]] = []
        while self.tokens[self.at].type != closing:
            self.at += 1
            entries.append(tuple(self.blocks("list_item_close")))
        self.at += 1
        first = 1 if start is None else int(start)
        return SourceList(token.type.startswith("ordered"), first, tuple(entries), self.place(token))

    def table(self, token: Token) -> SourceTable:
        rows: list[list[tuple[SourceInline, ...]]] = []
        aligns: list[Align] = []
        cursor = 0
        while (one := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if one.type == "tr_open":
                rows.append([])
                cursor = 0
            elif one.type == "th_open":
                aligns.append(_align(str(one.attrGet("style") or "")))
            elif one.type == "inline":
                cells, cursor = self.cell(one, cursor)
                rows[-1].append(cells)
        self.at += 1
        body = tuple(tuple(row) for row in rows[1:])
        return SourceTable(tuple(rows[0]), body, tuple(aligns), self.place(token))

    def cell(self, token: Token, cursor: int) -> tuple[tuple[SourceInline, ...], int]:
        """A cell's words; ``cursor`` is where in the row's line the next cell is looked for."""
        first = (token.map or [0, 1])[0]
        begin = self.lines[first]
        line = self.text[begin : self.lines[first + 1] - 1]
        column = line.find(token.content.replace("|", "\\|"), cursor)
        starts = [begin + max(column, cursor)]
        after = starts[0] - begin + len(token.content)
        return _Inline(self, starts, [0], token).children(), after

    def line_until(self, closing: str) -> tuple[SourceInline, ...]:
        children: tuple[SourceInline, ...] = ()
        while (token := self.tokens[self.at]).type != closing:
            self.at += 1
            if token.type == "inline":
                children = self.inline(token)
        self.at += 1
        return children

    def inline(self, token: Token) -> tuple[SourceInline, ...]:
        """A line's words. Each line of the content is a stretch of one line of the text; find where it begins."""
        first = (token.map or [0, 1])[0]
        starts: list[int] = []
        offsets: list[int] = []
        offset = 0
        for at, line in enumerate(token.content.split("\n")):
            begin = self.lines[min(first + at, len(self.lines) - 2)]
            whole = self.text[begin : self.lines[min(first + at, len(self.lines) - 2) + 1] - 1]
            starts.append(begin + max(whole.rfind(line), 0))
            offsets.append(offset)
            offset += len(line) + 1
        return _Inline(self, starts, offsets, token).children()


class _Inline:
    """The inline tokens of one line of content, and where the content stands in the text."""

    def __init__(self, builder: _Builder, starts: list[int], offsets: list[int], token: Token) -> None:
        self.builder = builder
        self.starts = starts
        self.offsets = offsets
        self.tokens: Sequence[Token] = token.children or []
        self.at = 0

    def children(self, until: str = "") -> tuple[SourceInline, ...]:
        made: list[SourceInline] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            self.add(made, token)
        return tuple(made)

    def add(self, made: list[SourceInline], token: Token) -> None:
        match token.type:
            case "em_open":
                made.append(SourceSpan("emphasis", self.children("em_close")))
            case "strong_open":
                made.append(SourceSpan("strong", self.children("strong_close")))
            case "link_open":
                self.add_link(made, str(token.attrGet("href") or ""))
            case "live_open":
                live = self.live(token)
                inner = self.children("live_close")
                made.append(Live(live.kind, live.key, live.place, _words(inner), inner))
            case "live":
                made.append(self.live(token))
            case "code_inline":
                made.append(Code(token.content))
            case "hardbreak":
                made.append(LineBreak())
            case "citation":
                made.append(Citation(token.content))
            case "softbreak":
                _join(made, " ")
            case _:
                _join(made, token.content)

    def add_link(self, made: list[SourceInline], address: str) -> None:
        children = self.children("link_close")
        if _SAFE_ADDRESS.match(address):
            made.append(SourceSpan("link", children, address))
        else:
            made.extend(children)

    def live(self, token: Token) -> Live:
        start, end = self.position(token.meta["start"]), self.position(token.meta["end"])
        line = self.builder.text.count("\n", 0, start) + 1
        place = Place(start, max(start, end), line, self.builder.section)
        return Live(token.meta["kind"], token.meta["key"], place, token.content.strip())

    def position(self, offset: int) -> int:
        at = max(index for index, begin in enumerate(self.offsets) if begin <= offset)
        return min(self.starts[at] + offset - self.offsets[at], len(self.builder.text))


def _join(made: list[SourceInline], text: str) -> None:
    if not text:
        return
    if made and isinstance(last := made[-1], SourceText):
        made[-1] = SourceText(last.text + text)
    else:
        made.append(SourceText(text))


def _align(style: str) -> Align:
    if "right" in style:
        return "right"
    return "centre" if "center" in style else "left"


def _words(children: Sequence[SourceInline]) -> str:
    made = ""
    for child in children:
        match child:
            case SourceText(text) | Code(text) | Citation(text):
                made += text
            case SourceSpan():
                made += _words(child.children)
            case Live():
                made += child.words
            case _:
                made += " "
    return made

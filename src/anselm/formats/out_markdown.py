"""The report as Markdown without live blocks: what another program, or a colleague, can go on with."""

from __future__ import annotations

import re

from anselm.analysis.report.walk_words import SUPPORT_WORDS
from anselm.domain.document import (
    Block,
    Citation,
    ClaimSpan,
    Code,
    Emphasis,
    FigureBlock,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Notice,
    NoticeBlock,
    Paragraph,
    PrintedReport,
    Quotation,
    QuotationBlock,
    QuotationSpan,
    QuoteBlock,
    Reference,
    Strong,
    TableBlock,
    Text,
    Trace,
)
from anselm.formats.out_safe import clean, one_line

__all__ = ["escaped", "render"]

_CITATION = re.compile(r"\[[^\[\]\n{}<>]*@\w[^\[\]\n{}<>]*\]")
_NEEDED = frozenset("\\`*_[]<>|~$&{}^@")


def escaped(text: str) -> str:
    """The text with every character that Markdown, or what lives in Markdown files, would read as a mark.

    White space at the ends is kept out of the line's meaning: a leading space or tab is written as an entity.
    """
    made = "".join(f"\\{one}" if one in _NEEDED else one for one in clean(text))
    made = re.sub(r"^(\s*)([#+\-=:])", r"\1\\\2", made)
    made = re.sub(r"^(\s*\d+)([.)])", r"\1\\\2", made)
    if made[:1] in (" ", "\t"):
        made = f"&#{ord(made[0])};{made[1:]}"
    return made.replace("![", "\\![")


def render(document: PrintedReport, trace: Trace) -> str:
    """The report's text. Claims keep their count as a note, numbered as in the walk back, listed at the end."""
    writer = _Writer()
    head = [f"# {_line(document.title)}"]
    said = [", ".join(document.authors), document.status]
    head += [_line(part) for part in (document.subtitle, " · ".join(part for part in said if part)) if part]
    blocks = [writer.block(block) for block in document.blocks]
    notes = [
        f"[^claim-{claim.number}]: {_line(_note(claim.count_words, SUPPORT_WORDS[claim.support], claim.note))}"
        for claim in trace.claims
        if claim.number in writer.noted
    ]
    return "\n\n".join([*head, *(block for block in blocks if block), *notes]) + "\n"


def _note(*parts: str) -> str:
    return "; ".join(part.rstrip(".") for part in parts if part) + "."


def _line(text: str) -> str:
    return escaped(one_line(text))


class _Writer:
    def __init__(self) -> None:
        self.noted: set[int] = set()

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, children):
                return f"{'#' * min(level + 1, 6)} {self.line(children)}"
            case Paragraph(children):
                if len(children) == 1 and isinstance(children[0], Code):
                    return _fenced(children[0].text)
                return self.line(children)
            case ListBlock():
                return self.list_block(block)
            case QuoteBlock(blocks):
                return _prefixed("\n\n".join(self.block(inner) for inner in blocks), "> ")
            case QuotationBlock(quotation):
                return _quotation(quotation)
            case TableBlock():
                return self.table(block)
            case FigureBlock():
                caption = f"*{_line(block.caption)}*\n\n" if block.caption else ""
                return f"{caption}{_line(block.text_alternative)}\n\n{self.table(block.table)}"
            case NoticeBlock(reason, advice):
                return f"**\\[{_line(f'{reason} {advice}'.strip())}\\]**"
            case _:
                return "* * *"

    def list_block(self, block: ListBlock) -> str:
        made = []
        for at, entry in enumerate(block.entries):
            mark = f"{block.start + at}. " if block.ordered else "- "
            inner = "\n\n".join(self.block(one) for one in entry)
            made.append(mark + _prefixed(inner, " " * len(mark))[len(mark) :])
        return "\n".join(made)

    def table(self, table: TableBlock) -> str:
        rules = {"left": ":--", "right": "--:", "centre": ":-:"}
        lines = [
            self.row(table.columns),
            "| " + " | ".join(rules[table.align(at)] for at in range(len(table.columns))) + " |",
            *(self.row(row) for row in table.rows),
        ]
        caption = [f"**{_line(table.caption)}**", ""] if table.caption else []
        note = ["", f"*{_line(table.note)}*"] if table.note else []
        return "\n".join([*caption, *lines, *note])

    def row(self, cells: tuple[tuple[Inline, ...], ...]) -> str:
        return "| " + " | ".join(self.line(cell).replace("\n", " ") for cell in cells) + " |"

    def line(self, children: tuple[Inline, ...]) -> str:
        return "".join(self.inline(child) for child in children)

    def inline(self, child: Inline) -> str:
        match child:
            case Text(text):
                return escaped(text.replace("\n", " "))
            case Code(text):
                return _code(text)
            case Citation(text):
                return text if _CITATION.fullmatch(text) else escaped(one_line(text))
            case LineBreak():
                return "\\\n"
            case Notice(text):
                return f"**\\[{_line(text)}\\]**"
            case Emphasis(children):
                return f"*{self.line(children)}*"
            case Strong(children):
                return f"**{self.line(children)}**"
            case Link(address, children):
                return f"[{self.line(children)}]({_address(address)})"
            case Reference(_, children):
                return self.line(children)
            case QuotationSpan(quotation):
                return _quoted(quotation)
            case _:
                return self.claim(child)

    def claim(self, claim: ClaimSpan) -> str:
        words = self.line(claim.children)
        if not claim.number:
            return f"{words} **\\[{_line(claim.note)}\\]**"
        self.noted.add(claim.number)
        return f"{words}[^claim-{claim.number}]"


def _address(address: str) -> str:
    kept = "".join(one if (one.isalnum() and one.isascii()) or one in "-._~:/?#@!$&*+,;=%" else "" for one in address)
    return kept or "#"


def _code(text: str) -> str:
    inside = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall(r"`+", inside)), default=0) + 1)
    return f"{fence} {inside} {fence}" if inside else ""


def _fenced(text: str) -> str:
    inside = clean(text)
    fence = "`" * max(3, max((len(run) for run in re.findall(r"`+", inside)), default=0) + 1)
    return f"{fence}\n{inside}\n{fence}"


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join((prefix + line).rstrip() if prefix.strip() else prefix + line for line in text.split("\n"))


def _where(quotation: Quotation) -> str:
    return ", ".join(part for part in (quotation.label, quotation.locator, quotation.time) if part)


def _quoted(quotation: Quotation) -> str:
    if quotation.printing == "removed":
        return f"**\\[{_line(f'{quotation.label}: {quotation.note}')}\\]**"
    note = f" **\\[{_line(quotation.note)}\\]**" if quotation.printing == "changed" else ""
    return f"“{_line(quotation.words)}” ({_line(quotation.label)}){note}"


def _quotation(quotation: Quotation) -> str:
    if quotation.printing == "removed":
        return f"**\\[{_line(f'{quotation.label}: {quotation.note}')}\\]**"
    words = "\n".join(escaped(line) for line in clean(quotation.words).split("\n"))
    note = f"\n\n**\\[{_line(quotation.note)}\\]**" if quotation.note else ""
    return _prefixed(words, "> ") + f"\n>\n> ({_line(_where(quotation))}){note}"

"""The report as PDF, tagged for those who listen (PDF/UA), with the walk back at its end.

Words go to the typesetter as data and never as its language. Set in its own typeface; a letter that face
does not have is taken from the machine's, and the file is then not marked as PDF/UA.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import typst

from anselm.analysis.report.walk_words import SUPPORT_WORDS, about_claim, about_evidence, ordered, steps
from anselm.domain.document import (
    Block,
    Citation,
    ClaimSpan,
    Code,
    Emphasis,
    EvidenceTrace,
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
from anselm.domain.errors import Invalid
from anselm.formats import out_svg
from anselm.formats.out_safe import clean

__all__ = ["Pdf", "render"]

_CARE = ("one voice only", "told otherwise", "more than its count", "no evidence")
_TALLEST = 1.47  # of a line: how high a figure may be, its caption beneath it on the same page
_Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pdf:
    """The file, and whether it keeps to PDF/UA; where not, ``note`` says why in plain words."""

    content: bytes
    accessible: bool
    note: str = ""


def render(document: PrintedReport, trace: Trace) -> Pdf:
    """Set the report. The same values give the same bytes on the same machine. Raises Invalid if it cannot be set."""
    report = json.dumps(_report(document, trace), ensure_ascii=False, sort_keys=True)
    try:
        return Pdf(_compile(report, accessible=True), accessible=True)
    except typst.TypstError:
        note = "The report uses letters that the typeface does not have, so the file is not marked as PDF/UA."
        return Pdf(_compiled_anyway(report), accessible=False, note=note)


@cache
def _template() -> bytes:
    return files(__package__ or "").joinpath("out_pdf.typ").read_bytes()


def _compiled_anyway(report: str) -> bytes:
    try:
        return _compile(report, accessible=False)
    except typst.TypstError:
        # What it says holds words of the report; it stops where quotes or lists stand dozens deep in each other.
        advice = "Write quotations and lists that stand in each other flatter, or take another kind of file."
        raise Invalid("This report cannot be set as a PDF.", advice=advice) from None


def _compile(report: str, *, accessible: bool) -> bytes:
    standard: Literal["ua-1", "1.7"] = "ua-1" if accessible else "1.7"
    return typst.compile(_template(), format="pdf", sys_inputs={"report": report}, pdf_standards=standard)


def _report(document: PrintedReport, trace: Trace) -> _Node:
    language = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", document.language)
    return {
        "title": clean(document.title) or "Report",
        "subtitle": clean(document.subtitle),
        "authors": [clean(author) for author in document.authors],
        "by": clean(" · ".join(part for part in (", ".join(document.authors), document.status) if part)),
        "draft": document.draft,
        "language": language[0].lower() if language else "en",
        "blocks": _Writer(trace).blocks(document.blocks),
        "walk": _walk(trace),
    }


class _Writer:
    """Turns blocks into what the template reads. Headings never skip a level, which PDF/UA asks for."""

    def __init__(self, trace: Trace) -> None:
        self.level = 0
        self.claims = {claim.number for claim in trace.claims}
        self.n_quotations = len(trace.quotations)

    def blocks(self, blocks: Sequence[Block]) -> list[_Node]:
        return [node for block in blocks for node in self.block(block)]

    def block(self, block: Block) -> list[_Node]:
        match block:
            case Heading(level, children):
                self.level = min(level, self.level + 1)
                return [{"t": "h", "level": self.level, "children": self.line(children)}]
            case Paragraph(children):
                if len(children) == 1 and isinstance(children[0], Code):
                    return [{"t": "pre", "s": clean(children[0].text)}]
                return [{"t": "p", "children": self.line(children)}]
            case ListBlock():
                entries = [self.blocks(entry) for entry in block.entries]
                return [{"t": "list", "ordered": block.ordered, "start": block.start, "entries": entries}]
            case QuoteBlock(blocks):
                return [{"t": "in", "children": self.blocks(blocks)}]
            case QuotationBlock(quotation):
                return [self.quotation(quotation, "quotation")]
            case TableBlock():
                return [self.table(block)] if block.columns else []
            case FigureBlock():
                return self.figure(block)
            case NoticeBlock(reason, advice):
                return [{"t": "p", "children": [{"t": "notice", "s": clean(f"{reason} {advice}".strip())}]}]
            case _:
                return [{"t": "rule"}]

    def figure(self, figure: FigureBlock) -> list[_Node]:
        svg = out_svg.render(figure.drawing, figure.caption, figure.text_alternative, colours="fixed")
        alt = clean(figure.text_alternative) or "figure"
        # A page holds it whole, its caption with it.
        share = min(100.0, round(_TALLEST * 100 * figure.drawing.width / figure.drawing.height, 2))
        made = {"t": "figure", "svg": svg, "alt": alt, "caption": clean(figure.caption), "share": share}
        made["name"] = clean(figure.anchor)
        return [made, *self.block(figure.table)]

    def table(self, table: TableBlock) -> _Node:
        return {
            "t": "table",
            "name": clean(table.anchor),
            "caption": clean(table.caption),
            "note": clean(table.note),
            "aligns": [table.align(at) for at in range(len(table.columns))],
            "columns": [self.cell(cell) for cell in table.columns],
            "rows": [[self.cell(cell) for cell in row] for row in table.rows],
        }

    def cell(self, children: tuple[Inline, ...]) -> _Node:
        return {"t": "cell", "children": self.line(children)}

    def line(self, children: tuple[Inline, ...]) -> list[_Node]:
        return [self.inline(child) for child in children] or [{"t": "text", "s": ""}]

    def inline(self, child: Inline) -> _Node:
        match child:
            case Text(text) | Citation(text):
                return {"t": "text", "s": clean(text)}
            case Code(text):
                return {"t": "code", "s": clean(text)}
            case LineBreak():
                return {"t": "break"}
            case Notice(text):
                return {"t": "notice", "s": clean(text)}
            case Emphasis(children):
                return {"t": "em", "children": self.line(children)}
            case Strong(children):
                return {"t": "strong", "children": self.line(children)}
            case Link(address, children):
                return {"t": "link", "to": clean(address) or "https://", "children": self.line(children)}
            case Reference(anchor, children):
                return {"t": "ref", "to": clean(anchor), "children": self.line(children)}
            case QuotationSpan(quotation):
                return self.quotation(quotation, "said")
            case _:
                return self.claim(child)

    def claim(self, claim: ClaimSpan) -> _Node:
        kind = "care" if claim.support in _CARE else claim.support
        said = (claim.count_words, SUPPORT_WORDS[claim.support], claim.note)
        note = "; ".join(dict.fromkeys(part.rstrip(".") for part in said if part))
        to = f"claim-{claim.number}" if claim.number in self.claims else ""
        return {"t": "claim", "kind": kind, "to": to, "note": clean(note), "children": self.line(claim.children)}

    def quotation(self, quotation: Quotation, kind: str) -> _Node:
        there = 0 < quotation.number <= self.n_quotations
        return {
            "t": kind,
            "s": clean(quotation.words),
            "label": clean(quotation.label),
            "place": clean(quotation.time or quotation.locator),
            "note": clean(quotation.note),
            "removed": quotation.printing == "removed",
            "to": f"quote-{quotation.number}" if there else "",
        }


def _walk(trace: Trace) -> list[_Node]:
    """The chains as headings and steps; every target of a link is made here."""
    if not trace.claims and not trace.quotations:
        return []
    made: list[_Node] = [{"t": "at", "level": 1, "name": "walk-back", "s": "The walk back"}]
    for claim in trace.claims:
        title = f"{claim.number}. {clean(claim.sentence)}"
        made.append({"t": "at", "level": 2, "name": f"claim-{claim.number}", "s": title})
        made.append({"t": "step", "name": "Count", "s": clean(about_claim(claim))})
        for one in ordered(claim):
            made.append({"t": "evidence", "s": clean(about_evidence(one))})
            made.extend(_steps(one))
    for at, one in enumerate(trace.quotations, 1):
        label = one.speaker.label if one.speaker else one.case
        made.append({"t": "at", "level": 2, "name": f"quote-{at}", "s": clean(f"Quotation of {label}")})
        made.extend(_steps(one))
    return made


def _steps(one: EvidenceTrace) -> list[_Node]:
    return [{"t": "step", "name": name, "s": clean(said)} for name, said in steps(one)]

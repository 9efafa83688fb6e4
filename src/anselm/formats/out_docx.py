"""The report as a Word file for co-authors: prose they can change, the walk back beside it in comments.

A bookmark round every claim and quotation keeps its id through their changes, so that the file can be
checked when it comes back. The same values give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx.enum.text import WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as TextParagraph

from anselm.analysis.report.resolve import Remark
from anselm.analysis.report.returned import number_words
from anselm.analysis.report.walk_words import about_claim, in_comment, ordered
from anselm.domain.document import (
    Block,
    Citation,
    ClaimSpan,
    ClaimTrace,
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
    plain,
)
from anselm.domain.returned import Carried, Piece
from anselm.formats.carried import written as carried_bytes
from anselm.formats.out_picture import png
from anselm.formats.out_remarks import add_remark
from anselm.formats.out_safe import clean
from anselm.formats.out_word import CARE, IN_TABLE, SOFT, new_file, to_bytes

__all__ = ["bookmark", "render"]

_CARE = ("one voice only", "told otherwise", "more than its count", "no evidence")
_STEP = Cm(0.8)
_HALF = Cm(0.4)


def render(document: PrintedReport, trace: Trace, remarks: Sequence[Remark] = ()) -> bytes:
    """The file. Comments hold no more than consent allows, as the trace does; those of people go with drafts alone."""
    made = new_file(clean(document.language) or "en")
    made.add_heading(clean(document.title), 0)
    writer = _Writer(made, trace)
    for part in (document.subtitle, ", ".join(document.authors), document.status):
        if part:
            writer.small(made.add_paragraph(), part)
    if document.draft:
        run = made.add_paragraph().add_run("A draft: what still lacks support is marked in the text.")
        run.font.color.rgb, run.font.size = CARE, Pt(9)
    for block in document.blocks:
        writer.block(block, 0)
    _carry(made, Carried(*document.origin, tuple(writer.pieces)))
    for remark in remarks if document.draft else ():
        add_remark(made, remark)
    for comment in made.comments if writer.commented or remarks else ():
        _element(comment).attrib.pop(qn("w:date"), None)
    return to_bytes(made)


def bookmark(kind: str, identifier: str, n: int = 1) -> str:
    """The name of a bookmark, at most 40 characters: ``kind`` is c for a claim, q for a quotation, l for its label;
    ``n`` the how many-th of the same thing, since Word keeps only one bookmark of a name.
    """
    ending = f"_{n}" if n > 1 else ""
    return f"_{kind}_{re.sub(r'[^A-Za-z0-9_]', '_', identifier)}"[: 40 - len(ending)] + ending


def _carry(made: Any, carried: Carried) -> None:
    """Put what the report carries unseen into a part of its own, which Word keeps."""
    package = made.part.package
    part = Part(PackURI("/customXml/item7.xml"), "application/xml", carried_bytes(carried), package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


class _Writer:
    """Writes blocks into the file; numbers bookmarks, and comments each claim and quotation once."""

    def __init__(self, made: Any, trace: Trace) -> None:
        self.made = made
        self.claims = {claim.number: claim for claim in trace.claims}
        self.quotations = dict(enumerate(trace.quotations, 1))
        self.n_bookmarks = 0
        self.pieces: list[Piece] = []
        self.labelled: dict[str, int] = {}
        self.commented: set[tuple[str, int]] = set()

    def block(self, block: Block, depth: int) -> None:
        match block:
            case Heading(level, children):
                self.line(self.made.add_heading(level=min(level, 4)), children)
            case Paragraph(children):
                self.line(self.paragraph(depth), children)
            case ListBlock():
                self.list_block(block, depth)
            case QuoteBlock(blocks):
                for inner in blocks:
                    self.block(inner, depth + 1)
            case QuotationBlock(quotation):
                self.quotation(self.paragraph(depth + 1), quotation)
            case TableBlock():
                self.table(block)
            case FigureBlock():
                self.figure(block)
            case NoticeBlock(reason, advice):
                self.notice(self.paragraph(depth), f"{reason} {advice}".strip())
            case _:
                self.made.add_paragraph("* * *").alignment = 1

    def paragraph(self, depth: int) -> Any:
        made = self.made.add_paragraph()
        if depth:
            made.paragraph_format.left_indent = _STEP * depth
        return made

    def small(self, paragraph: Any, text: str) -> Any:
        run = paragraph.add_run(clean(text))
        run.font.size, run.font.color.rgb = Pt(9), SOFT
        return run

    def notice(self, paragraph: Any, text: str) -> Any:
        run = paragraph.add_run(f"[{clean(text)}]")
        run.font.size, run.font.color.rgb, run.bold = Pt(9), CARE, True
        return run

    def list_block(self, block: ListBlock, depth: int) -> None:
        for at, entry in enumerate(block.entries):
            for n, inner in enumerate(entry):
                if n == 0 and isinstance(inner, Paragraph):
                    made = self.paragraph(depth + 1)
                    made.paragraph_format.first_line_indent = -_HALF
                    made.add_run(f"{block.start + at}. " if block.ordered else "•  ")
                    self.line(made, inner.children)
                else:
                    self.block(inner, depth + 1)

    def table(self, table: TableBlock) -> None:
        if table.caption:
            caption = self.made.add_paragraph()
            caption.paragraph_format.keep_with_next = True
            run = caption.add_run(clean(table.caption))
            run.bold = True
            self.place([run], table.anchor)
        if not table.columns:
            return
        made = self.made.add_table(rows=0, cols=len(table.columns), style="Table Grid")
        empty = _empty_row(made, table)
        for at, row in enumerate([table.columns, *table.rows]):
            line = deepcopy(empty)
            _element(made).append(line)
            for cell, words in zip(line.tc_lst, row, strict=False):
                runs = self.line(TextParagraph(cell.p_lst[0], made), words)
                for run in runs if at == 0 else ():
                    run.bold = True
        head = _element(made.rows[0]).get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        self.small(self.made.add_paragraph(), table.note)

    def figure(self, figure: FigureBlock) -> None:
        made = self.made.add_paragraph()
        made.paragraph_format.keep_with_next = True
        wide = min(16.0, 21.0 * figure.drawing.width / figure.drawing.height)  # a page holds it whole
        picture = made.add_run()
        picture.add_picture(BytesIO(png(figure.drawing)), width=Cm(wide))
        for one in _element(made).iter(qn("wp:docPr")):
            one.set("descr", clean(figure.text_alternative))
            one.set("name", f"figure {one.get('id')}")
        caption = self.made.add_paragraph().add_run(clean(figure.caption))
        caption.bold = True
        self.place([picture, caption], figure.anchor)
        self.table(figure.table)

    def line(self, paragraph: Any, children: Sequence[Inline]) -> list[Any]:
        return [run for child in children for run in self.inline(paragraph, child)]

    def inline(self, paragraph: Any, child: Inline) -> list[Any]:
        match child:
            case Text(text) | Citation(text):
                return [paragraph.add_run(clean(text))]
            case Code(text):
                run = paragraph.add_run(clean(text))
                run.font.name = "Consolas"
                return [run]
            case LineBreak():
                run = paragraph.add_run()
                run.add_break()
                return [run]
            case Notice(text):
                return [self.notice(paragraph, text)]
            case Emphasis(children):
                return _marked(self.line(paragraph, children), italic=True)
            case Strong(children):
                return _marked(self.line(paragraph, children), italic=False)
            case Link(address, children):
                return self.link(paragraph, address, children)
            case Reference(anchor, children):
                return self.reference(paragraph, anchor, children)
            case QuotationSpan(quotation):
                return self.quoted(paragraph, quotation)
            case _:
                return self.claim(paragraph, child)

    def link(self, paragraph: Any, address: str, children: tuple[Inline, ...]) -> list[Any]:
        runs = self.line(paragraph, children)
        target = paragraph.part.relate_to(clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        for run in runs:
            _linked(run, "r:id", target)
            run.underline = True
        return runs

    def reference(self, paragraph: Any, anchor: str, children: tuple[Inline, ...]) -> list[Any]:
        """Looks like any other words, as a reference of Word's own does; the number is ours, which no field renews."""
        runs = self.line(paragraph, children)
        for run in runs:
            _linked(run, "w:anchor", _place(anchor))
        return runs

    def place(self, runs: list[Any], anchor: str) -> None:
        """Where references lead, if any do."""
        if anchor:
            self.mark(runs, _place(anchor))

    def claim(self, paragraph: Any, claim: ClaimSpan) -> list[Any]:
        runs = self.line(paragraph, claim.children)
        if claim.support in _CARE:
            for run in runs:
                run.font.underline = WD_UNDERLINE.DASH
        if not claim.number:
            return [*runs, self.notice(paragraph, claim.note)]
        words = "".join(plain((child,)) for child in claim.children)
        self.mark(runs, self.piece("c", claim.claim_id, claim.count_words, number_words(words)))
        trace = self.claims.get(claim.number)
        if trace is not None and ("c", claim.number) not in self.commented and runs:
            self.commented.add(("c", claim.number))
            self.comment(runs, _claim_lines(trace))
        return runs

    def quotation(self, paragraph: Any, quotation: Quotation) -> None:
        label = paragraph.add_run(clean(quotation.label))
        label.bold, label.font.size = True, Pt(9)
        self.label(label, quotation)
        if quotation.printing == "removed":
            label.font.strike, label.font.color.rgb = True, CARE
            self.notice(paragraph, f" {quotation.note}")
            return
        where = ", ".join(part for part in (quotation.locator, quotation.time) if part)
        self.small(paragraph, f"  {where}").add_break()
        self.said(paragraph, quotation)

    def quoted(self, paragraph: Any, quotation: Quotation) -> list[Any]:
        if quotation.printing == "removed":
            label = paragraph.add_run(clean(quotation.label))
            label.font.strike, label.font.color.rgb = True, CARE
            return [label, self.notice(paragraph, quotation.note)]
        opening = paragraph.add_run("“")
        runs = self.said(paragraph, quotation)
        closing, label = paragraph.add_run("” ("), paragraph.add_run(clean(quotation.label))
        self.label(label, quotation)
        return [opening, *runs, closing, label, paragraph.add_run(")")]

    def said(self, paragraph: Any, quotation: Quotation) -> list[Any]:
        run = paragraph.add_run(clean(quotation.words))
        self.mark([run], self.piece("q", quotation.quotation_id, clean(quotation.label)))
        trace = self.quotations.get(quotation.number)
        if trace is not None and ("q", quotation.number) not in self.commented:
            self.commented.add(("q", quotation.number))
            self.comment([run], in_comment(trace))
        if quotation.printing == "changed":
            run.font.underline = WD_UNDERLINE.DASH
            return [run, self.notice(paragraph, quotation.note)]
        return [run]

    def piece(self, kind: str, identifier: str, said: str, number: str = "") -> str:
        """Note one more piece of the report; the name of its bookmark."""
        n = sum(one.kind == kind and one.identifier == identifier for one in self.pieces) + 1
        name = bookmark(kind, identifier, n)
        self.pieces.append(Piece(name, kind, identifier, clean(said), number))
        return name

    def label(self, run: Any, quotation: Quotation) -> None:
        """A bookmark round a label, named as that of its words; none where there are no words."""
        if quotation.printing != "removed":
            self.mark([run], "_l" + bookmark("q", quotation.quotation_id, self.n_of(quotation))[2:])

    def n_of(self, quotation: Quotation) -> int:
        """The how many-th time a quotation is printed; its label may stand before or after its words."""
        self.labelled[quotation.quotation_id] = self.labelled.get(quotation.quotation_id, 0) + 1
        return self.labelled[quotation.quotation_id]

    def mark(self, runs: list[Any], name: str) -> None:
        """A bookmark round the runs; Word keeps it while its words change."""
        if not runs:
            return
        self.n_bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(qn("w:id"), str(self.n_bookmarks))
        start.set(qn("w:name"), name)
        _outer(runs[0]).addprevious(start)
        _outer(runs[-1]).addnext(end)

    def comment(self, runs: list[Any], lines: Sequence[str]) -> None:
        made = self.made.add_comment([runs[0], runs[-1]], clean(lines[0]), author="Anselm", initials="A")
        for text in lines[1:]:
            made.add_paragraph(clean(text))


def _empty_row(made: Any, table: TableBlock) -> Any:
    """A row without words, to be copied: the library takes as long for an empty row as for ten copies of one."""
    row = made.add_row()
    for column, cell in enumerate(row.cells):
        paragraph = cell.paragraphs[0]
        # By its identifier: asked for by name, a style is looked for anew in every cell.
        _element(paragraph).get_or_add_pPr().style = IN_TABLE
        if (where := table.align(column)) != "left":
            paragraph.alignment = {"centre": 1, "right": 2}[where]
    _element(made).remove(_element(row))
    return _element(row)


def _element(proxy: Any) -> Any:
    return proxy._element  # noqa: SLF001  the library has no public way to the XML of its values


def _linked(run: Any, kind: str, target: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn(kind), target)
    _element(run).addprevious(link)
    link.append(_element(run))


def _place(anchor: str) -> str:
    """A hidden bookmark's name, unlike that of any claim or quotation."""
    return f"_{re.sub(r'[^A-Za-z0-9_]', '_', anchor)}"[:40]


def _outer(run: Any) -> Any:
    parent = _element(run).getparent()
    return parent if parent.tag == qn("w:hyperlink") else _element(run)


def _marked(runs: list[Any], *, italic: bool) -> list[Any]:
    for run in runs:
        if italic:
            run.italic = True
        else:
            run.bold = True
    return runs


def _claim_lines(claim: ClaimTrace) -> list[str]:
    lines = [about_claim(claim)]
    for one in ordered(claim):
        lines.extend(in_comment(one))
    return lines

"""The report as one HTML file that needs nothing else: readable offline, by keyboard, by ear, on paper.

Selecting a claim walks back to its evidence; without JavaScript the same links lead to the same places
further down. Every word is escaped; the policy in the head lets nothing run but the file's own script.
"""

from __future__ import annotations

from html import escape

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
    TallyMark,
    Text,
    Trace,
    plain,
)
from anselm.formats import out_svg
from anselm.formats.out_html_page import page
from anselm.formats.out_html_walk import count_line, walk_back
from anselm.formats.out_safe import clean

__all__ = ["NotReleasable", "render"]

_CARE = ("one voice only", "told otherwise", "more than its count", "no evidence")


class NotReleasable(ValueError):
    """A draft, or a document with something missing, was given where only a release may go."""


def render(document: PrintedReport, trace: Trace, *, strict: bool) -> str:
    """The file's text. ``strict`` raises NotReleasable on a draft; the same values give the same text."""
    if strict and document.draft:
        raise NotReleasable("a draft is not written as a release")
    writer = _Writer(trace)
    body = "".join(writer.block(block) for block in document.blocks)
    return page(
        title=_words(document.title),
        language=escape(clean(document.language)) or "en",
        header=_header(document),
        contents=_contents(document),
        body=body,
        walk=walk_back(trace),
        draft=document.draft,
    )


def _words(text: str) -> str:
    return escape(clean(text))


def _header(document: PrintedReport) -> str:
    made = f"<h1>{_words(document.title)}</h1>"
    if document.subtitle:
        made += f'<p class="subtitle">{_words(document.subtitle)}</p>'
    said = [", ".join(document.authors), document.status]
    said = [part for part in said if part]
    if said:
        made += f'<p class="by">{" · ".join(_words(part) for part in said)}</p>'
    if document.draft:
        made += '<p class="by care">A draft: what still lacks support is marked in the text.</p>'
    return made


def _contents(document: PrintedReport) -> str:
    entries = [
        f'<li class="l{block.level}"><a href="#{escape(block.anchor)}">{_words(plain(block.children))}</a></li>'
        for block in document.blocks
        if isinstance(block, Heading) and block.level <= 2 and block.anchor
    ]
    return "".join(entries)


class _Writer:
    """Writes blocks; counts figures so that their ids differ, and holds the counts of the paragraph at hand. Only what
    the walk back holds leads to it."""

    def __init__(self, trace: Trace) -> None:
        self.claims = {claim.number for claim in trace.claims}
        self.n_quotations = len(trace.quotations)
        self.n_figures = 0
        self.n_tables = 0
        self.margin: list[str] = []
        self.counted: set[str] = set()

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                level = min(block.level + 1, 6)
                anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
                return self.with_margin(f"<h{level}{anchor}>{self.line(block.children)}</h{level}>")
            case Paragraph(children):
                if len(children) == 1 and isinstance(children[0], Code):
                    return f'<pre tabindex="0"><code>{_words(children[0].text)}</code></pre>'
                return self.with_margin(f"<p>{self.line(children)}</p>")
            case ListBlock():
                return self.list_block(block)
            case QuoteBlock(blocks):
                return f'<blockquote class="set-in">{"".join(self.block(inner) for inner in blocks)}</blockquote>'
            case QuotationBlock(quotation):
                return _quotation(quotation, self.n_quotations)
            case TableBlock():
                return self.table(block)
            case FigureBlock():
                return self.figure(block)
            case NoticeBlock(reason, advice):
                return f'<p class="notice"><b>{_words(reason)}</b> {_words(advice)}</p>'
            case _:
                return "<hr>"

    def with_margin(self, words: str) -> str:
        if not self.margin:
            return words
        counts = "".join(self.margin)
        self.margin = []
        return f'<div class="pr">{words}<div class="mg">{counts}</div></div>'

    def list_block(self, block: ListBlock) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        entries = "".join(f"<li>{''.join(self.block(inner) for inner in entry)}</li>" for entry in block.entries)
        return f"<{tag}{start}>{entries}</{tag}>"

    def table(self, table: TableBlock) -> str:
        self.n_tables += 1
        name = _words(table.anchor) or f"table-{self.n_tables}"
        head = "".join(
            f'<th scope="col" class="{table.align(at)}">{self.line(cell)}</th>' for at, cell in enumerate(table.columns)
        )
        rows = "".join(f"<tr>{self.row(table, row)}</tr>" for row in table.rows)
        caption = f"<caption>{_words(table.caption)}</caption>" if table.caption else ""
        label = _words(table.caption) or f"Table {self.n_tables}"
        note = f'<p class="tnote">{_words(table.note)}</p>' if table.note else ""
        made = (
            f'<div class="tw" id="{name}" role="region" aria-label="{label}" tabindex="0"><table>{caption}'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
        )
        return self.with_margin(made)

    def row(self, table: TableBlock, row: tuple[tuple[Inline, ...], ...]) -> str:
        made = ""
        for at, words in enumerate(row):
            tag, scope = ("th", ' scope="row"') if at == 0 and table.row_heads else ("td", "")
            made += f'<{tag}{scope} class="{table.align(at)}">{self.line(words)}</{tag}>'
        return made

    def figure(self, figure: FigureBlock) -> str:
        self.n_figures += 1
        name = f"figure-{self.n_figures}"
        svg = out_svg.render(figure.drawing, figure.caption, figure.text_alternative, prefix=name)
        caption = f"<figcaption>{_words(figure.caption)}</figcaption>" if figure.caption else ""
        shown = (
            f'<div class="fw" role="region" aria-label="{_words(figure.caption) or "Figure"}" tabindex="0">{svg}</div>'
        )
        # A place to go to takes the focus, so that keys go on from there.
        place = f'id="{_words(figure.anchor)}" tabindex="-1"' if figure.anchor else f'id="{name}"'
        return f"<figure {place}>{shown}{caption}{self.table(figure.table)}</figure>"

    def line(self, children: tuple[Inline, ...]) -> str:
        return "".join(self.inline(child) for child in children)

    def inline(self, child: Inline) -> str:
        match child:
            case Text(text):
                return _words(text)
            case Code(text):
                return f"<code>{_words(text)}</code>"
            case Citation(text):
                return f'<span class="cite">{_words(text)}</span>'
            case Notice(text):
                return f'<strong class="notice">[{_words(text)}]</strong>'
            case Emphasis(children):
                return f"<em>{self.line(children)}</em>"
            case Strong(children):
                return f"<strong>{self.line(children)}</strong>"
            case Link(address, children):
                return f'<a href="{_words(address)}" rel="noreferrer">{self.line(children)}</a>'
            case Reference(anchor, children):
                return f'<a href="#{_words(anchor)}">{self.line(children)}</a>'
            case ClaimSpan():
                return self.claim(child)
            case QuotationSpan(quotation):
                return _quoted(quotation, self.n_quotations)
            case _:
                return "<br>"

    def claim(self, claim: ClaimSpan) -> str:
        care = " care" if claim.support in _CARE else ""
        kind = claim.support.replace(" ", "-")
        words = self.line(claim.children)
        if not claim.number:
            return f'<span class="cl {kind}{care}">{words}</span><strong class="notice">[{_words(claim.note)}]</strong>'
        at = f"claim-{claim.number}"
        name = f"count-{claim.number}"
        again = 1
        while name in self.counted:
            again += 1
            name = f"count-{claim.number}-{again}"
        self.counted.add(name)
        self.margin.append(f'<p class="vc{care}" id="{name}" data-for="{at}">{_margin(claim)}</p>')
        if claim.number not in self.claims:
            return f'<span class="cl {kind}{care}">{words}</span>'
        if _has_link(claim.children):
            link = f'<a class="back" href="#{at}" aria-describedby="{name}">walk back</a>'
            return f'<span class="cl {kind}{care}">{words}</span> {link}'
        return f'<a class="cl {kind}{care}" href="#{at}" aria-describedby="{name}">{words}</a>'


def _has_link(children: tuple[Inline, ...]) -> bool:
    """Whether the words hold a link of their own, which no other link may hold."""
    return any(
        isinstance(child, QuotationSpan | Link | Reference)
        or (isinstance(child, Emphasis | Strong | ClaimSpan) and _has_link(child.children))
        for child in children
    )


def _margin(claim: ClaimSpan) -> str:
    said = SUPPORT_WORDS[claim.support]
    words = claim.count_words if not said or claim.support == "interpretive" else f"{said}: {claim.count_words}"
    note = f' <span class="sub">{_words(claim.note)}</span>' if claim.note else ""
    return count_line(_short(claim), words, care=claim.support in _CARE) + note


def _short(claim: ClaimSpan) -> tuple[TallyMark, ...]:
    """The tally, where it is short enough to be read as one."""
    return claim.tally if len(claim.tally) <= 30 else ()


def _quoted(quotation: Quotation, walked: int) -> str:
    label = _label(quotation, walked)
    if quotation.printing == "removed":
        return f'<span class="gone-in">[<s>{_words(quotation.label)}</s> {_words(quotation.note)}]</span>'
    words = f'<q class="said" dir="auto">{_words(quotation.words)}</q> ({label})'
    if quotation.printing == "changed":
        words += f' <strong class="notice">[{_words(quotation.note)}]</strong>'
    return words


def _label(quotation: Quotation, walked: int) -> str:
    if not 0 < quotation.number <= walked:
        return f"<b>{_words(quotation.label)}</b>"
    name = f"Walk back from {_words(quotation.label)}"
    return f'<a class="who" href="#quote-{quotation.number}" title="{name}">{_words(quotation.label)}</a>'


def _quotation(quotation: Quotation, walked: int) -> str:
    if quotation.printing == "removed":
        struck = f'<span class="ql"><s>{_words(quotation.label)}</s></span>'
        return f'<div class="gone">{struck}<p>{_words(quotation.note)}</p></div>'
    where = "".join(f"<span>{_words(part)}</span>" for part in (quotation.time or quotation.locator,) if part)
    edits = f'<p class="edits">{_words(quotation.note)}</p>' if quotation.note else ""
    return (
        f'<blockquote class="quotation {quotation.printing}"><p class="said" dir="auto">{_words(quotation.words)}</p>'
        f'<footer class="ql">{_label(quotation, walked)}{where}</footer>{edits}</blockquote>'
    )

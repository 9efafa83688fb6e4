"""Words that would do harm where they were taken for anything but words, and a report made of nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from anselm.domain.document import (
    Citation,
    ClaimSpan,
    ClaimTrace,
    Code,
    CoderMark,
    CodingTrace,
    ConsentLine,
    Emphasis,
    EvidenceTrace,
    FigureBlock,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Notice,
    NoticeBlock,
    Paragraph,
    Passage,
    PrintedReport,
    Quotation,
    QuotationBlock,
    QuotationSpan,
    QuoteBlock,
    Reference,
    Rule,
    SpeakerTrace,
    Strong,
    TableBlock,
    TallyMark,
    Text,
    Trace,
)
from anselm.domain.drawing import Drawing, Shape

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- ]]> --> &lt;b&gt; &#x3c;",
    "javascript:alert(1)",
    '=HYPERLINK("http://x","y")',
    "@SUM(1)",
    "＝1+1",
    "\u200b=1+1",
    "\t=1",
    "\x00=1",
    '#read("/etc/passwd")',
    '#import "x.typ" $ x $ *a* _b_ <l> @c `d` \\ ~ -- // /* */ = - + / [x] #{1}',
    "\\input{/etc/passwd} \\write18{x} $x$ %c & # _ ^ ~ { } \\",
    "a\u202egnol\u202c \ud800 \ufffe \x07 \x1b[31m",
    "]] > 1. - # | a | b | ``` *** ![x](y) [x]: y",
    "مرحبا 𝄞 日本語 e\u0301",
)

hostile = st.one_of(st.sampled_from(PAYLOADS), st.text(st.characters(), max_size=12))


def document(text: str, *, draft: bool = True) -> PrintedReport:
    """A report in which every word there can be is this one."""
    words = (Text(text),)
    quotation = Quotation("q", 1, text, text, "verified", text, text, (text,), text)
    removed = Quotation("q", 2, text, "", "removed", note=text)
    changed = Quotation("q", 0, text, text, "changed", note=text)
    claim = ClaimSpan("c", 1, words, "supported", text, (TallyMark(text, "for"), TallyMark(text, "not asked")), text)
    nested = ClaimSpan("c", 1, (QuotationSpan(quotation),), "one voice only", text, (), text)
    inlines = (
        *words,
        Code(text),
        Citation(text),
        Notice(text),
        Emphasis(words),
        Strong(words),
        Link(f"https://x.org/{text}", words),
        Reference("ref-table-1", words),
        LineBreak(),
        claim,
        nested,
        ClaimSpan("c", 0, words, "no evidence", note=text),
        QuotationSpan(quotation),
        QuotationSpan(removed),
        QuotationSpan(changed),
    )
    table = TableBlock.of((text, text), ((text, text),), caption=text, note=text, aligns=("left", "right"))
    shapes = (
        Shape("text", "label", text=text, size=12, ref=text),
        Shape("curve-text", "theme", path="M0 0L9 9", text=text, size=12),
        Shape("rect", "code", width=9, height=9, hue=text),
    )
    figure = FigureBlock("f", text, Drawing(90, 90, shapes), text, table)
    blocks = (
        Heading(1, inlines, "s-1"),
        Heading(7 - 1, words, "s-2"),
        Paragraph(inlines),
        Paragraph((Code(text),)),
        ListBlock(True, ((Paragraph(words), ListBlock(False, ((Paragraph(words),),))),), 3),
        QuoteBlock((Paragraph(inlines),)),
        Rule(),
        replace(table, anchor="ref-table-1"),
        TableBlock((words, words), ((inlines, words),)),
        QuotationBlock(quotation),
        QuotationBlock(removed),
        QuotationBlock(changed),
        figure,
        NoticeBlock(text, text),
    )
    return PrintedReport(text, blocks, text, "en", (text, text), text, draft)


def trace(text: str) -> Trace:
    """A walk back in which every word is this one."""
    coding = CodingTrace(text, text, text, text, text, True, (CoderMark(text, text, text),), text, text)
    passage = Passage(text, text, 1, 9, text, text, text, text, text, text)
    removed = Passage(text, text, 1, 9, "", removed=text)
    speaker = SpeakerTrace(text, text, text, text, text, text, text)
    consents = (
        ConsentLine(text, "given", text, text, text),
        ConsentLine(text, "withdrawn", text, text, text),
        ConsentLine(text, "not recorded"),
    )
    one = EvidenceTrace("e", "supports", text, text, (coding,), passage, speaker, consents)
    two = EvidenceTrace("f", "contradicts", text, "", (), removed, speaker, consents)
    three = EvidenceTrace("g", "qualifies", text, text)
    claim = ClaimTrace("c", 1, text, text, "supported", text, (TallyMark(text, "for"),), text, text, text, text, text)
    claims = (
        ClaimTrace(**{**{name: getattr(claim, name) for name in claim.__slots__}, "evidence": (one, two, three)}),
        ClaimTrace("d", 2, text, text, "no evidence", text),
    )
    return Trace(claims, (one, two))

"""A report with its live blocks filled in. A draft always resolves, marked where support is missing; a release
is refused where a claim has no evidence, words are not the source's, consent forbids, or a block is unknown. What was
released once is made again whatever became of it since: where words may not be shown any more, it says so instead.
A capsule always resolves as well, and says for whoever receives it why words are withheld.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, overload

from anselm.analysis.report.blocks import (
    Live,
    ReportSource,
    SourceBlock,
    SourceHeading,
    SourceInline,
    SourceList,
    SourceParagraph,
    SourceQuote,
    SourceSpan,
    SourceTable,
    SourceText,
)
from anselm.analysis.report.facts import ClaimFacts, QuotationFacts, ReportFacts
from anselm.analysis.report.numbering import NOTHING_NUMBERED, Numbered, anchor_of, numbered
from anselm.analysis.report.quotation import edits_of, verify
from anselm.analysis.report.support import (
    as_worded,
    count_words,
    note_of,
    quotable,
    says_less,
    shown,
    support_of,
    unsupported,
)
from anselm.domain.document import (
    Block,
    ClaimSpan,
    ClaimTrace,
    Emphasis,
    EvidenceTrace,
    Fault,
    FigureBlock,
    Heading,
    Inline,
    Link,
    ListBlock,
    Notice,
    NoticeBlock,
    Paragraph,
    Place,
    PrintedReport,
    Quotation,
    QuotationBlock,
    QuotationSpan,
    QuoteBlock,
    Reference,
    Rule,
    Strong,
    Support,
    TableBlock,
    Text,
    Trace,
    plain,
)

__all__ = ["Mode", "Refused", "Remark", "Resolved", "resolve"]

Mode: TypeAlias = Literal["draft", "release", "again", "capsule"]
GONE = "[withdrawn]"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment and its answers as a draft carries them: `where` in words, the printed `words` it stands at, the
    heading above them, and who said what."""

    where: str
    words: str
    section: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The document, the walk back behind it, what a reader of the draft should look at, and comments on a draft."""

    document: PrintedReport
    trace: Trace
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A release that is not made: every fault in the order of the text, those that only advise included."""

    faults: tuple[Fault, ...]


@overload
def resolve(source: ReportSource, facts: ReportFacts, mode: Literal["draft", "again", "capsule"]) -> Resolved: ...
@overload
def resolve(source: ReportSource, facts: ReportFacts, mode: Mode) -> Resolved | Refused: ...
def resolve(source: ReportSource, facts: ReportFacts, mode: Mode) -> Resolved | Refused:
    """Fill in every live block. Same source, facts and mode give the same value."""
    numbering = numbered(source)
    work = _Resolver(facts, again=mode == "again", outside=mode == "capsule", numbered=numbering)
    blocks = tuple(work.block(block) for block in source.blocks)
    faults = tuple(sorted(work.faults, key=lambda fault: fault.place.start))
    if mode == "release" and any(fault.refuses for fault in faults):
        return Refused(faults)
    counted = f"counted in: {facts.coding_set}" if facts.coding_set else ""
    document = PrintedReport(
        title=facts.title,
        blocks=blocks,
        subtitle=facts.subtitle,
        language=facts.language,
        authors=facts.authors,
        status=" · ".join(part for part in (facts.status, counted) if part),
        draft=mode == "draft",
        origin=(*facts.origin, facts.status),
    )
    return Resolved(document, Trace(tuple(work.claims.values()), tuple(work.quotations.values())), faults)


_BROKEN = re.compile(r"\{\{\s*(?:claim|quote|table|figure|ref)\b[^}\s|]{0,40}")


@dataclass(slots=True)
class _Resolver:
    facts: ReportFacts
    again: bool = False
    outside: bool = False
    numbered: Numbered = NOTHING_NUMBERED
    faults: list[Fault] = field(default_factory=list)
    claims: dict[str, ClaimTrace] = field(default_factory=dict)
    quotations: dict[str, EvidenceTrace] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    line: str = ""
    where: dict[int, int] = field(default_factory=dict)
    n_alone: int = 0

    def block(self, block: SourceBlock) -> Block:
        match block:
            case SourceHeading():
                self.unfinished(block.children, block.place)
                children = self.line_of(block.children)
                return Heading(block.level, children, self.anchor(plain(children)))
            case SourceParagraph():
                self.unfinished(block.children, block.place)
                alone = block.alone
                return Paragraph(self.line_of(block.children)) if alone is None else self.alone(alone)
            case SourceList():
                entries = tuple(tuple(self.block(inner) for inner in entry) for entry in block.entries)
                return ListBlock(block.ordered, entries, block.start)
            case SourceQuote():
                return QuoteBlock(tuple(self.block(inner) for inner in block.blocks))
            case SourceTable():
                columns = tuple(self.line_of(cell) for cell in block.columns)
                rows = tuple(tuple(self.line_of(cell) for cell in row) for row in block.rows)
                return TableBlock(columns, rows, aligns=block.aligns)
            case _:
                return Rule()

    def unfinished(self, children: Sequence[SourceInline], place: Place) -> None:
        """A live block that lost a brace is plain text, and would be printed as it is written."""
        for child in children:
            if isinstance(child, SourceSpan):
                self.unfinished(child.children, place)
            elif isinstance(child, SourceText) and (broken := _BROKEN.search(child.text)):
                reason = f"A block is not finished: “{broken[0]}” has no pair of braces to end it."
                self.faults.append(Fault(place, broken[0], reason, "End it with }}, or take the braces out."))

    def anchor(self, words: str) -> str:
        bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        slug = "s-" + (re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60] or "part")
        anchor, n = slug, 1
        while anchor in self.anchors:
            n += 1
            anchor = f"{slug}-{n}"
        self.anchors.add(anchor)
        return anchor

    def alone(self, live: Live) -> Block:
        self.line, self.where = "", {}
        if live.kind == "quote":
            quotation = self.quotation(live)
            return NoticeBlock(*quotation) if isinstance(quotation, tuple) else QuotationBlock(quotation)
        n = self.numbered.at[self.n_alone]
        self.n_alone += 1
        found = self.table_or_figure(live.kind, live.key)
        if isinstance(found, FigureBlock) and not found.drawing.shapes:
            return NoticeBlock(*self.not_drawn(live, found))
        if found is not None:
            return self.captioned(live, found, n)
        return NoticeBlock(*self.unknown(live))

    def table_or_figure(self, kind: str, key: str) -> TableBlock | FigureBlock | None:
        return (self.facts.tables if kind == "table" else self.facts.figures).get(key)

    def captioned(self, live: Live, found: TableBlock | FigureBlock, n: int) -> TableBlock | FigureBlock:
        """As it is printed: its number before its caption, and an anchor where something leads to it."""
        name, caption = f"{live.kind.capitalize()} {n}", live.words or found.caption
        key = f"{live.kind}:{live.key}"
        led_to = key in self.numbered.referred and self.numbered.named[key] == n
        anchor = anchor_of(key, n) if led_to else ""
        return replace(found, caption=f"{name}. {caption}" if caption else name, anchor=anchor)

    def reference(self, live: Live) -> Inline:
        """The number of a table or figure of this text, in words that lead to it where it is printed."""
        n = self.numbered.named.get(live.key)
        kind, _, key = live.key.partition(":")
        if n is not None:
            words, found = Text(f"{live.words or kind.capitalize()} {n}"), self.table_or_figure(kind, key)
            printed = found and (found.drawing.shapes if isinstance(found, FigureBlock) else found.columns)
            return Reference(anchor_of(live.key, n), (words,)) if printed else words
        what = f"{kind} “{key}”" if kind in ("table", "figure") and key else f"table or figure “{live.key}”"
        reason = f"No {what} stands in this text to refer to."
        repair = (
            f"Put {{{{{live.key}}}}} in a paragraph of its own" if key else "Write it as table: or figure: and its name"
        )
        self.fault(live, self.sentence(live), reason, f"{repair}, or take the reference out.")
        return Notice(reason)

    def unknown(self, live: Live) -> tuple[str, str]:
        name = {"quote": "quotation", "claim": "claim", "table": "table", "figure": "figure"}[live.kind]
        reason = f"There is no {name} “{live.key}”."
        advice = f"Choose a {name} from the study, or take the block out."
        self.fault(live, f"{name} {live.key}", reason, advice)
        return (GONE, "") if self.again else (reason, "" if self.outside else advice)

    def not_drawn(self, live: Live, found: FigureBlock) -> tuple[str, str]:
        """A figure that has nothing to be drawn from is never printed as an empty frame."""
        reason = f"The figure “{live.key}” cannot be drawn. {found.text_alternative}"
        advice = f"{found.repair}, or take the block out." if found.repair else "Take the block out."
        self.fault(live, f"figure {live.key}", reason, advice)
        return reason, "" if self.again or self.outside else advice

    def fault(self, live: Live, sentence: str, reason: str, advice: str, *, refuses: bool = True) -> None:
        self.faults.append(Fault(live.place, sentence, reason, advice, refuses))

    def line_of(self, children: Sequence[SourceInline]) -> tuple[Inline, ...]:
        self.where = {}
        self.line = self.flat(children, 0)
        return self.inlines(children)

    def flat(self, children: Sequence[SourceInline], offset: int) -> str:
        """The line in words that may be shown to anyone: a quotation is its label; notes where lives stand."""
        made = ""
        for child in children:
            match child:
                case SourceText(text):
                    made += text
                case SourceSpan():
                    made += self.flat(child.children, offset + len(made))
                case Live():
                    self.where[child.place.start] = offset + len(made)
                    made += self.flat_live(child, offset + len(made))
                case _:
                    made += plain((_inline(child),))
        return made

    def flat_live(self, live: Live, offset: int) -> str:
        if live.kind == "claim":
            claim = self.facts.claims.get(live.key)
            return self.flat(live.children, offset) or (claim.text if claim else live.key)
        if live.kind == "quote":
            quotation = self.facts.quotations.get(live.key)
            return f"[{quotation.label if quotation else live.key}]"
        if live.kind == "ref" and live.key in self.numbered.named:
            return plain((self.reference(live),))
        return f"[{live.key}]"

    def sentence(self, live: Live) -> str:
        at = self.where.get(live.place.start, 0)
        begin = 0
        for found in re.finditer(r"[.!?…][\"'”’)\]]*\s+", self.line):
            if found.end() > at:
                return self.line[begin : found.end()].strip()
            begin = found.end()
        return self.line[begin:].strip()

    def inlines(self, children: Sequence[SourceInline]) -> tuple[Inline, ...]:
        return tuple(self.inline(child) for child in children)

    def inline(self, child: SourceInline) -> Inline:
        if isinstance(child, SourceSpan):
            inner = self.inlines(child.children)
            if child.kind == "link":
                return Link(child.address, _unlinked(inner))
            return Emphasis(inner) if child.kind == "emphasis" else Strong(inner)
        if not isinstance(child, Live):
            return _inline(child)
        if child.kind == "claim":
            return self.claim(child)
        if child.kind == "ref":
            return self.reference(child)
        if child.kind == "quote":
            quotation = self.quotation(child)
            return Notice(quotation[0]) if isinstance(quotation, tuple) else QuotationSpan(quotation)
        if self.table_or_figure(child.kind, child.key) is None:
            return Notice(self.unknown(child)[0])
        reason = f"The {child.kind} “{child.key}” stands inside a sentence."
        self.fault(child, self.sentence(child), reason, "Put it in a paragraph of its own.")
        return Notice(reason)

    def claim(self, live: Live) -> Inline:
        claim = self.facts.claims.get(live.key)
        if claim is None:
            reason = self.unknown(live)[0]
            if not live.children:
                return Notice(reason)
            words = self.inlines(live.children)
            return ClaimSpan(live.key, 0, words, "no evidence", note=reason)
        claim = as_worded(claim, self.flat_live(live, 0))
        support = support_of(claim)
        children = self.inlines(live.children) if live.children else (Text(claim.text),)
        note = note_of(claim, support)
        trace = self.claims.get(live.key)
        number = trace.number if trace else len(self.claims) + 1
        if trace is None:
            self.claims[live.key] = self.claim_trace(live, claim, number, support)
        self.judge(live, claim, support, note)
        return ClaimSpan(claim.claim_id, number, children, support, count_words(claim), claim.tally, note)

    def claim_trace(self, live: Live, claim: ClaimFacts, number: int, support: Support) -> ClaimTrace:
        return ClaimTrace(
            claim_id=claim.claim_id,
            number=number,
            sentence=self.flat_live(live, 0) if live.children else claim.text,
            section=live.place.section,
            support=support,
            count_words=count_words(claim),
            tally=claim.tally,
            scope=claim.scope,
            author=claim.author,
            analytic_note=claim.analytic_note,
            searched=claim.searched,
            note=note_of(claim, support),
            evidence=tuple(shown(one, nobody=self.facts.quotes_nobody) for one in claim.evidence),
        )

    def judge(self, live: Live, claim: ClaimFacts, support: Support, note: str) -> None:
        sentence = self.sentence(live) or claim.text
        if support == "interpretive" and not claim.author:
            self.fault(live, sentence, "An interpretive statement is somebody’s.", "Name its author.")
        elif unsupported(claim):
            advice = "Add evidence, word it as the author’s own reading, or take the sentence out."
            told = "" if support == "no evidence" else note
            self.fault(live, sentence, f"This claim has no evidence in support. {told}".strip(), advice)
        elif support in ("more than its count", "told otherwise"):
            beside = "says less than its count" if says_less(claim) else "says more than its count"
            said = "is told otherwise" if support == "told otherwise" else beside
            advice = f"Word it as counted: {count_words(claim)}."
            refuses = self.facts.rules.refuse_more_than_its_count
            self.fault(live, sentence, f"This sentence {said}. {note}".strip(), advice, refuses=refuses)
        elif support == "one voice only":
            self.fault(live, sentence, f"This sentence rests on one voice: {note}", "", refuses=False)

    def quotation(self, live: Live) -> Quotation | tuple[str, str]:
        facts = self.facts.quotations.get(live.key)
        if facts is None:
            return self.unknown(live)
        number = self.number(live.key, facts)
        printed = live.words or facts.printed or facts.words
        sentence = self.sentence(live) or f"the quotation of {facts.label} ({live.key})"
        reason = quotable(facts.evidence, nobody=self.facts.quotes_nobody)
        made = Quotation(facts.quotation_id, number, facts.label, "", "removed", facts.locator, facts.time)
        if reason:
            advice = "Choose another passage, or take the quotation out."
            self.fault(live, sentence, f"This quotation cannot be printed. {reason}", advice)
            if self.again:
                return replace(made, note=GONE)
            if self.outside:
                return replace(made, note=f"Withheld: {reason}")
            return replace(made, note=f"This quotation cannot be printed. {reason} {advice}")
        mismatch = verify(printed, facts.words)
        if mismatch is None and not facts.changed:
            edits = edits_of(printed, facts.words)
            return replace(made, words=printed, printing="verified", edits=edits)
        shown_difference = facts.changed if mismatch is None else mismatch.shown()
        reason = "The printed words are not those of the passage" if mismatch else "The passage has changed"
        advice = "Print the passage’s words; leave some out with […], add with [brackets]."
        self.fault(live, sentence, f"{reason}: {shown_difference}.", advice)
        return replace(made, words=printed, printing="changed", note=f"{reason}: {shown_difference}.")

    def number(self, key: str, facts: QuotationFacts) -> int:
        if key not in self.quotations:
            walked = shown(facts.evidence, nobody=self.facts.quotes_nobody)
            self.quotations[key] = replace(walked, evidence_id=facts.quotation_id)
        return list(self.quotations).index(key) + 1


def _unlinked(children: Sequence[Inline]) -> tuple[Inline, ...]:
    """The words of a link, which holds no other."""
    made: list[Inline] = []
    for child in children:
        match child:
            case Reference():
                made.extend(child.children)
            case Emphasis() | Strong() | ClaimSpan():
                made.append(replace(child, children=_unlinked(child.children)))
            case _:
                made.append(child)
    return tuple(made)


def _inline(child: SourceInline) -> Inline:
    if isinstance(child, SourceText):
        return Text(child.text)
    if isinstance(child, SourceSpan | Live):
        raise TypeError("a span or a live block is resolved with its facts")
    return child

"""A Word document that came back from co-authors, held against the study: quotations, labels, counts and consent.

What a report carries unseen says which quotation or claim each marked place is. Where a program has dropped it, the
words themselves are looked for: first among the quotations kept, then in every text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from anselm.analysis.report.facts import ClaimFacts, QuotationFacts
from anselm.analysis.report.labelling import coarser
from anselm.analysis.report.quotation import verify
from anselm.analysis.report.returned import (
    Printed,
    Sought,
    changed_words,
    likeness,
    number_words,
    number_words_alone,
    printed_at,
    quoted_in,
    seek,
    sentences,
)
from anselm.analysis.report.support import count_words, quotable
from anselm.domain.corpus import Segment, Source, SourceVersion
from anselm.domain.errors import Refused
from anselm.domain.parsed import Refusal
from anselm.domain.reporting import Report
from anselm.domain.returned import Carried, Piece, ReturnedMark, ReturnedReport
from anselm.services.operations import Uploaded, looks
from anselm.services.ports import Reads, Tools
from anselm.services.reporting.facts import facts_of
from anselm.services.reporting.tracing import Ground, ground_of, trace_of

Kind: TypeAlias = Literal["quotation", "label", "count", "consent", "gone"]
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """Something that no longer stands as the study has it: where, what, and what to do. `paragraph` counts from 1
    below the heading `section`; `around` are words of the document there."""

    kind: Kind
    section: str
    paragraph: int
    around: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found in a document. `made_of` says which report it is; `notes` what was not looked at."""

    file: str
    made_of: str
    n_quotations: int
    n_claims: int
    findings: tuple[CheckedPlace, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckFile:
    """A Word document to check."""

    file: Uploaded


def _read(tools: Tools, reads: Reads, request: CheckFile) -> ReturnedReport:
    """Read it in a limited child. Raises Refused, naming the file."""
    del reads
    name = request.file.name
    outcome = tools.parser.report(name, request.file.data)
    if isinstance(outcome, Refusal):
        where = f" ({outcome.place})" if outcome.place else ""
        raise Refused(f"{name}: {outcome.reason}{where}", place=name, advice=outcome.advice)
    return outcome


@looks("/report/check-file", prepare=_read)
def check_file(reads: Reads, request: CheckFile, document: ReturnedReport) -> CheckedFile:
    """Hold a Word document that came back against the study: every quotation, label, count and consent."""
    name = request.file.name
    carried = document.carried[0] if document.carried else None
    if carried is not None and carried.study_id not in ("", reads.viewer.study_id):
        raise Refused(f"{name}: it was written from another study.", place=name, advice="Check it in that study.")
    checking = _Checking(reads, document)
    checking.pieces(carried.pieces if carried else checking.known_by_marks())
    checking.rest(carried is not None)
    if not checking.n_quotations and not checking.n_claims and not checking.findings:
        raise Refused(
            f"{name}: nothing in it can be checked. It was not written from a report of this study, and no quotation "
            "in it is found in the texts or carries a label known here.",
            place=name,
            advice="Check that it is the document that was meant. Quotations look like “words” (3A).",
        )
    order = sorted(range(len(checking.findings)), key=lambda at: (checking.at[at], at))
    return CheckedFile(
        name,
        _made_of(reads, carried),
        checking.n_quotations,
        checking.n_claims,
        tuple(checking.findings[at] for at in order),
        tuple(_notes(document, carried, checking.places)),
    )


def _made_of(reads: Reads, carried: Carried | None) -> str:
    if carried is None:
        return "A document without the marks of a report; its quotations are matched by their words."
    report = reads.maybe(Report, carried.report_id)
    return f"{carried.status or 'Draft'} of {f'“{report.title}”' if report else 'a report since removed'}."


def _notes(document: ReturnedReport, carried: Carried | None, places: Sequence[tuple[str, int]]) -> Iterable[str]:
    if carried is None:
        yield "What was taken out of it cannot be told, since its marks are gone."
    if n := document.n_tracked:
        section, number = places[document.tracked_at] if document.tracked_at < len(places) else ("", 0)
        at = f"{f'“{section}”, ' if section else ''}paragraph {number}"
        yield (
            f"{n} tracked {'change is' if n == 1 else 'changes are'} read as if accepted, the first in {at}. "
            "Accept or reject them in Word and check again to be sure."
        )
    if n := document.n_comments:
        yield f"{n} {'comment' if n == 1 else 'comments'} of others {'is' if n == 1 else 'are'} not looked at."
    if n := document.n_notes:
        yield f"{n} {'footnote or endnote is' if n == 1 else 'footnotes or endnotes are'} not looked at."
    yield "Numbers in tables, figures and the rest of the prose are not checked."


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the document: which paragraph, from which character, to which."""

    paragraph: int = 0
    start: int = 0
    end: int = 0


class _Checking:
    """Goes through one document, piece by piece, and then through what carries no mark."""

    def __init__(self, reads: Reads, document: ReturnedReport) -> None:
        self.reads, self.document = reads, document
        # Labels are those of the report it came from; a document that is none of ours is held to each one's own.
        report = reads.maybe(Report, document.carried[0].report_id) if document.carried else None
        facts = coarser(facts_of(reads, Report("", "", ""), ""), report.labels if report else "")
        self.quotations = {one.quotation_id: one for one in facts.quotations.values()}
        self.claims = {one.claim_id: one for one in facts.claims.values()}
        self.labels = {one.label for one in self.quotations.values()}
        self.marks = {one.name: one for one in document.marks}
        self.findings: list[CheckedPlace] = []
        self.at: list[int] = []
        self.taken: list[_Spot] = []
        self.heard: set[str] = set()
        self.n_quotations = self.n_claims = 0
        self.last = _Spot()
        self.places = _sections(document)

    def known_by_marks(self) -> tuple[Piece, ...]:
        """The pieces by the names of the marks alone, where what a report carries was dropped."""
        made = []
        for one in self.document.marks:
            for kind, known in (("q", self.quotations), ("c", self.claims)):
                found = [key for key in known if one.name.startswith(f"_{kind}_{key.replace('-', '_')}"[:36])]
                if found:
                    made.append(Piece(one.name, kind, found[0], ""))
        return tuple(made)

    def pieces(self, pieces: Sequence[Piece]) -> None:
        """Every piece the report was written with, in its order."""
        for one in pieces:
            if one.kind == "q":
                self.quotation(one)
            else:
                self.claim(one)

    def found(self, kind: Kind, spot: _Spot, reason: str, advice: str) -> None:
        """Note something that does not stand."""
        section, number = self.places[spot.paragraph] if self.places else ("", 0)
        text = self.document.paragraphs[spot.paragraph].text
        around = " ".join(text[max(0, spot.start - 50) : min(spot.end, spot.start + 80) + 50].split())
        self.findings.append(CheckedPlace(kind, section, number, around, reason, advice))
        self.at.append(spot.paragraph)

    # -- quotations

    def quotation(self, piece: Piece) -> None:
        """One quotation the report was written with: is it there, and does it stand?"""
        facts = self.quotations.get(piece.identifier)
        mark = self.marks.get(piece.mark)
        printed = printed_at(self.document, mark, self.marks.get("_l" + piece.mark[2:])) if mark else None
        if printed is None and facts is not None:
            printed = self.elsewhere(facts)
        if printed is None:
            self.heard.add(piece.identifier)
            reason = f"A quotation of {piece.said or 'this report'} is gone that stood after this place."
            self.found("gone", self.last, reason, "Put it back, or release the report again without it.")
            return
        self.take(printed)
        if facts is None:
            reason = "This quotation is not kept in the study any more."
            self.found("quotation", self.last, reason, "Keep the passage for quoting again, or take it out here.")
            return
        self.n_quotations += 1
        self.heard.add(piece.identifier)
        self.words(printed, facts.words)
        self.label(printed, facts.label)
        self.consent(facts)

    def take(self, printed: Printed) -> None:
        """This stretch of the document is spoken for."""
        self.last = _Spot(printed.paragraph, printed.start, printed.end)
        self.taken.append(self.last)

    def elsewhere(self, facts: QuotationFacts) -> Printed | None:
        """The quotation where its mark was lost: words as they are in the study, in quotation marks or a paragraph."""
        for one in self.unmarked():
            if verify(one.words, facts.words) is None or likeness(one.words, facts.printed or facts.words) >= _NEAR:
                return one
        for at, paragraph in enumerate(self.document.paragraphs):
            _, line, words = paragraph.text.rpartition("\n")
            if len(words.split()) > 3 and verify(words, facts.words) is None:
                label = paragraph.text.partition("  ")[0].strip() if line else ""
                return Printed(at, len(paragraph.text) - len(words), len(paragraph.text), words, label)
        return None

    def unmarked(self) -> list[Printed]:
        """What looks like a quotation and is not spoken for."""
        found = quoted_in(self.document.paragraphs)
        marked = [_Spot(one.paragraph, one.start, one.end) for one in self.marks.values() if one.name.startswith("_q_")]
        return [one for one in found if not any(_meet(one, spot) for spot in (*self.taken, *marked))]

    def words(self, printed: Printed, words: str) -> None:
        """Printed words against the passage's."""
        mismatch = verify(printed.words, words)
        if mismatch is not None:
            reason = f"The words are not those of the passage: {mismatch.shown()}."
            self.found("quotation", self.last, reason, "Print what was said; leave out with […], add with [brackets].")

    def label(self, printed: Printed, label: str) -> None:
        """The printed label against the speaker's."""
        if printed.label == label or not label:
            return
        if printed.label:
            reason = f"The label says {printed.label}; the words are {label}’s."
        else:
            reason = f"The label is gone; the words are {label}’s."
        self.found("label", self.last, reason, f"Write {label} beside it.")

    def consent(self, facts: QuotationFacts) -> None:
        """Whether the words may be printed today."""
        reason = quotable(facts.evidence)
        if reason:
            self.found("consent", self.last, reason, "Take the quotation out of the document.")

    # -- claims

    def claim(self, piece: Piece) -> None:
        """One sentence with a count behind it: is it there, and does it say what is counted?"""
        facts = self.claims.get(piece.identifier)
        sentence = self.sentence(self.marks.get(piece.mark), facts)
        if sentence is None:
            said = f"“{facts.text}”" if facts else "A sentence with a count behind it"
            reason = f"{said} is gone that stood after this place ({piece.said or 'counted in the study'})."
            self.found("gone", self.last, reason, "Put it back, or release the report again without it.")
            return
        if facts is None:
            reason = "Nothing counts behind this sentence any more: its claim is not in the study."
            self.found("count", self.last, reason, "Make a claim of it again, or word it as your own reading.")
            return
        self.n_claims += 1
        self.heard.add(piece.identifier)
        self.count(sentence, facts, piece)

    def sentence(self, mark: ReturnedMark | None, facts: ClaimFacts | None) -> str | None:
        """The words of the claim's sentence in the document; `last` is then its place."""
        if mark is not None and mark.paragraph < len(self.document.paragraphs):
            paragraph = self.document.paragraphs[mark.paragraph].text
            end = mark.end if mark.last == mark.paragraph else len(paragraph)
            if paragraph[mark.start : end].strip():
                self.last = _Spot(mark.paragraph, mark.start, end)
                return paragraph[mark.start : end]
        if facts is None or facts.interpretive:
            return None
        return self.like(facts.text)

    def like(self, text: str) -> str | None:
        """The sentence of the document that is most like a claim's, the words that count aside."""
        wanted = set(text.casefold().split())
        best = (0.0, _Spot(), "")
        for at, paragraph in enumerate(self.document.paragraphs):
            for one in sentences(paragraph.text):
                if 2 * len(wanted & set(one.casefold().split())) < len(wanted):
                    continue
                share = likeness(one, text)
                if share > best[0]:
                    start = paragraph.text.find(one)
                    best = (share, _Spot(at, start, start + len(one)), one)
        if best[0] < _NEAR:
            return None
        self.last = best[1]
        return best[2]

    def count(self, sentence: str, facts: ClaimFacts, piece: Piece) -> None:
        """The words that count against those the sentence was written with, and the count against today's."""
        expected = piece.number_words or number_words(facts.text)
        printed, now = number_words(sentence), count_words(facts)
        # An older file says less of its counts; words that are those of the study today are no change.
        older = expected == number_words_alone(sentence) and printed == number_words(facts.text)
        if printed != expected and not older:
            if printed:
                printed, expected = changed_words(printed, expected)
                was = f", was “{expected}”" if expected else ""
                reason = f"The count of this sentence was changed: it says “{printed}”{was}."
            else:
                reason = f"The count of this sentence is gone; it was “{expected}”."
            self.found("count", self.last, f"{reason} Counted in the study: {now}.", "Word it as counted.")
        elif piece.said and piece.said != now:
            reason = f"Counted in the study it is now {now}; when this was written it was {piece.said}."
            self.found("count", self.last, reason, "Word it as counted.")

    # -- what carries no mark

    def rest(self, carried: bool) -> None:
        """Quotations typed by hand, and without any marks also the sentences most like a claim."""
        alone: list[Printed] = []
        for one in self.unmarked():
            kept = next((known for known in self.quotations.values() if verify(one.words, known.words) is None), None)
            if kept is None:
                alone.append(one)
                continue
            self.take(one)
            self.n_quotations += 1
            self.label(one, kept.label)
            self.consent(kept)
        self.in_the_texts(alone)
        for claim in () if carried else self.claims.values():
            if claim.claim_id not in self.heard and not claim.interpretive:
                sentence = self.like(claim.text)
                if sentence is not None:
                    self.n_claims += 1
                    self.count(sentence, claim, Piece("", "c", claim.claim_id, ""))

    def in_the_texts(self, alone: Sequence[Printed]) -> None:
        """Quotations that are not kept in the study, looked for in every text."""
        if not alone:
            return
        versions = self.reads.find(SourceVersion, id=[one.current_version_id for one in self.reads.find(Source)])
        sizes = {one.id: one.n_characters for one in versions}
        texts = self.reads.texts(list(sizes))
        found = seek((Sought(at, one.words) for at, one in enumerate(alone)), texts)
        near = {at: Segment(one.text_id, one.start, one.end) for at, one in found.items()}
        wide = {
            at: replace(one, start=max(0, one.start - 60), end=min(sizes[one.version_id], one.end + 60))
            for at, one in near.items()
        }
        ground = ground_of(self.reads, [*near.values(), *wide.values()])
        for at, one in enumerate(alone):
            if at in near:
                self.passage(one, near[at], wide[at], ground)
            elif one.label in self.labels:
                self.take(one)
                self.n_quotations += 1
                reason = "No passage of any text is near these words."
                self.found("quotation", self.last, reason, "Take them out, or quote what was said.")

    def passage(self, printed: Printed, near: Segment, wide: Segment, ground: Ground) -> None:
        """One quotation typed by hand against the passage it comes nearest to."""
        trace, passage = trace_of(ground, near, evidence_id=""), ground.passages.get(near)
        if trace is None or passage is None or wide not in ground.passages:
            return
        self.take(printed)
        self.n_quotations += 1
        self.words(printed, ground.passages[wide].words)
        self.label(printed, passage.label)
        reason = quotable(trace)
        if reason:
            self.found("consent", self.last, reason, "Take the quotation out of the document.")


def _meet(one: Printed, spot: _Spot) -> bool:
    return one.paragraph == spot.paragraph and one.start < spot.end and spot.start < one.end


def _sections(document: ReturnedReport) -> list[tuple[str, int]]:
    """For each paragraph the heading above it, and its number below that heading; empty ones are not counted."""
    made: list[tuple[str, int]] = []
    section, n = "", 0
    for one in document.paragraphs:
        if one.level and one.text.strip():
            section, n = " ".join(one.text.split())[:200], 0
        elif one.text.strip() and not one.in_table:
            n += 1
        made.append((section, n))
    return made

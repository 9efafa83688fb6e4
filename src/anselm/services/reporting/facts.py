"""Everything the live blocks of a report may ask for, looked up for one viewer at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anselm.analysis.report.blocks import lives, parse
from anselm.analysis.report.facts import ClaimFacts, Counts, QuotationFacts, ReportFacts
from anselm.analysis.report.facts import Quantifier as QuantifierWord
from anselm.domain.corpus import Segment
from anselm.domain.document import EvidenceTrace, FigureBlock, Mark, TallyMark
from anselm.domain.document import Stance as Said
from anselm.domain.interpretation import Evidence, Practice
from anselm.domain.reporting import Claim, ClaimKind, CountingUnit, Quantifier, Quotation, Report
from anselm.domain.study import Researcher, Role, Study
from anselm.services.interpretation.evidence import segments_of, standing
from anselm.services.ports import Reads
from anselm.services.reporting.counting import NO_VOICE, Counted, counted
from anselm.services.reporting.figures import FIGURES, PRINTED
from anselm.services.reporting.live_tables import live_tables
from anselm.services.reporting.searching import searched_by_claim
from anselm.services.reporting.tracing import Ground, clock_words, ground_of, trace_of

__all__ = ["facts_of"]

def facts_of(reads: Reads, report: Report, status: str) -> ReportFacts:
    """What one report's live blocks stand for: claims and quotations by key, tables and figures by name."""
    study = reads.get(Study, reads.viewer.study_id)
    claims = reads.find(Claim)
    quotations = reads.find(Quotation)
    evidence = standing(reads, reads.find(Evidence, subject_kind="claim", subject_id=[one.id for one in claims]))
    places = segments_of(reads, evidence)
    quoted = {one.id: Segment(one.version_id, one.start, one.end) for one in quotations}
    ground = ground_of(reads, [*places.values(), *quoted.values()])
    counts = counted(reads, claims)
    practices = {one.id: one for one in reads.find(Practice)}
    by_claim: dict[str, list[Evidence]] = {}
    for one in evidence:
        by_claim.setdefault(one.subject_id, []).append(one)
    names = {one.id: one.name for one in reads.find(Researcher)}
    searched = searched_by_claim(reads, counts)
    printable = {one.key: fact for one in quotations if (fact := _quotation(one, quoted[one.id], ground)) is not None}
    return ReportFacts(
        report.title,
        printable,
        {
            one.key: _claim(
                counts[one.id],
                _evidence(_counted(by_claim.get(one.id, []), counts[one.id]), places, ground, practices),
                practices.values(),
                names.get(one.author_id, ""),
                searched[one.id],
            )
            for one in claims
        },
        live_tables(reads, report, printable) if "{{table:" in report.body else {},
        _drawn(report.body, reads),
        study.title if study.title != report.title else "",
        authors=tuple(one.name for one in reads.find(Researcher) if Role.AUDITOR not in one.roles),
        status=status,
        coding_set="agreed readings, open coding elsewhere",
        origin=(study.id, report.id),
        quotes_nobody=report.quoting == "none",
    )


def _drawn(body: str, reads: Reads) -> dict[str, FigureBlock]:
    """Only what the text names is made: a figure of everything costs a reader of one line nothing."""
    named = {one.key for one in lives(parse(body).blocks) if one.kind == "figure"} if "{{figure:" in body else set()
    return {name: make(reads, PRINTED) for name, make in FIGURES.items() if name in named}


def _quotation(one: Quotation, place: Segment, ground: Ground) -> QuotationFacts | None:
    trace = trace_of(ground, place, evidence_id=one.id)
    if trace is None or trace.passage is None:
        return None
    passage = ground.passages[place]
    return QuotationFacts(
        one.id,
        passage.words,
        passage.label,
        trace,
        one.printed,
        trace.passage.locator,
        clock_words(passage.t0_ms),
    )


def _evidence(
    found: list[Evidence], places: dict[str, Segment], ground: Ground, practices: dict[str, Practice]
) -> tuple[EvidenceTrace, ...]:
    traces: list[EvidenceTrace] = []
    for one in found:
        place = places.get(one.id)
        trace = None
        if place is not None:
            trace = trace_of(ground, place, evidence_id=one.id, stance=one.stance.value)
        elif one.target_id in practices:
            trace = practice_trace(practices[one.target_id], one.id, one.stance.value)
        if trace is not None:
            traces.append(trace)
    return tuple(traces)


def _counted(found: list[Evidence], one: Counted) -> list[Evidence]:
    """Only what lies within the scope stands behind the sentence."""
    return [each for each in found if each.id not in one.outside]


def practice_trace(practice: Practice, identifier: str, stance: Said, case: str = "") -> EvidenceTrace:
    """A settled practice as evidence: what was settled, and how the accounts stood to each other."""
    detail = f" ({practice.detail})" if practice.detail else ""
    return EvidenceTrace(
        identifier,
        stance,
        case,
        summary=f"{practice.practice_key}: {practice.value}{detail}; the accounts: {practice.reading}",
    )


def _settled(
    one: Counted, evidence: tuple[EvidenceTrace, ...], practices: Iterable[Practice]
) -> Iterator[EvidenceTrace]:
    """The settled practices that count behind a claim, each with its case, where no passage says the same already."""
    key, _, value = one.claim.practice.partition("=")
    if not key or one.claim.unit is not CountingUnit.CASES:
        return
    told = {(each.case, each.stance) for each in evidence}
    counts = {*one.count.supports, *one.count.contradicts}
    for unit in one.units:
        for practice in practices:
            if (practice.case_id, practice.practice_key) != (unit.id, key) or unit.id not in counts:
                continue
            stance: Said = "supports" if practice.value == value else "contradicts"
            if practice.value not in NO_VOICE and (unit.name, stance) not in told:
                yield practice_trace(practice, f"{one.claim.id}:{practice.id}", stance, unit.name)


def _claim(
    one: Counted, evidence: tuple[EvidenceTrace, ...], practices: Iterable[Practice], author: str, searched: str
) -> ClaimFacts:
    claim, count = one.claim, one.count
    n = len(one.outside)
    outside = f"{n} linked {'passage lies' if n == 1 else 'passages lie'} outside what is counted" if n else ""
    return ClaimFacts(
        claim.id,
        claim.text,
        _QUANTIFIERS[claim.quantifier],
        Counts(
            count.n_scope,
            len(count.supports),
            len(count.contradicts),
            len(count.not_asked),
            len(count.qualifies),
            len(count.partly),
        ),
        claim.n or 0,
        one.unit_words,
        claim.scope.words,
        _tally(one),
        claim.kind is ClaimKind.INTERPRETIVE,
        author,
        claim.analytic_note,
        "; ".join(part for part in (outside, searched) if part),
        evidence=(*evidence, *_settled(one, evidence, practices)),
    )


_QUANTIFIERS: dict[Quantifier, QuantifierWord] = {
    Quantifier.ALL: "all",
    Quantifier.MOST: "most",
    Quantifier.MANY: "many",
    Quantifier.SEVERAL: "several",
    Quantifier.SOME: "some",
    Quantifier.EXACTLY: "exactly",
    Quantifier.ONE: "one",
    Quantifier.NONE: "none",
    Quantifier.UNQUANTIFIED: "unquantified",
}


def _tally(one: Counted) -> tuple[TallyMark, ...]:
    count = one.count
    says: dict[str, Mark] = {}
    says |= dict.fromkeys(count.supports, "for")
    says |= dict.fromkeys(count.qualifies, "qualified")
    says |= dict.fromkeys(count.contradicts, "against")
    says |= dict.fromkeys(count.not_asked, "not asked")
    return tuple(TallyMark(unit.code, says.get(unit.id, "silent")) for unit in one.units)

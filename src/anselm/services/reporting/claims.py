"""Claims: a sentence of the report and what counts behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Annotated, TypeAlias

from annotated_types import Ge, Len

from anselm.analysis.report.wordings import wordings_in
from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import Case
from anselm.domain.interpretation import Evidence
from anselm.domain.reporting import (
    Claim,
    ClaimKind,
    ClaimSearch,
    CountingUnit,
    Quantifier,
    Report,
    Scope,
    Support,
    as_said,
    guess_quantifier,
    guess_unit,
)
from anselm.domain.study import Right
from anselm.services.interpretation.evidence import EvidenceView, evidence_views
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work
from anselm.services.reporting.counting import Counted, counted
from anselm.services.reporting.searching import SearchView, searched_by_claim, searches_of


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit of the tally: what it says of the claim (for, qualifies, partly, otherwise, not asked, silent)."""

    id: str
    code: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How a report words a claim where it does so otherwise than the claim was made."""

    report_id: str
    report: str
    text: str


Wordings: TypeAlias = Mapping[str, tuple[Wording, ...]]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its count in words and unit by unit. `said` is its sentence as its report words it now (its own
    report first, else any), `text` as it was made; `wordings` are those of reports that differ from `text`. `searched`
    says who searched for what tells it otherwise, or that nobody did."""

    id: str
    key: str
    text: str
    kind: ClaimKind
    quantifier: Quantifier
    n: int | None
    unit: CountingUnit
    scope: Scope
    practice: str
    analytic_note: str
    report_id: str | None
    support: Support
    words: str
    note: str
    n_supports: int
    n_qualifies: int
    n_partly: int
    n_otherwise: int
    n_not_asked: int
    n_silent: int
    n_voices: int
    units: tuple[UnitView, ...]
    said: str = ""
    wordings: tuple[Wording, ...] = ()
    searched: str = ""


NOTES = {
    Support.ONE_VOICE_ONLY: "One voice only.",
    Support.TOLD_OTHERWISE: "Told otherwise.",
    Support.MORE_THAN_ITS_COUNT: "The sentence says more than its count.",
    Support.NO_EVIDENCE: "Nothing is linked to this sentence yet.",
}


NOBODY = {
    CountingUnit.CASES: "No team is named in the study yet. Say whose words these are, under Sources and Cases.",
    CountingUnit.PARTICIPANTS: "Nobody has a role in a team yet, and people are counted by it. Give roles under Cases.",
    CountingUnit.ENCOUNTERS: "No interview is on record yet. Say on each source which encounter it is from.",
}


def _words(one: Counted) -> str:
    if one.claim.kind is ClaimKind.INTERPRETIVE:
        return "interpretive statement, author's own"
    return one.words if one.units else "not counted yet"


def _note(one: Counted) -> str:
    """What a reader of the count should know, naming whose words it rests on where that matters."""
    if one.n_linked and not one.units:
        return NOBODY[one.claim.unit]
    support = one.count.support
    parts = [] if support is Support.TOLD_OTHERWISE else [NOTES.get(support, "")]
    number = 1 if one.claim.quantifier is Quantifier.ONE else one.claim.n
    if support is Support.MORE_THAN_ITS_COUNT and number is not None and len(one.count.supports) > number:
        parts = ["The sentence says less than its count."]
    if support is Support.ONE_VOICE_ONLY and one.told_by:
        parts = [f"{', '.join(one.told_by)} only."]
    n_partly = len(one.count.partly)
    if n_partly and support is Support.NO_EVIDENCE:
        parts = ["Settled as partly, nowhere as the sentence has it."]
    if len(one.count.qualifies) > n_partly and support is not Support.INTERPRETIVE:
        by = f" by {', '.join(one.qualified_by)}" if one.qualified_by else ""
        alone = support is Support.NO_EVIDENCE and not n_partly
        parts = [f"Said on a condition alone{by}."] if alone else [*parts, f"Qualified{by}."]
    if one.told_otherwise_by and one.count.support is not Support.INTERPRETIVE:
        parts.append(f"Told otherwise by {', '.join(one.told_otherwise_by)}.")
    elif one.count.support is Support.TOLD_OTHERWISE:
        parts.append(NOTES[Support.TOLD_OTHERWISE])
    return " ".join(part for part in parts if part)


def worded(reads: Reads) -> Wordings:
    """By claim, the wordings of reports that name it, each once and in their order; its own words where it stands alone
    are an empty text."""
    found: dict[str, dict[Wording, None]] = {}
    for report in reads.find(Report):
        for key, text in wordings_in(report.body):
            found.setdefault(key, {})[Wording(report.id, report.title, text)] = None
    return {key: tuple(held) for key, held in found.items()}


def said_of(claim: Claim, wordings: Wordings) -> str:
    """The claim's sentence as its own report words it, else the first that does, else as it was made."""
    held = wordings.get(claim.key, ())
    first = next((one for one in held if one.report_id == claim.report_id), None) or next(iter(held), None)
    return first.text if first is not None and first.text else claim.text


def claim_view(one: Counted, wordings: Wordings = MappingProxyType({}), searched: str = "") -> ClaimView:
    """A counted claim as it is shown, with how reports word it and what is said of its search."""
    claim, count = one.claim, one.count
    held = wordings.get(claim.key, ())
    says = dict.fromkeys(count.supports, "for")
    says |= dict.fromkeys(count.qualifies, "qualifies")
    says |= dict.fromkeys(count.partly, "partly")
    says |= dict.fromkeys(count.contradicts, "otherwise")
    says |= dict.fromkeys(count.not_asked, "not asked")
    return ClaimView(
        claim.id,
        claim.key,
        claim.text,
        claim.kind,
        claim.quantifier,
        claim.n,
        claim.unit,
        claim.scope,
        claim.practice,
        claim.analytic_note,
        claim.report_id,
        count.support,
        _words(one),
        _note(one),
        len(count.supports),
        len(count.qualifies),
        len(count.partly),
        len(count.contradicts),
        len(count.not_asked),
        len(count.silent),
        one.voices,
        tuple(UnitView(unit.id, unit.code, unit.name, says.get(unit.id, "silent")) for unit in one.units),
        said_of(claim, wordings),
        tuple(each for each in held if each.text and each.text != claim.text),
        searched,
    )


def as_they_read(claims: Sequence[Claim], wordings: Wordings) -> list[Claim]:
    """Claims held to what their sentences say now, as a release holds them."""
    return [as_said(one, said_of(one, wordings)) for one in claims]


def views_of(reads: Reads, claims: Sequence[Claim]) -> tuple[ClaimView, ...]:
    """Claims as they are shown, each counted as its sentence reads now."""
    wordings = worded(reads)
    counts = counted(reads, as_they_read(claims, wordings))
    searched = searched_by_claim(reads, counts)
    return tuple(claim_view(counts[one.id], wordings, searched[one.id]) for one in claims)


@dataclass(frozen=True, slots=True)
class OfReport:
    """Claims of one report, or of all when empty."""

    report_id: Annotated[str, Len(0, 64)] = ""


@reads("/claims")
def claims(reads: Reads, request: OfReport) -> tuple[ClaimView, ...]:
    """List claims with what counts behind each."""
    return views_of(reads, reads.find(Claim, **({"report_id": request.report_id} if request.report_id else {})))


@dataclass(frozen=True, slots=True)
class OneClaim:
    """A claim by identifier."""

    id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim with its count and every piece of evidence, what tells it otherwise first. `outside` are those that lie
    outside its scope and are not counted; `searches` those for what tells it otherwise, the newest first. `n_sources`
    is how many sources could be searched."""

    claim: ClaimView
    evidence: tuple[EvidenceView, ...]
    outside: tuple[str, ...]
    searches: tuple[SearchView, ...]
    n_sources: int


@reads("/claims/page")
def claim(reads: Reads, request: OneClaim) -> ClaimPage:
    """Show a claim with its evidence."""
    found = reads.get(Claim, request.id)
    evidence = reads.find(Evidence, subject_kind="claim", subject_id=found.id)
    wordings = worded(reads)
    counts = counted(reads, as_they_read([found], wordings))
    return ClaimPage(
        claim_view(counts[found.id], wordings, searched_by_claim(reads, counts)[found.id]),
        evidence_views(reads, evidence),
        tuple(sorted(counts[found.id].outside)),
        searches_of(reads, found.id),
        reads.count(Source),
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose quantifier shall be guessed."""

    text: Annotated[str, Len(1, 5000)]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence seems to claim, and of what; the writer can change it."""

    quantifier: Quantifier
    n: int | None
    unit: CountingUnit


@writes("/claims/guess", right=Right.READ, label="", undoable=False)
def guess(work: Work, request: Sentence) -> Guess:
    """Guess the quantifier of a sentence from its words. It is sent as a body so that no words stand in an address."""
    quantifier, n = guess_quantifier(request.text)
    return Guess(quantifier, n, guess_unit(request.text))


@dataclass(frozen=True, slots=True)
class MakeClaim:
    """A claim from a selected sentence. Without a quantifier it is guessed from the words."""

    id: Annotated[str, Len(1, 64)]
    text: Annotated[str, Len(1, 5000)]
    key: Annotated[str, Len(0, 20)] = ""
    kind: ClaimKind = ClaimKind.EMPIRICAL
    quantifier: Quantifier | None = None
    n: Annotated[int, Ge(0)] | None = None
    unit: CountingUnit = CountingUnit.CASES
    scope: Scope = field(default_factory=Scope)
    practice: Annotated[str, Len(0, 200)] = ""
    analytic_note: Annotated[str, Len(0, 5000)] = ""
    report_id: Annotated[str, Len(1, 64)] | None = None


@writes("/claims/make", right=Right.WRITE, label="making a claim")
def make_claim(work: Work, request: MakeClaim) -> ClaimView:
    """Make a claim of a sentence and count behind it at once."""
    _check_scope(work, request.scope)
    quantifier, n = (request.quantifier, request.n) if request.quantifier else guess_quantifier(request.text)
    if quantifier is Quantifier.EXACTLY and n is None:
        raise Invalid("A claim of exactly so many needs the number.", place="n")
    known = {one.key for one in work.find(Claim)}
    key = request.key or next(f"Q{i}" for i in range(1, len(known) + 2) if f"Q{i}" not in known)
    made = Claim(
        request.id,
        key,
        request.text,
        request.kind,
        quantifier,
        n,
        request.unit,
        request.scope,
        request.practice,
        request.analytic_note,
        request.report_id,
        work.by,
        work.now,
    )
    work.add(made)
    return views_of(work, [made])[0]


def _check_scope(work: Work, scope: Scope) -> None:
    known = {one.id for one in work.find(Case, id=scope.case_ids)} if scope.case_ids else set()
    if set(scope.case_ids) - known:
        raise Invalid("The scope names a case that is not in the study.", place="scope")


@dataclass(frozen=True, slots=True)
class ChangeClaim:
    """What changes of a claim; None leaves it."""

    id: Annotated[str, Len(1, 64)]
    text: Annotated[str, Len(1, 5000)] | None = None
    kind: ClaimKind | None = None
    quantifier: Quantifier | None = None
    n: Annotated[int, Ge(0)] | None = None
    unit: CountingUnit | None = None
    scope: Scope | None = None
    practice: Annotated[str, Len(0, 200)] | None = None
    analytic_note: Annotated[str, Len(0, 5000)] | None = None


@writes("/claims/change", right=Right.WRITE, label="changing a claim")
def change_claim(work: Work, request: ChangeClaim) -> ClaimView:
    """Change a claim: its words, its quantifier, what it counts and over whom."""
    there = work.get(Claim, request.id)
    names = ("text", "kind", "quantifier", "n", "unit", "scope", "practice", "analytic_note")
    changed = replace(there, **{name: getattr(request, name) for name in names if getattr(request, name) is not None})
    if request.quantifier is not None and request.text is None:
        # How much it says is chosen of the sentence as it reads now, and holds against the guess from its words.
        changed = replace(changed, text=said_of(there, worded(work)))
    _check_scope(work, changed.scope)
    work.replace(changed)
    return views_of(work, [changed])[0]


@writes("/claims/remove", right=Right.WRITE, label="removing a claim")
def remove_claim(work: Work, request: OneClaim) -> Done:
    """Remove a claim, its links and what was searched behind it; what it rested on stays."""
    found = work.maybe(Claim, request.id)
    if found is not None:
        for one in work.find(Evidence, subject_kind="claim", subject_id=found.id):
            work.remove(one)
        for search in work.find(ClaimSearch, claim_id=found.id):
            work.remove(search)
        work.remove(found)
    return Done(request.id)

"""Drafts, which always export, and releases, which are strict and never change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Len

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.labelling import coarser
from anselm.analysis.report.resolve import Refused as NotResolved
from anselm.analysis.report.resolve import Resolved, resolve
from anselm.analysis.report.walk_disclosure import Carried
from anselm.domain.corpus import Source, SourceVersion
from anselm.domain.document import Fault, Trace
from anselm.domain.errors import Refused
from anselm.domain.interpretation import Evidence
from anselm.domain.reporting import Quotation, Release, Report
from anselm.domain.study import Researcher, Right
from anselm.services.judging.again import not_reading_again, whole_to
from anselm.services.operations import reads, writes
from anselm.services.ports import Reads, Rendering, Tools, Work
from anselm.services.reporting.facts import facts_of
from anselm.services.reporting.looking import LabelChoice, label_choices, looked_over, walk_looked_over
from anselm.services.reporting.naming import file_stem

Format = Literal["html", "docx", "pdf", "md", "tex"]
# How each kind of file carries the walk back; Markdown has none.
CARRIED: dict[str, Carried] = {"docx": "comments", "html": "pages", "pdf": "pages", "tex": "pages"}


@dataclass(frozen=True, slots=True)
class FaultView:
    """What stands in the way of a release: where, which sentence, why, and what to do. `in_walk`: it stands not in the
    text but in the walk back that the file carries, in Word in comments, else at its end."""

    line: int
    start: int
    end: int
    section: str
    sentence: str
    reason: str
    advice: str
    refuses: bool
    in_walk: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """What a release would say now; `labels` are the ways to label its quotations, from one's own to none."""

    faults: tuple[FaultView, ...]
    n_refusing: int
    n_claims: int
    n_quotations: int
    labels: tuple[LabelChoice, ...]


@dataclass(frozen=True, slots=True)
class CheckOf:
    """A report; `trace` says whether the walk back is looked at as well, as a file of `format` carries it."""

    id: Annotated[str, Len(1, 64)]
    trace: bool = True
    format: Format = "docx"


@reads("/report/check")
def check(reads: Reads, request: CheckOf) -> CheckView:
    """Say what stands in the way of a release, who is heard and who could be recognised, in the order of the text."""
    report = reads.get(Report, request.id)
    source, facts = parse(report.body), facts_of(reads, report, "Draft")
    made = resolve(source, coarser(facts, report.labels), "draft")
    printed = (*made.faults, *looked_over(reads, source, facts))
    carried = CARRIED.get(request.format) if request.trace else None
    more = walk_looked_over(reads, report, source, facts, replace(made, faults=printed), carried) if carried else ()
    faults = tuple(_fault(one) for one in sorted((*printed, *more), key=lambda one: one.place.start))
    n_refusing = sum(one.refuses for one in faults)
    return CheckView(
        faults, n_refusing, len(made.trace.claims), len(made.trace.quotations), label_choices(reads, report.labels)
    )


def _fault(one: Fault) -> FaultView:
    place = one.place
    said = (one.sentence, one.reason, one.advice, one.refuses, one.in_walk)
    return FaultView(place.line, place.start, place.end, place.section, *said)


@dataclass(frozen=True, slots=True)
class DraftOf:
    """A report and the kind of file wanted; `trace` says whether it carries the walk back."""

    id: Annotated[str, Len(1, 64)]
    format: Format = "html"
    trace: bool = True


def today(tools: Tools, reads: Reads, request: object) -> str:
    """The day a file is written, which stands in its name and nowhere in it."""
    return tools.clock.now()[:10]


@reads("/report/draft", download=True, prepare=today)
def draft(reads: Reads, request: DraftOf, day: str) -> Rendering:
    """Write the report as a file, marked where support is missing. What its writer reads apart is not in it yet."""
    report = reads.get(Report, request.id)
    facts = facts_of(reads.outward(), report, "Draft")
    made = resolve(parse(report.body), coarser(facts, report.labels), "draft")
    stem = file_stem(reads, report.id, report.title, "draft", day)
    return Rendering(stem, request.format, traced(made, request.format, trace=request.trace))


@dataclass(frozen=True, slots=True)
class MakeRelease:
    """A release to make: of which report, as what, and who receives it. `trace`: with the walk back."""

    id: Annotated[str, Len(1, 64)]
    report_id: Annotated[str, Len(1, 64)]
    format: Format = "html"
    recipients: tuple[str, ...] = ()
    trace: bool = True


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release as it stands on record; `name` is its file."""

    id: str
    report_id: str
    number: int
    format: str
    sha256: str
    recipients: tuple[str, ...]
    by: str
    created_at: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    number: int
    sha256: str
    manifest: str


def _prepare(tools: Tools, reads: Reads, request: MakeRelease) -> _Prepared:
    report = reads.get(Report, request.report_id)
    number = reads.count(Release, report_id=report.id) + 1
    made = released(reads, report, number)
    written = traced(made, request.format, trace=request.trace)
    if request.format in CARRIED:
        whole_to(reads, _sources_behind(reads, written.trace))
    file = tools.renderer.render(Rendering(f"release-{number}", request.format, written))
    manifest = {
        "body": report.body,
        "title": report.title,
        "labels": report.labels,
        "quoting": report.quoting,
        "claims": [one.claim_id for one in made.trace.claims],
        "quotations": [one.evidence_id for one in made.trace.quotations],
        "format": request.format,
        "trace": request.trace,
        "moment": reads.moment(),
    }
    return _Prepared(
        number,
        hashlib.sha256(file.content).hexdigest(),
        json.dumps(manifest, sort_keys=True),
    )


def _sources_behind(reads: Reads, trace: Trace) -> set[str]:
    """The sources whose codings stand in a walk back."""
    shown = [*trace.quotations, *(one for claim in trace.claims for one in claim.evidence)]
    ids = list({one.evidence_id for one in shown})
    quoted = {one.version_id for one in reads.find(Quotation, id=ids)}
    linked = {one.version_id for one in reads.find(Evidence, id=ids) if one.version_id}
    return {one.source_id for one in reads.find(SourceVersion, id=sorted(quoted | linked))}


def traced(made: Resolved, format_: Format | str, *, trace: bool) -> Resolved:
    """What is written: without the walk back where that is not wanted. Markdown has none, and needs the counts."""
    return made if trace or format_ not in CARRIED else replace(made, trace=Trace((), ()))


def released(reads: Reads, report: Report, number: int) -> Resolved:
    """The report as a release. Raises Refused naming the first sentence in the way and how many more there are."""
    facts = coarser(facts_of(reads.outward(), report, f"Release {number}"), report.labels)
    made = resolve(parse(report.body), facts, "release")
    if isinstance(made, NotResolved):
        refusing = [fault for fault in made.faults if fault.refuses]
        first, more = refusing[0], len(refusing) - 1
        raise Refused(
            f"“{first.sentence}” (line {first.place.line}): {first.reason}" + (f" And {more} more." if more else ""),
            place=first.place.section or "report",
            advice=first.advice or "Mend it, or export a draft, which is always possible.",
        )
    return made


@writes("/report/release", right=Right.LEAD, label="releasing the report", undoable=False, prepare=_prepare)
def release(work: Work, request: MakeRelease, prepared: _Prepared) -> ReleaseView:
    """Release the report, or refuse naming the sentence in the way. What was issued stays on record for ever."""
    one = Release(
        request.id,
        request.report_id,
        prepared.number,
        request.format,
        prepared.sha256,
        prepared.manifest,
        request.recipients,
        work.by,
        work.now,
    )
    work.add(one)
    return _view(work, one)


def _view(reads: Reads, one: Release) -> ReleaseView:
    by = reads.maybe(Researcher, one.by_id)
    return ReleaseView(
        one.id,
        one.report_id,
        one.number,
        one.format,
        one.sha256,
        one.recipients,
        by.name if by else "",
        one.created_at,
    )


@dataclass(frozen=True, slots=True)
class OfOneReport:
    """Releases of one report, or of all when empty."""

    report_id: Annotated[str, Len(0, 64)] = ""


@reads("/releases")
def releases(reads: Reads, request: OfOneReport) -> tuple[ReleaseView, ...]:
    """List what was released, to whom, with its checksum."""
    found = reads.find(Release, **({"report_id": request.report_id} if request.report_id else {}))
    return tuple(_view(reads, one) for one in found)


@dataclass(frozen=True, slots=True)
class OneRelease:
    """A release by identifier."""

    id: Annotated[str, Len(1, 64)]


@reads("/release/file", download=True)
def release_file(reads: Reads, request: OneRelease) -> Rendering:
    """Make the file of a release again from the study as it stood when it was made: the same bytes by the same Anselm.

    Words that may not be shown any more are replaced by "[withdrawn]"; the checksum on record then differs. It is made
    as one sees the study from outside, so a round that was not open then is in it for nobody, not even once it is
    open: a round is never closed to sight again. Who just then reads a text of it again is refused, since what was
    marked and settled there is out of their sight today and stood in the open then.
    """
    one = reads.get(Release, request.id)
    held = json.loads(one.manifest)
    not_reading_again(reads, [text.id for text in reads.find(Source)])
    of_whom = {"labels": held.get("labels", ""), "quoting": held.get("quoting", "")}
    report = Report(one.report_id, held["title"], held["body"], **of_whom)
    then = reads.as_it_stood(held["moment"]).outward()
    facts = coarser(facts_of(then, report, f"Release {one.number}"), report.labels)
    made = resolve(parse(report.body), facts, "again")
    written = traced(made, one.format, trace=held.get("trace", True))
    stem = file_stem(reads, report.id, report.title, f"release {one.number}", one.created_at)
    return Rendering(stem, one.format, written)

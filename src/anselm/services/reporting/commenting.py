"""Comments beside a report, for those who write it: at a sentence, a claim or a block, answered and resolved.

They are in no release, and in a draft only when asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.commenting import at_the_end, line_of, place_of, section_of
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.labelling import coarser
from anselm.analysis.report.resolve import Remark, resolve
from anselm.domain.errors import Invalid, Refused
from anselm.domain.reporting import Comment, Report
from anselm.domain.study import Researcher, Right, initials
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Rendering, Work
from anselm.services.reporting.facts import facts_of
from anselm.services.reporting.naming import file_stem
from anselm.services.reporting.publishing import Format, today, traced
from anselm.services.reporting.reports import OneReport

BLOCKS = {"quote": "Quotation", "claim": "Claim", "table": "Table", "figure": "Figure"}
GONE = "its place is gone from the text"


@dataclass(frozen=True, slots=True)
class Said:
    """A comment or an answer: who said what when."""

    id: str
    by: str
    initials: str
    mine: bool
    body: str
    at: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A comment with its answers. `line` is where it stands in the text as kept, None where its place is gone; `where`
    says it in words, `about` names the live block it is about, if it is about one."""

    id: str
    first: Said
    answers: tuple[Said, ...]
    about: str
    words: str
    line: int | None
    where: str
    is_resolved: bool
    resolved_by: str


@reads("/report/comments")
def comments(reads: Reads, request: OneReport) -> tuple[ThreadView, ...]:
    """List the comments on a report in the order of its text, those whose place is gone last."""
    report = reads.get(Report, request.id)
    names = {one.id: one.name for one in reads.find(Researcher)}
    answers: dict[str, list[Said]] = {}
    firsts: list[Comment] = []
    for one in reads.find(Comment, report_id=report.id):
        if one.answers is None:
            firsts.append(one)
        else:
            answers.setdefault(one.answers, []).append(_said(reads, one, names))
    found = []
    for one in firsts:
        place = place_of(report.body, one.about, one.words, one.start)
        found.append((place is None, place or 0, _thread(reads, one, place, report.body, answers, names)))
    return tuple(thread for _, _, thread in sorted(found, key=lambda each: each[:2]))


def _said(reads: Reads, one: Comment, names: Mapping[str, str]) -> Said:
    name = names.get(one.author_id, "")
    mine = one.author_id == reads.viewer.researcher_id
    return Said(one.id, name, initials(name), mine, one.body, one.created_at, one.edited_at != one.created_at)


def _thread(
    reads: Reads,
    one: Comment,
    place: int | None,
    body: str,
    answers: Mapping[str, list[Said]],
    names: Mapping[str, str],
) -> ThreadView:
    return ThreadView(
        one.id,
        _said(reads, one, names),
        tuple(answers.get(one.id, ())),
        one.about,
        one.words,
        None if place is None else line_of(body, place),
        _where(one, place, body),
        one.resolved_at is not None,
        names.get(one.resolved_by or "", ""),
    )


def _where(one: Comment, place: int | None, body: str) -> str:
    kind, _, key = one.about.partition(":")
    named = f"{BLOCKS[kind]} {key}" if one.about else f"“{one.words}”"
    if place is None:
        return f"{named}, {GONE}"
    section = section_of(body, place)
    return f"{named}, under {section}" if section else named


@dataclass(frozen=True, slots=True)
class WriteComment:
    """A comment at a live block (`about`: claim:Q1), at `words` of the text, or one that `answers` another; or one's
    own written anew under its identifier. `start` is where the words stand, in code points."""

    id: Annotated[str, Len(1, 64)]
    report_id: Annotated[str, Len(1, 64)]
    body: Annotated[str, Len(1, 5000)]
    about: Annotated[str, Len(0, 200)] = ""
    words: Annotated[str, Len(0, 5000)] = ""
    start: Annotated[int, Ge(0)] = 0
    answers: Annotated[str, Len(1, 64)] | None = None


@writes("/comments/write", right=Right.WRITE, label="commenting on the report")
def write_comment(work: Work, request: WriteComment) -> Done:
    """Write a comment or an answer, or one's own anew. An answer to what was resolved opens it again."""
    there = work.maybe(Comment, request.id)
    if there is not None:
        if there.author_id != work.by:
            raise Refused("Only its author writes a comment anew.", advice="Answer it instead.")
        if there.body != request.body:
            work.replace(replace(there, body=request.body, edited_at=work.now))
        return Done(there.id)
    report = work.get(Report, request.report_id)
    if request.answers is None:
        _check_place(report, request)
    else:
        _open_again(work, request.answers, report.id)
    place = ("", "", 0) if request.answers else (request.about, "" if request.about else request.words, request.start)
    work.add(
        Comment(
            request.id,
            report.id,
            work.by,
            request.body,
            *place,
            answers=request.answers,
            created_at=work.now,
            edited_at=work.now,
        )
    )
    return Done(request.id)


def _check_place(report: Report, request: WriteComment) -> None:
    kind, _, key = request.about.partition(":")
    if request.about and (kind not in BLOCKS or not key):
        raise Invalid(
            f"“{request.about}” names no block of a report.",
            place="about",
            advice="A block is named by its kind and key, such as claim:Q1, quote:3A-01, table:teams or figure:levels.",
        )
    if not request.about and not request.words.strip():
        raise Invalid(
            "A comment stands at a sentence or a block.", place="words", advice="Select the sentence it is about."
        )
    if place_of(report.body, request.about, request.words, request.start) is None:
        raise Refused(
            "What the comment is about is not in the text as it is kept.",
            place="about" if request.about else "words",
            advice="Wait until the text is kept, or select the place again.",
        )


def _open_again(work: Work, answered: str, report_id: str) -> None:
    first = work.get(Comment, answered)
    if first.report_id != report_id or first.answers is not None:
        raise Refused(
            "An answer goes to the comment that began it, in the same report.",
            place="answers",
            advice="Answer the first comment there.",
        )
    if first.resolved_at is not None:
        work.replace(replace(first, resolved_at=None, resolved_by=None))


@dataclass(frozen=True, slots=True)
class ResolveComment:
    """A comment that is resolved, or is open again."""

    id: Annotated[str, Len(1, 64)]
    is_resolved: bool = True


@writes("/comments/resolve", right=Right.WRITE, label="resolving a comment")
def resolve_comment(work: Work, request: ResolveComment) -> Done:
    """Say that a comment is resolved, or open it again. Its words stay."""
    there = work.get(Comment, request.id)
    if there.answers is not None:
        raise Refused("An answer is resolved with what it answers.", advice="Resolve the first comment there.")
    if (there.resolved_at is not None) != request.is_resolved:
        now, by = (work.now, work.by) if request.is_resolved else (None, None)
        work.replace(replace(there, resolved_at=now, resolved_by=by))
    return Done(there.id)


@dataclass(frozen=True, slots=True)
class OneComment:
    """A comment by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/comments/remove", right=Right.WRITE, label="removing a comment")
def remove_comment(work: Work, request: OneComment) -> Done:
    """Remove a comment of one's own that nobody has answered."""
    there = work.maybe(Comment, request.id)
    if there is None:
        return Done(request.id)
    if there.author_id != work.by:
        raise Refused("Only its author removes a comment.", advice="Resolve it instead.")
    if work.count(Comment, answers=there.id):
        raise Refused("It has been answered.", advice="Resolve it instead; the answers stay with it.")
    work.remove(there)
    return Done(there.id)


@dataclass(frozen=True, slots=True)
class DraftWithComments:
    """A report and the kind of file wanted; `trace` says whether it carries the walk back."""

    id: Annotated[str, Len(1, 64)]
    format: Format = "docx"
    trace: bool = True


@reads("/report/draft-with-comments", download=True, prepare=today)
def draft_with_comments(reads: Reads, request: DraftWithComments, day: str) -> Rendering:
    """Write the draft with its open comments: in Word beside their place, elsewhere in a list at the end."""
    report = reads.get(Report, request.id)
    facts = coarser(facts_of(reads, report, "Draft"), report.labels)
    made = traced(resolve(parse(report.body), facts, "draft"), request.format, trace=request.trace)
    open_ = [one for one in comments(reads, OneReport(report.id)) if not one.is_resolved]
    remarks = tuple(_remark(one, report.body, facts) for one in open_)
    stem = file_stem(reads, report.id, report.title, "draft with comments", day)
    if request.format == "docx":
        return Rendering(stem, "docx", replace(made, remarks=remarks))
    return Rendering(stem, request.format, at_the_end(made, remarks))


def _remark(one: ThreadView, body: str, facts: ReportFacts) -> Remark:
    kind, _, key = one.about.partition(":")
    words = one.words
    if kind == "claim" and key in facts.claims:
        words = facts.claims[key].text
    elif kind == "quote" and key in facts.quotations:
        words = facts.quotations[key].printed or facts.quotations[key].words
    place = place_of(body, one.about, one.words, 0)
    section = section_of(body, place) if place is not None else ""
    said = tuple((each.by, each.body) for each in (one.first, *one.answers))
    return Remark(one.where, words, section, said)

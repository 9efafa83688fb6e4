"""The living report: Markdown with live blocks, as many reports as there are audiences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Len

from anselm.analysis.report.merging import merged
from anselm.domain.errors import Invalid
from anselm.domain.reporting import Comment, Report
from anselm.domain.study import Right
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@reads("/reports")
def reports(reads: Reads, request: Nothing) -> tuple[Report, ...]:
    """List the reports."""
    return tuple(sorted(reads.find(Report), key=lambda one: one.position))


@dataclass(frozen=True, slots=True)
class OneReport:
    """A report by identifier."""

    id: Annotated[str, Len(1, 64)]


@reads("/report")
def report(reads: Reads, request: OneReport) -> Report:
    """Show a report's text."""
    return reads.get(Report, request.id)


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to begin."""

    id: Annotated[str, Len(1, 64)]
    title: Annotated[str, Len(1, 300)]
    body: Annotated[str, Len(0, 2_000_000)] = ""
    audience: Annotated[str, Len(0, 300)] = ""
    scope: Annotated[str, Len(0, 1000)] = ""
    quoting: Literal["", "none"] = ""


@writes("/reports/add", right=Right.WRITE, label="beginning a report")
def add_report(work: Work, request: NewReport) -> Report:
    """Begin a report."""
    made = Report(
        *(request.id, request.title, request.body, request.audience, work.count(Report), work.now, work.now),
        scope=request.scope,
        quoting=request.quoting,
    )
    work.add(made)
    return made


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What changes of a report; None leaves it. `was` is the text one began from: what others wrote since stays."""

    id: Annotated[str, Len(1, 64)]
    title: Annotated[str, Len(1, 300)] | None = None
    body: Annotated[str, Len(0, 2_000_000)] | None = None
    was: Annotated[str, Len(0, 2_000_000)] | None = None
    audience: Annotated[str, Len(0, 300)] | None = None
    labels: Literal["", "case", "role", "none"] | None = None


@writes("/reports/write", right=Right.WRITE, label="writing the report")
def write_report(work: Work, request: WriteReport) -> Report:
    """Write a report; kept as one types."""
    there = work.get(Report, request.id)
    names = ("title", "body", "audience", "labels")
    given = {name: getattr(request, name) for name in names if getattr(request, name) is not None}
    if request.body is not None and request.was is not None:
        given["body"] = merged(request.was, request.body, there.body)
    if all(getattr(there, name) == value for name, value in given.items()):
        return there
    changed = replace(there, **given, edited_at=work.now)
    work.replace(changed)
    return changed


@dataclass(frozen=True, slots=True)
class DescribeReport:
    """What a report is called, for whom it is, what it covers and whose words it may print; None leaves it."""

    id: Annotated[str, Len(1, 64)]
    title: Annotated[str, Len(1, 300)] | None = None
    audience: Annotated[str, Len(0, 300)] | None = None
    scope: Annotated[str, Len(0, 1000)] | None = None
    quoting: Literal["", "none"] | None = None


@writes("/reports/describe", right=Right.WRITE, label="changing what a report is called and for")
def describe_report(work: Work, request: DescribeReport) -> Report:
    """Change a report's title, audience, scope or whose words it may print. Its text and its releases stay."""
    there = work.get(Report, request.id)
    if request.title is not None and not request.title.strip():
        raise Invalid("A report needs a title.", place="title", advice="It can be changed again at any time.")
    names = ("title", "audience", "scope", "quoting")
    given = {name: value.strip() for name in names if (value := getattr(request, name)) is not None}
    changed = replace(there, **given)
    if changed == there:
        return there
    changed = replace(changed, edited_at=work.now)
    work.replace(changed)
    return changed


@writes("/reports/remove", right=Right.LEAD, label="removing a report")
def remove_report(work: Work, request: OneReport) -> Done:
    """Remove a report and the comments on it. Its releases stay on record."""
    found = work.maybe(Report, request.id)
    if found is not None:
        # Answers first: what they answer is never taken away under them.
        for one in sorted(work.find(Comment, report_id=found.id), key=lambda each: each.answers is None):
            work.remove(one)
        work.remove(found)
    return Done(request.id)

"""The history of a report: who wrote when, what changed, and an earlier text put back. Nothing of it is ever lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Annotated, Literal

from annotated_types import Ge, Len

from anselm.analysis.report.length import n_words, words_of
from anselm.domain.errors import NotFound
from anselm.domain.reporting import Report
from anselm.domain.study import Researcher, Right
from anselm.services.operations import reads, writes
from anselm.services.ports import Earlier, Reads, Work
from anselm.services.reporting.reports import OneReport

# What one person writes without a longer pause is one stretch; every keystroke kept would be a list nobody reads.
PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of writing: the number of its last version, who wrote, from when to when, words added and taken.

    `described` says in words what changed of the report besides its text: its title, for whom it is, what it covers,
    how it quotes and labels.
    """

    number: int
    by: str
    began_at: str
    ended_at: str
    n_words: int
    n_added: int
    n_taken: int
    title: str
    described: tuple[str, ...]


@reads("/report/history")
def history(reads: Reads, request: OneReport) -> tuple[Stretch, ...]:
    """List who wrote a report when, newest first."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    made: list[Stretch] = []
    before: Report | None = None
    for stretch in _stretches(reads.earlier(request.id)):
        last = stretch[-1]
        added, taken = _changed(before.body if before else "", last.report.body)
        made.append(
            Stretch(
                last.number,
                names.get(last.by_id, ""),
                stretch[0].at,
                last.at,
                n_words(last.report.body),
                added,
                taken,
                last.report.title,
                tuple(_described(before, last.report)) if before else (),
            )
        )
        before = last.report
    return tuple(reversed(made))


_LABELLED = {"": "by person", "case": "by case", "role": "by role", "none": "by nothing"}
_QUOTING = {"": "as far as consent goes", "none": "nobody’s"}


def _described(was: Report, now: Report) -> Iterator[str]:
    """What changed besides the text, each as it was and as it became."""
    changes = (
        ("Title", was.title, now.title),
        ("For", was.audience, now.audience),
        ("Covers", was.scope, now.scope),
        ("Words it prints", _QUOTING[was.quoting], _QUOTING[now.quoting]),
        ("Quotations are labelled", _LABELLED[was.labels], _LABELLED[now.labels]),
    )
    for name, old, new in changes:
        if old != new:
            yield f"{name}: {new or 'nothing said'} (was: {old or 'nothing said'})"


def _stretches(versions: Sequence[Earlier]) -> list[list[Earlier]]:
    made: list[list[Earlier]] = []
    for one in versions:
        last = made[-1][-1] if made else None
        if last is not None and last.by_id == one.by_id and _moment(one.at) - _moment(last.at) <= PAUSE:
            made[-1].append(one)
        else:
            made.append([one])
    return made


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _changed(before: str, after: str) -> tuple[int, int]:
    """How many words were added and how many taken, paragraph by paragraph."""
    added = taken = 0
    old, new = before.split("\n\n"), after.split("\n\n")
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was, now = words_of("\n\n".join(old[a:b])), words_of("\n\n".join(new[c:d]))
        kept = sum(one.size for one in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks())
        added, taken = added + len(now) - kept, taken + len(was) - kept
    return added, taken


@dataclass(frozen=True, slots=True)
class OneVersion:
    """A version of a report by its number."""

    id: Annotated[str, Len(1, 64)]
    number: Annotated[int, Ge(1)]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that are the same, were added since, or were taken out since."""

    kind: Literal["same", "added", "taken"]
    text: str


@dataclass(frozen=True, slots=True)
class EarlierView:
    """An earlier text beside the text as it is now."""

    number: int
    by: str
    at: str
    title: str
    parts: tuple[Part, ...]
    same: bool


@reads("/report/version")
def version(reads: Reads, request: OneVersion) -> EarlierView:
    """Show an earlier text of a report, paragraph by paragraph against the text as it is now."""
    now = reads.get(Report, request.id)
    then = _found(reads, request)
    by = reads.maybe(Researcher, then.by_id)
    parts = tuple(_parts(then.report.body, now.body))
    return EarlierView(
        then.number, by.name if by else "", then.at, then.report.title, parts, all(one.kind == "same" for one in parts)
    )


def _found(reads: Reads, request: OneVersion) -> Earlier:
    for one in reads.earlier(request.id):
        if one.number == request.number:
            return one
    raise NotFound


def _parts(then: str, now: str) -> list[Part]:
    old, new = then.split("\n\n"), now.split("\n\n")
    made: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            made.append(Part("same", "\n\n".join(old[a:b])))
            continue
        if b > a:
            made.append(Part("taken", "\n\n".join(old[a:b])))
        if d > c:
            made.append(Part("added", "\n\n".join(new[c:d])))
    return made


@writes("/reports/restore", right=Right.WRITE, label="putting back an earlier text")
def restore(work: Work, request: OneVersion) -> Report:
    """Put an earlier text of a report back. The text as it was until now stays in the history."""
    there = work.get(Report, request.id)
    then = _found(work, request).report
    if (there.body, there.title) == (then.body, then.title):
        return there
    changed = replace(there, body=then.body, title=then.title, edited_at=work.now)
    work.replace(changed)
    return changed

"""Who has read a source: each reader says so themselves, and can take it back.

It is the mark of the method's own stage of reading, so that the list of sources and the board of stages say the same;
where a method has no such stage the mark is kept all the same. While somebody reads a source apart in a blind round,
that they have read it is theirs alone until the round is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source
from anselm.domain.study import PROFILES, READ_STAGES, Researcher, Right, StageMark, Study, initials
from anselm.services.operations import Done, writes
from anselm.services.ports import Reads, Work
from anselm.services.study.apart import round_apart

__all__ = ["ReadByView", "mark_read", "readers_of", "unmark_read"]


@dataclass(frozen=True, slots=True)
class ReadByView:
    """Somebody who marked a source as read, and when; `mine` where it is the viewer."""

    id: str
    name: str
    initials: str
    mine: bool
    at: str


def readers_of(reads: Reads) -> dict[str, tuple[ReadByView, ...]]:
    """Who has read each source, as far as the viewer may know: the viewer first, then in the order they said so."""
    me = reads.viewer.researcher_id
    names = {one.id: one.name for one in reads.find(Researcher)}
    found: dict[str, dict[str, ReadByView]] = {}
    for mark in sorted(reads.find(StageMark, stage=list(READ_STAGES)), key=lambda one: (one.created_at, one.id)):
        name, mine = names.get(mark.judge_id, ""), mark.judge_id == me
        view = ReadByView(mark.judge_id, name, initials(name), mine, mark.created_at)
        found.setdefault(mark.source_id, {}).setdefault(mark.judge_id, view)
    return {source: tuple(sorted(by.values(), key=lambda one: not one.mine)) for source, by in found.items()}


@dataclass(frozen=True, slots=True)
class MarkRead:
    """A source one has read; `id` of the mark, so that sent twice it is said once."""

    id: Annotated[str, Len(1, 64)]
    source_id: Annotated[str, Len(1, 64)]


@writes("/sources/mark-read", right=Right.WRITE, label="marking an interview as read")
def mark_read(work: Work, request: MarkRead) -> Done:
    """Say that one has read a source. Where it is read apart in a blind round nobody else learns it before the end."""
    source = work.get(Source, request.source_id)
    there = _mine(work, source.id)
    if there:
        return Done(there[0].id)
    stages = PROFILES[work.get(Study, work.viewer.study_id).profile].stages
    stage = next((one.key for one in stages if one.key in READ_STAGES), READ_STAGES[0])
    apart = round_apart(work, source.id, work.by)
    made = StageMark(request.id, stage, work.by, source.id, "", apart.id if apart else None, work.now)
    work.add(made)
    return Done(made.id)


@dataclass(frozen=True, slots=True)
class WhichRead:
    """A source that one has not read after all."""

    source_id: Annotated[str, Len(1, 64)]


@writes("/sources/unmark-read", right=Right.WRITE, label="marking an interview as not read")
def unmark_read(work: Work, request: WhichRead) -> Done:
    """Take back that one has read a source. What others said of themselves stays."""
    for one in _mine(work, request.source_id):
        work.remove(one)
    return Done(request.source_id)


def _mine(work: Work, source_id: str) -> list[StageMark]:
    marks = work.find(StageMark, source_id=source_id, judge_id=work.by)
    return [one for one in marks if one.stage in READ_STAGES]

"""Passages whose words a correction changed: listed, and put in their new place by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, TextSpan, VersionMap
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import Round
from anselm.domain.marked import FileMarkAnswer
from anselm.domain.study import Right
from anselm.services.corpus.carrying import KINDS, Hanging, moved, route
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work

CONTEXT = 60


@dataclass(frozen=True, slots=True)
class WhichRepairs:
    """Repairs of one source, or of all when empty."""

    source_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class RepairView:
    """Something that hangs on words that were changed. `start` and `end` are the place proposed, if any is left.

    `one_word`: but for one word of them the words proposed are those it stood on.
    """

    id: str
    kind: str
    name: str
    source_id: str
    source_name: str
    old_version_id: str
    old_number: int
    old_start: int
    old_end: int
    old_words: str
    version_id: str
    start: int | None
    end: int | None
    new_words: str
    mine: bool
    one_word: bool


@reads("/sources/repairs")
def repairs(reads: Reads, request: WhichRepairs) -> tuple[RepairView, ...]:
    """List what hangs on words that a correction changed, in source order."""
    wanted = {"source_id": request.source_id} if request.source_id else {}
    sources = {one.id: one for one in (reads.find(Source, id=request.source_id) if wanted else reads.find(Source))}
    maps: dict[str, dict[str, VersionMap]] = {}
    for one in reads.find(VersionMap, **wanted):
        maps.setdefault(one.source_id, {})[one.from_version_id] = one
    old = {
        one.id: one
        for one in (reads.find(SourceVersion, source_id=list(maps)) if maps else ())
        if one.source_id in sources and one.id != sources[one.source_id].current_version_id
    }
    if not old:
        return ()
    rows = _left_behind(reads, list(old))
    current = [source.current_version_id for source in sources.values() if source.id in maps]
    texts = reads.texts([*{str(row.version_id) for _, row in rows}, *(one for one in current if one is not None)])
    names = {one.id: one.name for one in reads.find(Code)}
    views = [
        _view(reads, kind, row, old[str(row.version_id)], sources, maps, texts, names)
        for kind, row in rows
        if row.start is not None and row.end is not None
    ]
    order = {one.id: one.position for one in sources.values()}
    return tuple(sorted(views, key=lambda one: (order[one.source_id], one.old_start, one.old_end, one.id)))


def _left_behind(reads: Reads, version_ids: list[str]) -> list[tuple[str, Hanging]]:
    """What still stands on older texts; readings of a round stay there for good, and what was left on a file and is
    decided needs no place: neither is listed."""
    free = {one.id for one in reads.find(Round) if one.standing}
    answered = {one for (one,) in reads.columns(FileMarkAnswer, "mark_id")}
    return [
        (kind, row)
        for kind, held in KINDS.items()
        for row in reads.find(held, version_id=version_ids)
        if (not isinstance(row, Coding) or row.round_id in free) and row.id not in answered
    ]


def _view(
    reads: Reads,
    kind: str,
    row: Hanging,
    version: SourceVersion,
    sources: Mapping[str, Source],
    maps: Mapping[str, Mapping[str, VersionMap]],
    texts: Mapping[str, str],
    names: Mapping[str, str],
) -> RepairView:
    source = sources[version.source_id]
    current = source.current_version_id or version.id
    span = TextSpan(row.start or 0, row.end or 0)
    way = route(maps[source.id], version.id, current)
    onto = way.carry(span)[0] if way is not None else None
    owner = getattr(row, "coder_id", None) or getattr(row, "author_id", None)
    old_words = texts.get(version.id, "")[span.start : span.end]
    new_words = texts.get(current, "")[onto.start : onto.end] if onto is not None else ""
    return RepairView(
        row.id,
        kind,
        names.get(row.code_id, "") if isinstance(row, Coding) else "",
        source.id,
        source.name,
        version.id,
        version.number,
        span.start,
        span.end,
        old_words,
        current,
        onto.start if onto is not None else None,
        onto.end if onto is not None else None,
        new_words,
        owner == reads.viewer.researcher_id,
        _but_for_one_word(old_words, new_words),
    )


def _but_for_one_word(old: str, new: str) -> bool:
    """Whether one word became another, or one went or came between words that stayed."""
    before, after = old.split(), new.split()
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    gone, came = len(before) - first - last, len(after) - first - last
    if gone == came == 1:
        return first + last > 0
    return gone + came == 1 and first > 0 and last > 0


@dataclass(frozen=True, slots=True)
class Mend:
    """Where something listed for repair belongs in the current text: [start, end)."""

    kind: Annotated[str, Len(1, 40)]
    id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(1)]


@writes("/sources/mend", right=Right.WRITE, label="putting a passage in its new place")
def mend(work: Work, request: Mend) -> Done:
    """Put something whose words were changed in its place in the current text."""
    held = KINDS.get(request.kind)
    if held is None:
        raise Invalid(f"A {request.kind} has no place in a text.", place="kind")
    row: Hanging = work.get(held, request.id)
    _may_be_moved(work, row)
    source = work.get(Source, work.get(SourceVersion, str(row.version_id)).source_id)
    current = work.get(SourceVersion, source.current_version_id or str(row.version_id))
    if row.version_id == current.id:
        raise Refused("This stands in the current text already.", place="id")
    work.replace(moved(row, current.id, TextSpan(request.start, request.end).within(current.n_characters)))
    return Done(row.id)


def _may_be_moved(work: Work, row: Hanging) -> None:
    owner = getattr(row, "coder_id", None) or getattr(row, "author_id", None)
    if isinstance(row, Coding) and owner != work.by and not work.viewer.may(Right.LEAD):
        raise Refused("Only whoever coded it, or the lead, puts a coding in its new place.")
    if row.version_id is None:
        raise Refused("This is about no passage.", place="id")
    if isinstance(row, Coding) and not work.get(Round, row.round_id).standing:
        raise Refused("A reading of a round stays on the text it was made on.", place="id")


@dataclass(frozen=True, slots=True)
class MendMany:
    """What was looked at and belongs where it is proposed: repairs of one source in which one word changed.

    `version_id` is the text it was proposed for: once that is corrected again, nothing is done.
    """

    source_id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(1, 64)]
    ids: Annotated[tuple[Annotated[str, Len(1, 64)], ...], Len(1, 5000)]


@dataclass(frozen=True, slots=True)
class Mended:
    """How many were put in their place."""

    n: int


@writes("/sources/mend-many", right=Right.WRITE, label="putting passages in which one word changed in their place")
def mend_many(work: Work, request: MendMany) -> Mended:
    """Put everything named in the place proposed for it, in one step, where but one of its words changed."""
    there = {one.id: one for one in repairs(work, WhichRepairs(request.source_id))}
    wanted = [there.get(one) for one in dict.fromkeys(request.ids)]
    for one in wanted:
        if one is None or one.version_id != request.version_id or not one.one_word:
            raise Refused(
                "What hangs on corrected words is not as it was when you looked.",
                place="ids",
                advice="Nothing was moved. Look at the list again.",
            )
        if one.start is None or one.end is None:
            continue
        row: Hanging = work.get(KINDS[one.kind], one.id)
        _may_be_moved(work, row)
        work.replace(moved(row, one.version_id, TextSpan(one.start, one.end)))
    return Mended(len(wanted))

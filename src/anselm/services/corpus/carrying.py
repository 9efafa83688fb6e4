"""What hangs on a text follows it to its successor where its words are whole; the rest waits to be looked at.

Every row is carried, also those the one who corrects may not see: nobody's reading depends on who mended a typing
error. The answers say nothing of it; what a viewer is told comes from that viewer's own rows.

Readings handed in in a round never move: they stay on the text they were made on, with their digest, their
coefficients and their rulings. What was agreed in the round is found in the current text when it is read (`follow`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from anselm.domain.coding import Coding
from anselm.domain.corpus import (
    OffsetMap,
    Segment,
    Source,
    SourceVersion,
    SyncPoint,
    TextSpan,
    Utterance,
    VersionMap,
    VersionRole,
)
from anselm.domain.errors import Refused
from anselm.domain.interpretation import Account, Evidence, Placement, ThemeMember, passage_at, passage_key
from anselm.domain.judging import Assignment, Round, RoundState, UnitKind
from anselm.domain.marked import FileMark
from anselm.domain.reporting import Quotation
from anselm.domain.study import Memo
from anselm.services.ports import Reads, Work

__all__ = [
    "KINDS",
    "Hanging",
    "carried_turns",
    "carry_rows",
    "follow",
    "maps_of",
    "moved",
    "nobody_reading",
    "route",
    "route_back",
    "succeed",
]

Hanging: TypeAlias = Coding | Memo | Quotation | ThemeMember | Placement | Account | Evidence | FileMark
KINDS: dict[str, type[Hanging]] = {
    "coding": Coding,
    "memo": Memo,
    "quotation": Quotation,
    "passage of a theme": ThemeMember,
    "passage at a level": Placement,
    "account": Account,
    "evidence": Evidence,
    "comment or highlight of the file": FileMark,
}


def nobody_reading(work: Reads, source: Source) -> None:
    """Raises Refused while a round that reads this source, or places passages of it, is open: all read one text."""
    round_ids = [one.round_id for one in work.find(Assignment, unit_id=source.id)] + _placing_in(work, source)
    open_ = [
        one
        for one in (work.find(Round, id=round_ids) if round_ids else ())
        if not one.standing and one.state is not RoundState.CLOSED
    ]
    if open_:
        raise Refused(
            f"This source is being read in the round {open_[0].name}, and all who read it read the same text.",
            advice="Correct it when that round is closed.",
        )


def _placing_in(work: Reads, source: Source) -> list[str]:
    """Rounds in which passages of this source are placed on a lens."""
    placing = [one.id for one in work.find(Round, unit_kind=UnitKind.SEGMENT)]
    versions = {one.id for one in work.find(SourceVersion, source_id=source.id)} if placing else set()
    return [
        one.round_id
        for one in (work.find(Assignment, round_id=placing) if placing else ())
        if (place := passage_at(one.unit_id)) is not None and place.version_id in versions
    ]


def succeed(
    work: Work, source: Source, old: SourceVersion, new: SourceVersion, offsets: OffsetMap, *, by_rules: bool = False
) -> None:
    """The new version takes the place of the old one: the map is kept, and what hangs on it is carried."""
    work.add(VersionMap(work.new_id(), source.id, old.id, new.id, offsets.pieces))
    work.replace(replace(source, current_version_id=new.id))
    carry_rows(work, old.id, new.id, offsets, by_rules=by_rules)


def carry_rows(work: Work, old_id: str, new_id: str, offsets: OffsetMap, *, by_rules: bool = False) -> None:
    """Move every row whose words are whole; a row whose words changed stays where they can still be read.

    Where words changed by declared rules and nothing else (`by_rules`), a row that holds all of what was replaced is
    the same passage and moves too; one that begins or ends inside it stays.
    """
    everything = work.unblinded()  # what others made is carried and never shown
    free = {one.id for one in work.find(Round) if one.standing}
    for kind in KINDS.values():
        for row in everything.find(kind, version_id=old_id):
            if isinstance(row, Coding) and row.round_id not in free:
                continue
            place = _place(row)
            if place is None:
                work.replace(replace(row, version_id=new_id))
                continue
            onto, whole = offsets.carry(place)
            if onto is not None and (whole or (by_rules and offsets.holds(place))):
                work.replace(moved(row, new_id, onto))


def _place(row: Hanging) -> TextSpan | None:
    if row.start is None or row.end is None:
        return None
    return TextSpan(row.start, row.end)


def moved(row: Hanging, version_id: str, onto: TextSpan) -> Hanging:
    """The row at another place; a passage at a level is named by it."""
    if isinstance(row, Placement):
        key = passage_key(Segment(version_id, onto.start, onto.end))
        return replace(row, version_id=version_id, start=onto.start, end=onto.end, target_id=key)
    return replace(row, version_id=version_id, start=onto.start, end=onto.end)


def carried_turns(
    turns: Sequence[Utterance], syncs: Iterable[SyncPoint], version_id: str, offsets: OffsetMap
) -> tuple[tuple[Utterance, ...], tuple[SyncPoint, ...]]:
    """Turns and times in the new text, numbered anew; a turn of which nothing is left is gone."""
    starts = [offsets.before(turn.start) for turn in turns]
    found: list[Utterance] = []
    for place, turn in enumerate(turns):
        limit = starts[place + 1] if place + 1 < len(turns) else None
        end = offsets.after(turn.end)
        end = end if limit is None else min(end, limit)
        speech = min(offsets.before(turn.speech_start), end)
        if end > starts[place]:
            start = starts[place]
            found.append(
                replace(turn, version_id=version_id, number=len(found) + 1, start=start, speech_start=speech, end=end)
            )
    points = tuple(SyncPoint(version_id, offsets.before(one.position), one.at_ms) for one in syncs)
    return tuple(found), points


@dataclass(frozen=True, slots=True)
class Route:
    """The way from an old version to the current one, step by step."""

    steps: tuple[OffsetMap, ...]

    def carry(self, span: TextSpan) -> tuple[TextSpan | None, bool]:
        """Where the span lies now, or None if nothing is left; and whether its words are whole."""
        at: TextSpan | None = span
        whole = True
        for step in self.steps:
            if at is None:
                return None, False
            at, same = step.carry(at)
            whole = whole and same
        return at, whole


def route(maps: Mapping[str, VersionMap], from_id: str, to_id: str) -> Route | None:
    """The way between two versions by the maps from each version onwards; None when there is none."""
    steps: list[OffsetMap] = []
    at = from_id
    while at != to_id:
        if at not in maps or len(steps) > len(maps):
            return None
        steps.append(maps[at].offsets)
        at = maps[at].to_version_id
    return Route(tuple(steps))


def route_back(maps: Mapping[str, VersionMap], from_id: str, to_id: str) -> Route | None:
    """The way from a newer version to an older one; None when there is none."""
    onwards = route(maps, to_id, from_id)
    return Route(tuple(step.back for step in reversed(onwards.steps))) if onwards is not None else None


def maps_of(reads: Reads, source_id: str) -> dict[str, VersionMap]:
    """The maps of a source by the version they lead away from."""
    return {one.from_version_id: one for one in reads.find(VersionMap, source_id=source_id)}


def follow(reads: Reads, places: Iterable[Segment]) -> dict[Segment, Segment]:
    """Where stretches of older texts lie in the current ones, for those whose words are whole.

    In a text that was anonymised a stretch is followed also where words were replaced in it, so that what was
    taken out is not printed. A stretch that is not in the answer is read where it is.
    """
    wanted = list(dict.fromkeys(places))
    known = reads.find(SourceVersion, id=list({one.version_id for one in wanted})) if wanted else ()
    ids = list({one.source_id for one in known})
    current = {one.id: one.current_version_id for one in (reads.find(Source, id=ids) if ids else ())}
    behind = {one.id: one.source_id for one in known if one.id != current.get(one.source_id)}
    if not behind:
        return {}
    held = list(set(behind.values()))
    newest = [at for source_id in held if (at := current.get(source_id)) is not None]
    roles = {one.id: one.role for one in reads.find(SourceVersion, id=newest)}
    maps = {one.from_version_id: one for one in reads.find(VersionMap, source_id=held)}
    ways = {version_id: route(maps, version_id, current.get(held_by) or "") for version_id, held_by in behind.items()}
    found: dict[Segment, Segment] = {}
    for one in wanted:
        way = ways.get(one.version_id)
        if way is None:
            continue
        to_id = current.get(behind[one.version_id]) or ""
        onto, whole = way.carry(one.span)
        if onto is not None and (whole or roles.get(to_id) is VersionRole.ANONYMISED):
            found[one] = Segment(to_id, onto.start, onto.end)
    return found

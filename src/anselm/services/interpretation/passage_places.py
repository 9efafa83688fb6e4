"""Passages at the levels of a lens: which stand where, with their words, and whether those of a round are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anselm.domain.corpus import Segment, Source, SourceVersion
from anselm.domain.interpretation import Lens, Placement, passage_at
from anselm.domain.judging import Round
from anselm.domain.study import Researcher
from anselm.services.corpus.carrying import follow
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.interpretation.lenses import PLACED, OfLens
from anselm.services.interpretation.placed import standing_placements
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["known_units", "named_passages", "placed_passages"]


@dataclass(frozen=True, slots=True)
class PlacedPassageView:
    """A passage at a level: whose words, from which case, and who put it there and why.

    `round` is the round that agreed on it, if one did. A passage of no case has an empty `case_code`.
    """

    id: str
    level_key: str
    source_id: str
    version_id: str
    start: int
    end: int
    words: str
    question: str
    label: str
    turn: int | None
    case_id: str | None
    case_code: str
    case_name: str
    judge: str
    mine: bool
    reason: str
    round: str


@reads("/placements/passages")
def placed_passages(reads: Reads, request: OfLens) -> tuple[PlacedPassageView, ...]:
    """List the passages that stand at the levels of a lens, the innermost level first, then by case and text."""
    order = {level.key: at for at, level in enumerate(reads.get(Lens, request.lens_id).levels)}
    found = standing_placements(reads, lens_id=request.lens_id, target_kind="segment")
    said = _said(reads, [one.segment for one in found if one.segment is not None])
    names = {one.id: one.name for one in reads.find(Researcher)}
    agreed_in = sorted({one.round_id for one in found if one.round_id is not None})
    rounds = {one.id: one.name for one in reads.find(Round, id=agreed_in)} if agreed_in else {}
    views = [
        _view(reads, one, voice, names, rounds)
        for one in found
        if one.segment is not None and (voice := said.get(one.segment)) is not None
    ]
    return tuple(
        sorted(views, key=lambda one: (order.get(one.level_key, len(order)), one.case_code, one.label, one.start))
    )


def _view(
    reads: Reads, one: Placement, voice: Passage, names: Mapping[str, str], rounds: Mapping[str, str]
) -> PlacedPassageView:
    return PlacedPassageView(
        one.id,
        one.level_key,
        voice.source_id,
        voice.segment.version_id,
        voice.segment.start,
        voice.segment.end,
        voice.words,
        voice.question,
        voice.label,
        voice.turn,
        voice.case_id,
        voice.case_code,
        voice.case_name,
        names.get(one.judge_id, ""),
        one.judge_id == reads.viewer.researcher_id and one.round_id is None,
        one.reason,
        rounds.get(one.round_id or "", ""),
    )


def known_units(reads: Reads, kind: str, units: Sequence[str]) -> set[str]:
    """Which of the things to be placed are in the study; a passage, when it has words in the current text."""
    if kind != "segment":
        return {str(one.id) for one in reads.find(PLACED[kind], id=list(units))}  # type: ignore[attr-defined]
    places = {unit: place for unit in units if (place := passage_at(unit)) is not None}
    ids = sorted({one.version_id for one in places.values()})
    versions = {one.id: one for one in (reads.find(SourceVersion, id=ids) if ids else ())}
    sources = sorted({one.source_id for one in versions.values()})
    current = {one.current_version_id for one in (reads.find(Source, id=sources) if sources else ())}
    return {
        unit
        for unit, one in places.items()
        if one.version_id in versions and one.version_id in current and one.end <= versions[one.version_id].n_characters
    }


def named_passages(reads: Reads, units: Iterable[str]) -> dict[str, Passage]:
    """The passages of a round by the names they have there, in the order of the texts; nothing that is out of sight."""
    places = {unit: place for unit in units if (place := passage_at(unit)) is not None}
    said = _said(reads, list(places.values()))
    there = [(unit, said[one]) for unit, one in places.items() if one in said]
    return dict(sorted(there, key=lambda one: (one[1].source_name, one[1].segment.start, one[1].segment.end)))


def _said(reads: Reads, places: Sequence[Segment]) -> dict[Segment, Passage]:
    """Passages as the current text has them, where it still does."""
    now = follow(reads, places)
    said = passages_of(reads, [now.get(one, one) for one in places])
    return {one: voice for one in places if (voice := said.get(now.get(one, one))) is not None}

"""The places where the readings of a round differ, each in its words, both readings side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.analysis.agreed import key_of, majority_of
from anselm.analysis.differences import KINDS, Difference
from anselm.domain.coding import Code
from anselm.domain.corpus import Segment, Source
from anselm.domain.judging import Settling
from anselm.domain.study import Study, initials
from anselm.services.coding.ground import Compared, compared, open_round, pattern_words, reader_names
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.operations import reads
from anselm.services.ports import Reads


@dataclass(frozen=True, slots=True)
class SideView:
    """What one reader marked at a difference, in their own ends."""

    reader_id: str
    reader: str
    initials: str
    code_id: str
    code_key: str
    code: str
    family: int
    start: int
    end: int
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One place where readings differ, in context. `settled` is empty while it is open, `by_majority` says that more
    than half of three or more readers read it alike, in a round in which that was agreed to count.

    In a reflexive study it is a place to talk about: its kind is not said.
    """

    key: str
    kind: str
    pattern: str
    pattern_words: str
    source_id: str
    source: str
    version_id: str
    start: int
    end: int
    label: str
    case_code: str
    turn: int | None
    t0_ms: int | None
    before: str
    words: str
    after: str
    question: str
    sides: tuple[SideView, ...]
    without: tuple[str, ...]
    settled: str
    reason: str
    ruling_id: str | None
    by_majority: bool


@dataclass(frozen=True, slots=True)
class WhichDifferences:
    """Differences of a round, all or only those open."""

    round_id: Annotated[str, Len(1, 64)]
    only_open: bool = False


@reads("/rounds/differences")
def differences(reads: Reads, request: WhichDifferences) -> tuple[DifferenceView, ...]:
    """List the places where the readings of a round differ, by kind and pattern, both readings side by side."""
    round_ = open_round(reads, request.round_id)
    ground = compared(reads, round_)
    codes = {one.id: one for one in reads.find(Code)}
    wanted = _in_order(reads, ground, codes)
    if request.only_open:
        wanted = [one for one in wanted if key_of(one) not in ground.settled]
    places = {one: Segment(one.document, one.start, one.end) for one in wanted}
    sides = [Segment(one.document, side.start, side.end) for one in wanted for side in one.sides]
    spoken = passages_of(reads, [*places.values(), *sides])
    people = reader_names(reads, round_)
    quiet = reads.get(Study, reads.viewer.study_id).reflexive
    shown = (
        _difference(one, spoken[place], spoken, ground, codes, people)
        for one, place in places.items()
        if place in spoken
    )
    return tuple(replace(one, kind="", pattern_words=_names(one)) if quiet else one for one in shown)


def _in_order(reads: Reads, ground: Compared, codes: Mapping[str, Code]) -> list[Difference]:
    """By kind; of a kind the pattern with most places first; of a pattern as the interviews are listed and read."""
    of_version = {one.version_id: one.source_id for one in ground.codings.values()}
    sources = sorted(
        reads.find(Source, id=sorted(set(of_version.values()))), key=lambda one: (one.position, one.created_at, one.id)
    )
    rank = {one.id: at for at, one in enumerate(sources)}
    n_of = Counter((one.kind, one.pattern) for one in ground.differences)
    return sorted(
        ground.differences,
        key=lambda one: (
            KINDS.index(one.kind),
            -n_of[one.kind, one.pattern],
            pattern_words(one.kind, one.pattern, codes),
            rank.get(of_version.get(one.document, ""), len(rank)),
            one.start,
            one.end,
        ),
    )


def _names(one: DifferenceView) -> str:
    return " · ".join(dict.fromkeys(side.code for side in one.sides))


def _difference(
    one: Difference,
    passage: Passage,
    spoken: Mapping[Segment, Passage],
    ground: Compared,
    codes: Mapping[str, Code],
    people: Mapping[str, str],
) -> DifferenceView:
    ruling = ground.settled.get(key_of(one))
    return DifferenceView(
        key_of(one),
        one.kind,
        one.pattern,
        pattern_words(one.kind, one.pattern, codes),
        passage.source_id,
        passage.encounter_code or passage.source_name,
        one.document,
        one.start,
        one.end,
        passage.label,
        passage.case_code,
        passage.turn,
        passage.t0_ms,
        passage.before[-600:],
        passage.words,
        passage.after[:600],
        passage.question,
        tuple(
            SideView(
                side.coder,
                people.get(side.coder, ""),
                initials(people.get(side.coder, "")),
                side.code,
                codes[side.code].key if side.code in codes else "",
                codes[side.code].name if side.code in codes else "a code",
                codes[side.code].family if side.code in codes else 1,
                side.start,
                side.end,
                spoken[Segment(one.document, side.start, side.end)].words,
                next((ground.codings[coding].note for coding in side.coding_ids if coding in ground.codings), ""),
            )
            for side in one.sides
        ),
        tuple(people.get(judge, "") for judge in one.without),
        ruling.outcome.value if ruling is not None else "",
        ruling.reason if ruling is not None else "",
        ruling.id if ruling is not None else None,
        ruling is None and ground.round.settling is Settling.MAJORITY and majority_of(one) is not None,
    )

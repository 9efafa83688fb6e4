"""How the readings of a round met: per code first, then place by place. Only once the round is revealed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anselm.analysis.agreed import AgreedSpan, key_of
from anselm.analysis.agreement.table import Row, Table
from anselm.analysis.differences import BOUNDARY, MARKED_BY_ONE, MARKED_BY_SOME, Difference
from anselm.domain.coding import Code
from anselm.domain.corpus import Source
from anselm.domain.judging import Round
from anselm.domain.study import Study, initials
from anselm.services.coding.ground import (
    Compared,
    assigned_sources,
    compared,
    judges_of,
    open_round,
    pattern_words,
    reader_names,
    unworded,
)
from anselm.services.coding.measuring import FigureView, WhichRound, figure_view, measured, over_time
from anselm.services.coding.sets import read_by
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["comparison"]

SHOWN = ("percent", "cohen_kappa", "krippendorff_alpha")


@dataclass(frozen=True, slots=True)
class MetView:
    """How the readings of one code met: places all marked, places only some marked, and the figures behind 'more'.

    `n_marked` and `n_by` are in the order of the readers: how often each marked it, and how often alone.
    """

    code_id: str
    key: str
    name: str
    family: int
    n_marked: tuple[int, ...]
    n_met: int
    n_by: tuple[int, ...]
    n_boundary: int
    n_other_code: int
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class MetInView:
    """How the readings of one source met, all codes together. `n_read` is how many readers were to read it."""

    source_id: str
    name: str
    n_read: int
    n_met: int
    n_by: tuple[int, ...]
    n_boundary: int
    n_other_code: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The readings of a round side by side. `headline` says the fact first.

    In a reflexive study there is nothing but that: no figure, no count, no list of where readings differ.
    """

    round_id: str
    round: str
    readers: tuple[str, ...]
    reader_ids: tuple[str, ...]
    n_sources: int
    unit: str
    set: str
    headline: str
    warning: str
    met: tuple[MetView, ...]
    sources: tuple[MetInView, ...]
    overall: tuple[FigureView, ...]
    patterns: tuple[PatternView, ...]
    n_differences: int
    n_open: int


@dataclass(frozen=True, slots=True)
class PatternView:
    """Differences of one kind and pattern ('D1 read as D4'), how many, and how many still open."""

    kind: str
    pattern: str
    words: str
    code_ids: tuple[str, ...]
    n: int
    n_open: int


@reads("/rounds/comparison")
def comparison(reads: Reads, request: WhichRound) -> ComparisonView:
    """Show how the readings of a round met, code by code."""
    round_ = open_round(reads, request.round_id)
    ground = compared(reads, round_)
    people = reader_names(reads, round_)
    codes = {one.id: one for one in reads.find(Code)}
    judges = judges_of(round_, (one.coder for one in ground.readings))
    reflexive = reads.get(Study, reads.viewer.study_id).reflexive
    table = None if reflexive else measured(reads, round_, judges, request.unit)
    patterns = () if reflexive else _patterns(ground, codes)
    alike = ground.alike
    by_source = () if reflexive else _by_source(reads, round_, ground, alike, judges)
    n_sources = len({one.source_id for one in ground.codings.values()} | assigned_sources(reads, round_))
    n_both = sum(len(readers) > 1 for readers in read_by(reads, round_).values())
    return ComparisonView(
        round_.id,
        "Open coding" if round_.standing else round_.name,
        tuple(people.get(judge, "") for judge in judges),
        judges,
        n_sources,
        request.unit,
        "open coding" if round_.standing else round_.name,
        _headline(ground, len(alike), (n_sources, n_both), [people.get(one, "") for one in judges], quiet=reflexive),
        " ".join(filter(None, (_warning(round_, n_both, reflexive=reflexive), unworded(reads, round_)))),
        () if reflexive else _by_code(_used(ground, codes), ground, alike, judges, table),
        by_source,
        () if table is None else tuple(figure_view(row) for row in table.overall if row.coefficient in SHOWN),
        patterns,
        sum(one.n for one in patterns),
        sum(one.n_open for one in patterns),
    )


def _used(ground: Compared, codes: Mapping[str, Code]) -> list[Code]:
    used = {one.code_id for one in ground.codings.values()}
    return sorted((codes[one] for one in used if one in codes), key=lambda code: (code.key, code.name))


def _headline(ground: Compared, alike: int, n_read: tuple[int, int], names: Sequence[str], *, quiet: bool) -> str:
    """The fact first, in words. `n_read` are the sources read, and those of them that two or more read."""
    who = " and ".join(initials(name) for name in names)
    n = alike + len(ground.differences)
    places = f"{n} {'place' if n == 1 else 'places'}"
    if quiet:
        return f"{who} read {_interviews(n_read[0])}. Two readings side by side, for talking about."
    if ground.round.repeats_id is not None:
        who = initials(names[-1]).removesuffix(" again")
        how = "as was agreed" if ground.round.repeats_agreed else "alike both times"
        return f"{who} read {_interviews(n_read[0])} again: {alike} of {places} marked {how}."
    if not n_read[1]:
        return f"{who} read {_interviews(n_read[0])}, none of them both: there is nothing to compare."
    shared = _interviews(n_read[1]) + (f" of {n_read[0]} that more than one read" if n_read[1] < n_read[0] else "")
    return f"{who} marked {places} in {shared}: {alike} alike, {len(ground.differences)} to talk about."


def _interviews(n: int) -> str:
    return f"{n} {'interview' if n == 1 else 'interviews'}"


def _warning(round_: Round, n_sources: int, *, reflexive: bool) -> str:
    what = (
        ""
        if round_.repeats_id is None or reflexive
        else f"This is {over_time(round_)}, and counts in no other figure. "
    )
    if reflexive or n_sources >= 15 or n_sources == 0:
        return what.strip()
    return f"{what}With {_interviews(n_sources)} each interval is likely too narrow."


def _by_code(
    codes: Sequence[Code],
    ground: Compared,
    alike: Sequence[AgreedSpan],
    judges: Sequence[str],
    table: Table | None,
) -> tuple[MetView, ...]:
    """How the readings of each code met, in the order of the codebook's keys."""
    met = Counter(place.code for place in alike)
    marked = Counter((one.code, one.coder) for one in ground.readings)
    differing: dict[str, list[Difference]] = defaultdict(list)
    for one in ground.differences:
        for code in dict.fromkeys(one.pattern.split("|")):
            differing[code].append(one)
    rows: dict[str | None, list[Row]] = defaultdict(list)
    for row in () if table is None else table.codes:
        if row.coefficient in SHOWN and (row.pair is None or len(judges) == 2):
            rows[row.code].append(row)
    return tuple(
        MetView(
            code.id,
            code.key,
            code.name,
            code.family,
            tuple(marked[code.id, judge] for judge in judges),
            met[code.id],
            *_counts(differing[code.id], judges),
            tuple(figure_view(row) for row in rows[code.id]),
        )
        for code in codes
    )


def _counts(own: Sequence[Difference], judges: Sequence[str]) -> tuple[tuple[int, ...], int, int]:
    """Of these differences: marked by each reader alone, with other ends, with another code."""
    alone = Counter(
        coder
        for one in own
        if one.kind in (MARKED_BY_ONE, MARKED_BY_SOME)
        for coder in {side.coder for side in one.sides}
    )
    return (
        tuple(alone[judge] for judge in judges),
        sum(one.kind == BOUNDARY for one in own),
        sum("|" in one.pattern for one in own),
    )


def _by_source(
    reads: Reads, round_: Round, ground: Compared, alike: Sequence[AgreedSpan], judges: Sequence[str]
) -> tuple[MetInView, ...]:
    """The same by source, in the order of the sources; those in which nobody marked anything too."""
    readers = read_by(reads, round_)
    of_version = {one.version_id: one.source_id for one in ground.codings.values()}
    known = reads.find(Source, id=list(readers.keys() | set(of_version.values())))
    met_in = Counter(of_version.get(place.document, "") for place in alike)
    differing: dict[str, list[Difference]] = defaultdict(list)
    for one in ground.differences:
        differing[of_version.get(one.document, "")].append(one)
    found = []
    for source in sorted(known, key=lambda one: (one.position, one.created_at, one.id)):
        n_read = len(readers[source.id]) if source.id in readers else len(judges)
        found.append(
            MetInView(source.id, source.name, n_read, met_in[source.id], *_counts(differing[source.id], judges))
        )
    return tuple(found)


def _patterns(ground: Compared, codes: Mapping[str, Code]) -> tuple[PatternView, ...]:
    groups: dict[tuple[str, str], list[Difference]] = {}
    for one in ground.differences:
        groups.setdefault((one.kind, one.pattern), []).append(one)
    return tuple(
        PatternView(
            kind,
            pattern,
            pattern_words(kind, pattern, codes),
            tuple(pattern.split("|")),
            len(group),
            sum(key_of(one) not in ground.settled for one in group) if ground.settled else len(group),
        )
        for (kind, pattern), group in sorted(groups.items(), key=lambda entry: -len(entry[1]))
    )

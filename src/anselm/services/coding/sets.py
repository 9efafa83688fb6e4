"""Which codings an analysis reads: one definition for every screen, figure and export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from anselm.analysis.agreed import agreed
from anselm.analysis.differences import Difference, Reading, differences
from anselm.analysis.laid import Laid, laid
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Segment
from anselm.domain.errors import NotFound
from anselm.domain.judging import Assignment, Outcome, Round, RoundKind, RoundState, Ruling, first_time
from anselm.services.coding.laid import laid_in
from anselm.services.corpus.carrying import follow
from anselm.services.ports import Reads

__all__ = [
    "Placed",
    "SetRow",
    "differences_of",
    "in_current_text",
    "placed_in",
    "read_by",
    "read_set",
    "reading_of",
    "readings_of",
    "set_named",
    "set_words",
]


@dataclass(frozen=True, slots=True)
class SetRow:
    """One coding of a set. An agreed one has no coder of its own and names the codings it came from."""

    id: str
    source_id: str
    version_id: str
    start: int
    end: int
    code_id: str
    coder_id: str | None
    round_id: str
    how: str
    coding_ids: tuple[str, ...]


def set_words(reads: Reads, key: str) -> str:
    """What a set is called on screen and beside every figure."""
    if key == "working":
        return "open coding"
    if key in ("", "consensus"):
        return "agreed readings where a round is closed, open coding elsewhere"
    return reads.get(Round, key).name


def read_set(reads: Reads, key: str = "consensus", **equal: object) -> tuple[SetRow, ...]:
    """The codings of a set; `equal` narrows by code_id, source_id or version_id. Raises NotFound for no such set."""
    rounds = reads.find(Round)
    if key == "working":
        return _plain(reads, [one.id for one in rounds if one.standing], equal)
    if key in ("", "consensus"):
        return _consensus(reads, rounds, equal)
    if key not in {one.id for one in rounds}:
        raise NotFound
    return _plain(reads, [key], equal)


def _plain(reads: Reads, round_ids: list[str], equal: dict[str, object]) -> tuple[SetRow, ...]:
    return tuple(_row(one) for one in reads.find(Coding, round_id=round_ids, **equal))


def _row(one: Coding) -> SetRow:
    return SetRow(
        one.id,
        one.source_id,
        one.version_id,
        one.start,
        one.end,
        one.code_id,
        one.coder_id,
        one.round_id,
        "",
        (one.id,),
    )


def _consensus(reads: Reads, rounds: Sequence[Round], equal: dict[str, object]) -> tuple[SetRow, ...]:
    rows, covered = _agreed_rows(reads, rounds)
    working = _plain(reads, [one.id for one in rounds if one.standing], equal)
    return (*(row for row in rows if _fits(row, equal)), *(row for row in working if row.source_id not in covered))


def _agreed_rows(reads: Reads, rounds: Sequence[Round]) -> tuple[tuple[SetRow, ...], set[str]]:
    """The agreed readings of closed rounds in the texts as they are now, and the sources they speak for."""
    found: list[SetRow] = []
    covered: set[str] = set()
    # The newest closed round of a source speaks for it.
    for round_ in sorted(_closed(rounds), key=lambda one: one.closed_at or "", reverse=True):
        sources = {one.unit_id for one in reads.find(Assignment, round_id=round_.id)} - covered
        found += [row for row in agreed_of(reads, round_) if row.source_id in sources]
        covered |= sources
    return in_current_text(reads, found), covered


def _closed(rounds: Sequence[Round]) -> list[Round]:
    return [one for one in rounds if one.state is RoundState.CLOSED and one.kind is RoundKind.CODE and one.reported]


# Codings, and the sources in which others speak in their place.
Placed: TypeAlias = tuple[Laid, frozenset[str]]


def placed_in(reads: Reads, key: str, reader_ids: Sequence[str]) -> tuple[Placed, ...]:
    """The codings `read_set` reads, by their places alone; quick for very many. Raises NotFound for no such set.

    No two parts stand in one source. Readers are numbered from 1 in the order given; what is agreed has none.
    """
    rounds = reads.find(Round)
    standing = [one.id for one in rounds if one.standing]
    nothing: frozenset[str] = frozenset()
    if key == "working":
        return ((laid_in(reads, standing, reader_ids), nothing),)
    if key not in ("", "consensus"):
        if key not in {one.id for one in rounds}:
            raise NotFound
        return ((laid_in(reads, [key], reader_ids), nothing),)
    made = _agreed_laid(reads, rounds)
    return ((made.rows, nothing), (laid_in(reads, standing, reader_ids), made.covered))


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What is agreed in closed rounds, the sources it speaks for, and the codings it was worked out of."""

    rows: Laid
    covered: frozenset[str]
    coding_ids: frozenset[str]


def _agreed_laid(reads: Reads, rounds: Sequence[Round]) -> _Agreed:
    """What is agreed, kept while no coding changes that it was worked out of."""
    of_rounds = [one.id for one in _closed(rounds)]

    def make() -> _Agreed:
        found, covered = _agreed_rows(reads, rounds)
        rows = [(row.id, row.version_id, row.source_id, row.start, row.end, row.code_id, "") for row in found]
        used = frozenset(one for (one,) in reads.columns(Coding, "id", round_id=of_rounds))
        return _Agreed(laid(rows, {}), frozenset(covered), used)

    def mended(there: _Agreed, changed: frozenset[str]) -> _Agreed | None:
        untouched = there.coding_ids.isdisjoint(changed)
        return there if untouched and not reads.count(Coding, id=changed, round_id=of_rounds) else None

    return reads.followed("agreed", Coding, make, mended)


def set_named(reads: Reads, name: str) -> str:
    """A set by its key, or a round by its name."""
    for one in reads.find(Round):
        if name in (one.name, one.id) and not one.standing:
            return one.id
    return name


def in_current_text(reads: Reads, rows: Sequence[SetRow]) -> tuple[SetRow, ...]:
    """The rows in the texts as they are now: a text corrected since its round was read is followed where it can be."""
    places = follow(reads, (Segment(row.version_id, row.start, row.end) for row in rows))
    return tuple(_moved(row, places.get(Segment(row.version_id, row.start, row.end))) for row in rows)


def _moved(row: SetRow, to: Segment | None) -> SetRow:
    return row if to is None else replace(row, version_id=to.version_id, start=to.start, end=to.end)


def _fits(row: SetRow, equal: dict[str, object]) -> bool:
    for name, wanted in equal.items():
        held = getattr(row, name)
        if held not in wanted if isinstance(wanted, (list, tuple, set, frozenset)) else held != wanted:
            return False
    return True


def readings_of(reads: Reads, round_: Round) -> tuple[tuple[Reading, ...], dict[str, Coding]]:
    """The codings of a round as they are compared (documents are source versions), and by identifier.

    Where one reader reads again, the first reading stands beside the second, as if another had made it.
    """
    codings = reads.find(Coding, round_id=round_.id)
    if round_.repeats_id is not None:
        codings = _twice_read(reads, round_, codings)
    return tuple(reading_of(one) for one in codings), {one.id: one for one in codings}


def reading_of(one: Coding) -> Reading:
    """A coding as it is compared."""
    return Reading(one.id, one.coder_id, one.code_id, one.version_id, one.start, one.end)


def _twice_read(reads: Reads, round_: Round, again: Sequence[Coding]) -> tuple[Coding, ...]:
    """Both readings of one reader, in the texts as they are now: a text may have been corrected between them."""
    (judge,) = round_.judge_ids
    sources = [one.unit_id for one in reads.find(Assignment, round_id=round_.id)]
    before = _as_agreed(reads, round_, sources) if round_.repeats_agreed else _own(reads, round_, judge, sources)
    both = [*(replace(one, coder_id=first_time(judge)) for one in before), *again]
    places = follow(reads, [one.segment for one in both])
    moved = ((one, places.get(one.segment)) for one in both)
    return tuple(
        one if to is None else replace(one, version_id=to.version_id, start=to.start, end=to.end) for one, to in moved
    )


def _own(reads: Reads, round_: Round, judge: str, sources: Sequence[str]) -> Sequence[Coding]:
    return reads.find(Coding, round_id=round_.repeats_id or "", coder_id=judge, source_id=sources)


def _as_agreed(reads: Reads, round_: Round, sources: Sequence[str]) -> Sequence[Coding]:
    """What was agreed of these sources in the round that is read again, as if somebody had marked it."""
    first = reads.maybe(Round, round_.repeats_id)
    rows = () if first is None else agreed_of(reads, first)
    return [
        Coding(row.id, row.round_id, "", row.source_id, row.version_id, row.start, row.end, row.code_id)
        for row in rows
        if row.source_id in sources
    ]


def read_by(reads: Reads, round_: Round) -> dict[str, set[str]]:
    """Who was to read each source of a round; one reader over time is there twice.

    In open coding nobody is told to: whoever marked something in a source has read it, and of others nothing is known.
    """
    found: dict[str, set[str]] = {}
    if round_.standing:
        for coder, source in reads.columns(Coding, "coder_id", "source_id", round_id=round_.id):
            found.setdefault(source, set()).add(coder)
        return found
    for one in reads.find(Assignment, round_id=round_.id):
        found.setdefault(one.unit_id, set()).add(one.judge_id)
        if round_.repeats_id is not None:
            found[one.unit_id].add(first_time(one.judge_id))
    return found


def differences_of(
    reads: Reads, round_: Round, readings: Sequence[Reading], codings: dict[str, Coding]
) -> tuple[Difference, ...]:
    """The differences between the readers of a round, ends within its tolerance taken as the same."""
    assigned: dict[str, set[str]] = {}
    by_source = read_by(reads, round_)
    for coding in codings.values():
        assigned[coding.version_id] = by_source.get(coding.source_id, set())
    parents = {code.id: code.parent_id for code in reads.find(Code)}
    found = differences(readings, assigned=assigned, parents=parents)
    if not round_.tolerance:
        return found
    return tuple(one for one in found if not _within(one, round_.tolerance))


def _within(one: Difference, tolerance: int) -> bool:
    return one.kind == "boundary" and not one.without and one.apart <= tolerance


def agreed_of(reads: Reads, round_: Round) -> tuple[SetRow, ...]:
    """The agreed reading of a round: what all marked alike, and what follows from its rulings."""
    readings, codings = readings_of(reads, round_)
    found = differences_of(reads, round_, readings, codings)
    settled = settled_by(reads.find(Ruling, round_id=round_.id))
    sources = {coding.version_id: coding.source_id for coding in codings.values()}
    return tuple(
        SetRow(
            f"{round_.id}:{at}",
            sources[one.document],
            one.document,
            one.start,
            one.end,
            one.code,
            None,
            round_.id,
            one.how,
            one.coding_ids,
        )
        for at, one in enumerate(agreed(readings, found, settled, round_.rule))
    )


def settled_by(rulings: Sequence[Ruling]) -> dict[str, tuple[bool, tuple[tuple[int, int, str], ...]]]:
    """By the key of each difference: whether both readings stand, and the spans that follow. The newest counts."""
    found: dict[str, tuple[bool, tuple[tuple[int, int, str], ...]]] = {}
    for ruling in rulings:
        spans: dict[str, list[tuple[int, int, str]]] = {key: [] for key in ruling.difference_keys}
        for line in ruling.agreed:
            key, start, end, code = line.split(":", 3)
            if key in spans:
                spans[key].append((int(start), int(end), code))
        for key in ruling.difference_keys:
            found[key] = (ruling.outcome is Outcome.BOTH_STAND, tuple(spans[key]))
    return found

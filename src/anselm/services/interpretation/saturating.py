"""How the stock of codes grew over interviews, people or cases: by a rule, by chance orders, and what may be missing.

Nothing here is a grade. A rule on one order is fragile, so it stands beside the same rule in many orders and beside
coverage; and *not claimed, because …* is as full an answer as any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from annotated_types import Ge, Gt, Le, Len

from anselm.analysis import saturation as grown
from anselm.analysis.query_words import parsed
from anselm.domain.coding import CodebookVersion, Coding
from anselm.domain.errors import Refused
from anselm.services.coding.sets import read_set
from anselm.services.interpretation.asking import Asked
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.interpretation.queries import counted_openly
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["Grown", "SaturationView", "WhichSaturation", "grown_in"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
UnitKind = Literal["interview", "person", "case"]
SEED = 7
UNIT_WORDS = {"interview": ("interview", "interviews"), "person": ("person", "people"), "case": ("team", "teams")}


@dataclass(frozen=True, slots=True)
class RunView:
    """A run of units by name, its new codes, and these as a share of the codes of the base."""

    first: str
    last: str
    n_new: int
    share: float


@dataclass(frozen=True, slots=True)
class RuleView:
    """The rule under one convention. `met` is the first run within the threshold, None if there is none.

    `n_later` counts the codes that came after it all the same; `words` says it as a sentence.
    """

    convention: str
    runs: tuple[RunView, ...]
    met: RunView | None
    n_later: int | None
    undefined: str | None
    share_of_orders: float | None
    words: str


@dataclass(frozen=True, slots=True)
class GrownView:
    """One unit in order: its new codes by key, how many codes there were after it, and what chance orders give."""

    name: str
    held_on: str | None
    n_new: int
    new: tuple[str, ...]
    n_after: int
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AsItWasView:
    """New codes where they arose: by when each was first given, not by where it was later found as well."""

    n_new: tuple[int, ...]
    undefined: str | None
    note: str


@dataclass(frozen=True, slots=True)
class EstimatesView:
    """What may be missing, by several estimators; None where one is not defined."""

    coverage: float | None
    good_turing: float | None
    chao2: float
    chao2_low: float | None
    chao2_high: float | None
    jackknife1: float
    jackknife2: float
    n_more_for_95: int | None


@dataclass(frozen=True, slots=True)
class SaturationView:
    """How codes grew in the order held. `statement` says it; `warnings` what to keep in mind; `set` what was read."""

    unit: UnitKind
    set: str
    codebook: str
    where: str
    base: int
    run: int
    threshold: float
    n_units: int
    n_codes: int
    n_base_codes: int
    n_orders: int
    units: tuple[GrownView, ...]
    rules: tuple[RuleView, ...]
    as_it_was: AsItWasView
    estimates: EstimatesView
    statement: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhichSaturation:
    """Guest's base, run and threshold, over interviews, people or cases of a coding set.

    `codebook_id` names a frozen codebook: only its codes count. `where` is a written query that narrows (a stratum).
    """

    unit: UnitKind = "interview"
    base: Annotated[int, Ge(1), Le(100)] = 4
    run: Annotated[int, Ge(1), Le(100)] = 2
    threshold: Annotated[float, Ge(0), Le(1)] = 0.05
    set: Annotated[str, Len(0, 200)] = "consensus"
    codebook_id: Annotated[str, Len(0, 64)] = ""
    where: Annotated[str, Len(0, 2000)] = ""
    n_orders: Annotated[int, Gt(0), Le(10_000)] = 1000


@dataclass(frozen=True, slots=True)
class Grown:
    """Units in the order held and which codes each used: `marked[unit, code]`."""

    names: tuple[str, ...]
    held_on: tuple[str | None, ...]
    keys: tuple[str, ...]
    code_ids: tuple[str, ...]
    source_ids: tuple[frozenset[str], ...]
    marked: Bools


@reads("/saturation")
def saturation(reads: Reads, request: WhichSaturation) -> SaturationView:
    """Show how the codes grew in the order held, by both conventions of the rule, by chance orders and by coverage."""
    if not counted_openly(reads):
        raise Refused("This study is read reflexively, so no curve of codes is drawn.")
    ground = ground_of(reads, request.set)
    found = grown_in(reads, ground, request)
    marked, (one, many) = found.marked, UNIT_WORDS[request.unit]
    fresh = grown.new_codes(marked)
    orders = _orders(marked, request, "overlapping")
    rules = tuple(_rule(found, request, convention) for convention in ("side by side", "overlapping"))
    counts = marked.sum(axis=0).astype(np.int64)
    n_units = len(found.names)
    codes = int(marked.any(axis=0).sum())
    return SaturationView(
        request.unit,
        ground.set,
        _codebook_words(reads, request.codebook_id, codes),
        request.where.strip(),
        request.base,
        request.run,
        request.threshold,
        n_units,
        codes,
        int(fresh[: request.base].sum()),
        request.n_orders,
        _units(found, fresh, orders, grown.accumulation(counts, n_units)),
        rules,
        _as_it_was(reads, ground, found),
        _estimates(counts, n_units),
        _statement(found, fresh, codes, rules, one, many),
        _warnings(reads, ground, found, request, codes),
    )


def grown_in(reads: Reads, ground: Ground, request: WhichSaturation) -> Grown:
    """Units in the order held with the codes each used; headings over codes are left out. Raises NotFound, Invalid."""
    marks = ground.marks
    within = Asked(ground, parsed(request.where)).found if request.where.strip() else None
    counted = np.ones(marks.n, dtype=np.bool_) if within is None else within
    names, days, unit_of_mark = _ordered(ground, request.unit, within)
    counting = _counting(reads, ground, request.codebook_id)
    kept = [at for at, code in enumerate(ground.codes) if code.id in counting]
    number = np.full(len(ground.codes), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    of_coding = unit_of_mark[marks.coding_mark]
    held = counted[marks.coding_mark] & (of_coding >= 0) & (number[marks.coding_code] >= 0)
    marked = np.zeros((len(names), len(kept)), dtype=np.bool_)
    marked[of_coding[held], number[marks.coding_code[held]]] = True
    sources: list[set[str]] = [set() for _ in names]
    for unit, source in set(zip(unit_of_mark.tolist(), marks.source.tolist(), strict=True)):
        if unit >= 0:
            sources[unit].add(ground.sources[source].id)
    return Grown(
        names,
        days,
        tuple(ground.codes[at].key or ground.codes[at].name for at in kept),
        tuple(ground.codes[at].id for at in kept),
        tuple(frozenset(one) for one in sources),
        marked,
    )


def _counting(reads: Reads, ground: Ground, codebook_id: str) -> set[str]:
    """The codes that count: those of a frozen codebook, or those there are now."""
    held = reads.get(CodebookVersion, codebook_id).entries if codebook_id else ()
    if codebook_id:
        return {one.code_id for one in held if not one.group}
    return {one.id for one in ground.codes if not one.group}


def _ordered(
    ground: Ground, unit: UnitKind, within: Bools | None
) -> tuple[tuple[str, ...], tuple[str | None, ...], Ints]:
    """Names and days of the units in the order held (undated ones last), and the unit of each mark (-1: none).

    Every interview counts, also one in which nothing is coded; `within` some marks, only the units of these.
    """
    marks = ground.marks
    chosen = np.ones(marks.n, dtype=np.bool_) if within is None else within
    day_of = [
        encounter.held_on if (encounter := ground.encounters.get(one.encounter_id or "")) else None
        for one in ground.sources
    ]
    if unit == "interview":
        some = range(len(ground.sources)) if within is None else np.unique(marks.source[within]).tolist()
        first = {at: day_of[at] for at in some}
        column, names = marks.source, [_interview(ground, at) for at in range(len(ground.sources))]
    else:
        facet = ground.facets["person" if unit == "person" else "case"]
        column, names = facet.of_mark, list(facet.values)
        first = {}
        for at, source in sorted(set(zip(column[chosen].tolist(), marks.source[chosen].tolist(), strict=True))):
            day = day_of[source]
            if at >= 0 and (at not in first or (day is not None and day < (first[at] or "9999"))):
                first[at] = day
    position = {at: one.position for at, one in enumerate(ground.sources)} if unit == "interview" else {}
    order = sorted(first, key=lambda at: (first[at] is None, first[at] or "", position.get(at, 0), names[at]))
    place = np.full(len(names) + 1, -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    return tuple(names[at] for at in order), tuple(first[at] for at in order), place[column]


def _interview(ground: Ground, at: int) -> str:
    source = ground.sources[at]
    encounter = ground.encounters.get(source.encounter_id or "")
    return encounter.code if encounter is not None and encounter.code else source.name


def _orders(marked: Bools, request: WhichSaturation, convention: grown.Convention) -> grown.Orders:
    dice = np.random.default_rng(SEED)  # the same orders each time, so that a figure can be given again
    return grown.random_orders(
        marked, dice, request.n_orders, request.base, request.run, request.threshold, convention
    )


def _rule(found: Grown, request: WhichSaturation, convention: grown.Convention) -> RuleView:
    made = grown.run_rule(found.marked, request.base, request.run, request.threshold, convention)
    names = found.names
    runs = tuple(RunView(names[one.first - 1], names[one.last - 1], one.n_new, one.share) for one in made.runs)
    met = next((view for view, one in zip(runs, made.runs, strict=True) if one.last == made.at), None)
    share = _orders(found.marked, request, convention).share_met if runs else None
    return RuleView(
        convention, runs, met, made.n_later, made.undefined, share, _rule_words(convention, met, made, request)
    )


def _rule_words(convention: str, met: RunView | None, made: grown.RunRule, request: WhichSaturation) -> str:
    how = "Runs side by side" if convention == "side by side" else "Overlapping runs"
    within = f"{_percent(request.threshold)} or fewer new codes"
    if made.undefined:
        return f"{how}: {made.undefined}."
    if met is None:
        return f"{how} never come to {within}."
    after = (
        "; no new code came after it" if not made.n_later else f"; {_so_many(made.n_later, 'code')} came after it"
    )
    return f"{how} first come to {within} at {met.first} to {met.last}{after}."


def _percent(share: float) -> str:
    return f"{share * 100:g} %"


def _so_many(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _units(
    found: Grown, fresh: Ints, orders: grown.Orders, expected: npt.NDArray[np.float64]
) -> tuple[GrownView, ...]:
    seen = np.zeros(found.marked.shape[1], dtype=np.bool_)
    views = []
    for at, name in enumerate(found.names):
        new = found.marked[at] & ~seen
        seen |= new
        keys = tuple(sorted(found.keys[code] for code in np.flatnonzero(new)))
        views.append(
            GrownView(
                name,
                found.held_on[at],
                int(fresh[at]) if len(fresh) else 0,
                keys,
                int(seen.sum()),
                float(expected[at]),
                orders.low[at],
                orders.high[at],
            )
        )
    return tuple(views)


def _as_it_was(reads: Reads, ground: Ground, found: Grown) -> AsItWasView:
    """Each code at the unit in which it was first given, whatever was coded with it later."""
    made_at = dict(reads.columns(Coding, "id", "created_at"))
    first: dict[str, tuple[str, set[int]]] = {}
    unit_of = {source: at for at, sources in enumerate(found.source_ids) for source in sources}
    for row in read_set(reads, ground.set_key):
        moment = min((made_at[one] for one in row.coding_ids if made_at.get(one)), default="")
        at = unit_of.get(row.source_id)
        if at is None or not moment or row.code_id not in found.code_ids:
            continue
        earliest = first.get(row.code_id)
        if earliest is None or moment < earliest[0]:
            first[row.code_id] = (moment, {at})
        elif moment == earliest[0]:
            earliest[1].add(at)
    gone = sum(one.merged_into_id is not None or one.retired_at is not None for one in ground.codes)
    note = f"{_so_many(gone, 'code')} since merged or put away are not in it." if gone else ""
    if any(len(units) > 1 for _, units in first.values()):
        return AsItWasView((), "these codings came in together, so it is not known where each code arose", note)
    n_new = [0] * len(found.names)
    for _, units in first.values():
        n_new[next(iter(units))] += 1
    return AsItWasView(tuple(n_new), None, note)


def _estimates(counts: Ints, n_units: int) -> EstimatesView:
    chao = grown.chao2(counts, n_units)
    return EstimatesView(
        grown.coverage(counts, n_units),
        grown.good_turing(counts),
        chao.value,
        chao.low,
        chao.high,
        grown.jackknife1(counts, n_units),
        grown.jackknife2(counts, n_units),
        grown.units_still_needed(counts, n_units, 0.95),
    )


def _statement(
    found: Grown, fresh: Ints, n_codes: int, rules: Sequence[RuleView], one: str, many: str
) -> str:
    if not n_codes:
        return f"No code has been used in {_so_many(len(found.names), one, many)} yet."
    last = int(np.flatnonzero(fresh)[-1])
    after = (
        f"The last {one}, {found.names[last]}, still brought a new code"
        if last == len(found.names) - 1
        else f"No new code after {found.names[last]}, the {_ordinal(last + 1)} of {len(found.names)}"
    )
    head = f"{_so_many(n_codes, 'code')} in {_so_many(len(found.names), one, many)}. {after}, in the order held."
    return " ".join([head, *(rule.words for rule in rules)])


def _ordinal(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _codebook_words(reads: Reads, codebook_id: str, n_codes: int) -> str:
    if not codebook_id:
        return f"the codebook as it is now, {_so_many(n_codes, 'code')} used"
    version = reads.get(CodebookVersion, codebook_id)
    return f"codebook {version.number}, frozen on {version.created_at[:10]}, {_so_many(n_codes, 'code')} used"


def _warnings(
    reads: Reads, ground: Ground, found: Grown, request: WhichSaturation, n_codes: int
) -> tuple[str, ...]:
    one, many = UNIT_WORDS[request.unit]
    said = ["The order is that in which they were held, not that in which they were coded."]
    if _coded_in_another_order(reads, ground, found):
        said.append(f"These {many} were coded in another order than they were held.")
    undated = sum(day is None for day in found.held_on)
    if undated:
        said.append(f"{_so_many(undated, one, many)} without a date stand last, as in the list.")
    empty = int((~found.marked.any(axis=1)).sum())
    if empty and n_codes:
        said.append(f"In {_so_many(empty, one, many)} nothing is coded; they count as bringing no new code.")
    if request.base + request.run > len(found.names):
        said.append(f"A base of {request.base} and a run of {request.run} need more {many} than there are.")
    said.append("Codes are no fixed list: they merge, split and are applied again to what was read before.")
    return tuple(said)


def _coded_in_another_order(reads: Reads, ground: Ground, found: Grown) -> bool:
    first: dict[str, str] = {}
    for source, moment in reads.columns(Coding, "source_id", "created_at"):
        if moment and moment < first.get(source, "9999"):
            first[source] = moment
    moments = [min((first[one] for one in sources if one in first), default="") for sources in found.source_ids]
    known = [one for one in moments if one]
    return known != sorted(known)

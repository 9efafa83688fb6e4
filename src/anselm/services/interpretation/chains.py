"""Chains of relations: what acts on what acts on what, across levels, each step with its mechanism and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from anselm.analysis.figures.level_map import KIND_WORDS
from anselm.domain.interpretation import Evidence, Lens
from anselm.services.interpretation.evidence import EvidenceView, evidence_views, standing
from anselm.services.interpretation.lenses import RelationView, relation_views
from anselm.services.operations import Nothing, reads
from anselm.services.ports import Reads

__all__ = ["MOST_CHAINS", "chained"]

MOST_CHAINS = 60
MOST_STEPS = 12
MOST_PATHS = 500  # from one beginning; where everything acts on everything nobody reads them all
Joined = Literal["", "and that", "which acts on"]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One relation of a chain by its number, how it joins the step before, its levels by name, and its words,
    what tells it otherwise first."""

    number: int
    joined: Joined
    relation: RelationView
    from_level: str
    to_level: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class ChainView:
    """A chain of two relations or more; `words` says it in a sentence, `levels` are those it passes, in order."""

    words: str
    levels: tuple[str, ...]
    steps: tuple[ChainStep, ...]


@dataclass(frozen=True, slots=True)
class ChainsView:
    """Every chain, the longest first; `level_names` of the lens in use from the outermost inwards."""

    chains: tuple[ChainView, ...]
    level_names: tuple[str, ...]
    n_left: int


@reads("/relations/chains")
def relation_chains(reads: Reads, request: Nothing) -> ChainsView:
    """Follow relations from one thing to the next across levels, each step with its mechanism, sign and passages."""
    relations = relation_views(reads)
    lens = next(iter(reads.find(Lens, active=True)), None)
    names = {level.key: level.name for level in lens.levels} if lens is not None else {}
    paths = chained(relations)
    shown = sorted(paths, key=lambda path: (-len(path), path))[:MOST_CHAINS]
    used = {relations[at].id for path in shown for at in path}
    said = _said(reads, used)
    return ChainsView(
        tuple(_chain(relations, path, names, said) for path in shown),
        tuple(reversed([level.name for level in lens.levels if not level.chrono])) if lens is not None else (),
        len(paths) - len(shown),
    )


def _said(reads: Reads, relation_ids: set[str]) -> dict[str, list[EvidenceView]]:
    found = reads.find(Evidence, subject_kind="relation", subject_id=sorted(relation_ids)) if relation_ids else ()
    of = {one.id: one.subject_id for one in found}
    held: dict[str, list[EvidenceView]] = {}
    for view in evidence_views(reads, standing(reads, found)):
        held.setdefault(of[view.id], []).append(view)
    return held


def _end(kind: str, identifier: str, name: str) -> tuple[str, str]:
    """What an end is: a thing of the study by its id, whatever it is called, or a factor by its name."""
    return (kind, identifier) if identifier else ("factor", " ".join(name.split()).casefold())


def chained(relations: Sequence[RelationView]) -> list[tuple[int, ...]]:
    """Every longest chain of two relations or more, as numbers from 0. None goes through a relation twice.

    One relation follows another when it begins with what the other acts on, when it begins with the other itself, or
    when it is what the other acts on.
    """
    after = [
        [n for n, other in enumerate(relations) if n != at and _follows(one, other)] for at, one in enumerate(relations)
    ]
    reached = {n for some in after for n in some}
    # A circle has no beginning, so each relation in one may begin.
    beginnings = [at for at in range(len(relations)) if at not in reached]
    walked: set[int] = set()
    found: list[tuple[int, ...]] = []
    for at in [*beginnings, *range(len(relations))]:
        if at in walked and at not in beginnings:
            continue
        for path in islice(_paths(after, (at,)), MOST_PATHS):
            walked |= set(path)
            if len(path) > 1:
                found.append(path)
    return list(dict.fromkeys(found))


def _follows(one: RelationView, other: RelationView) -> bool:
    if one.to_kind == "relation":
        return one.to_id == other.id
    if other.from_kind == "relation":
        return other.from_id == one.id
    return _end(one.to_kind, one.to_id, one.to_name) == _end(other.from_kind, other.from_id, other.from_name)


def _paths(after: Sequence[Sequence[int]], path: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    further = [one for one in after[path[-1]] if one not in path] if len(path) < MOST_STEPS else []
    if not further:
        yield path
    for one in further:
        yield from _paths(after, (*path, one))


def _chain(
    relations: Sequence[RelationView],
    path: Sequence[int],
    names: Mapping[str, str],
    said: Mapping[str, list[EvidenceView]],
) -> ChainView:
    steps: list[ChainStep] = []
    for at in path:
        one = relations[at]
        before = steps[-1].relation if steps else None
        joined: Joined = "" if before is None else "which acts on" if before.to_id == one.id else "and that"
        steps.append(
            ChainStep(
                at + 1,
                joined,
                one,
                names.get(one.from_level, one.from_level),
                names.get(one.to_level, one.to_level),
                tuple(said.get(one.id, ())),
            )
        )
    levels = [level for step in steps for level in (step.from_level, step.to_level)]
    passed = tuple(level for n, level in enumerate(levels) if n == 0 or level != levels[n - 1])
    return ChainView(_words(steps), passed, tuple(steps))


def _words(steps: Sequence[ChainStep]) -> str:
    """The chain in one sentence."""
    said = ""
    for step in steps:
        one = step.relation
        start = f"{one.from_name} ({step.from_level})"
        end = "" if one.to_kind == "relation" else f" {one.to_name} ({step.to_level})"
        does = KIND_WORDS[one.kind.value]
        if not said:
            said = f"{start} {does}{end}"
        elif step.joined == "which acts on":
            said += f" this: {start} {does}{end}"
        else:
            said += f", and that {does}{end}"
    return f"{said}."

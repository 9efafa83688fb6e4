"""What was learnt about a code while differences were settled, for whoever words the codebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.analysis.agreed import key_of
from anselm.domain.coding import Code
from anselm.domain.errors import Refused
from anselm.domain.judging import Round, Ruling
from anselm.domain.study import Researcher, Study
from anselm.services.coding.ground import compared, open_round, pattern_words
from anselm.services.operations import reads
from anselm.services.ports import Reads

REPEATED = 3  # places settled for one reason, from which on the codebook seems to lack it


@dataclass(frozen=True, slots=True)
class NotedOf:
    """The code asked about."""

    code_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class NotedView:
    """A reason for settling places of a code: noted for the codebook, or given again and again.

    `n` counts the places, and is absent in a reflexive study; `between` says which readings met, newest round first.
    """

    words: str
    noted: bool
    between: tuple[str, ...]
    n: int | None
    by: tuple[str, ...]
    round_id: str
    round_name: str
    at: str


@reads("/codes/noted")
def noted(reads: Reads, request: NotedOf) -> tuple[NotedView, ...]:
    """Give what was noted about a code while settling, and reasons given for three places or more, newest first.

    Only of rounds whose readings are opened. Rulings made since stay where they are: a note is answered by the
    words of the code.
    """
    code = reads.get(Code, request.code_id)
    found = [one for round_ in reads.find(Round) for one in _of_round(reads, round_, code)]
    return tuple(sorted(found, key=lambda one: (one.at, one.words), reverse=True))


def _of_round(reads: Reads, round_: Round, code: Code) -> Iterator[NotedView]:
    rulings = reads.find(Ruling, round_id=round_.id)
    if not any(one.reason or one.codebook_change for one in rulings):
        return
    try:
        open_round(reads, round_.id)
    except Refused:
        return
    ground = compared(reads, round_)
    codes = {one.id: one for one in reads.find(Code)}
    between = {
        key_of(one): pattern_words(one.kind, one.pattern, codes)
        for one in ground.differences
        if code.id in {side.code for side in one.sides}
    }
    reasons: dict[str, list[tuple[Ruling, list[str]]]] = defaultdict(list)
    for ruling in rulings:
        keys = [key for key in ruling.difference_keys if key in between]
        words = ruling.codebook_change or ruling.reason
        if keys and words:
            reasons[" ".join(words.split()).casefold()].append((ruling, keys))
    for given in reasons.values():
        if any(ruling.codebook_change for ruling, _ in given) or sum(len(keys) for _, keys in given) >= REPEATED:
            yield _view(reads, round_, given, between)


def _view(reads: Reads, round_: Round, given: Sequence[tuple[Ruling, list[str]]], between: dict[str, str]) -> NotedView:
    names = {one.id: one.name for one in reads.find(Researcher)}
    first = given[0][0]
    quiet = reads.get(Study, reads.viewer.study_id).reflexive
    return NotedView(
        first.codebook_change or first.reason,
        any(ruling.codebook_change for ruling, _ in given),
        tuple(dict.fromkeys(between[key] for _, keys in given for key in keys)),
        None if quiet else sum(len(keys) for _, keys in given),
        tuple(dict.fromkeys(names.get(by, "") for ruling, _ in given for by in ruling.by_ids)),
        round_.id,
        round_.name,
        max(ruling.at for ruling, _ in given),
    )

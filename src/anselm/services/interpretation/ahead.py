"""What the first table of a very large study stands on, in steps between which one can stop.

Each step keeps what it works out for the viewer it reads as, and a question finds it there; nothing is answered here.
"""

from __future__ import annotations

from collections.abc import Callable

from anselm.services.coding.sets import Placed, placed_in, set_named
from anselm.services.interpretation.columns import spoken_in
from anselm.services.interpretation.ground import ground_of, heard_where
from anselm.services.interpretation.known import book_of, encounters_of, known_of, sources_of
from anselm.services.ports import Reads

__all__ = ["STEPS"]


def _placed(reads: Reads) -> tuple[Placed, ...]:
    return placed_in(reads, set_named(reads, "consensus"), [one.id for one in known_of(reads).people])


def _spoken(reads: Reads) -> object:
    return spoken_in(reads, sorted({version for some, _ in _placed(reads) for version in some.unheard}))


def _heard(reads: Reads) -> object:
    return heard_where(reads, [one.id for one in sources_of(reads)])


STEPS: tuple[Callable[[Reads], object], ...] = (
    book_of,
    sources_of,
    encounters_of,
    known_of,
    _placed,
    _spoken,
    _heard,
    ground_of,
)

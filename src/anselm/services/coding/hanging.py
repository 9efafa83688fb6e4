"""Who and which interview a figure hangs on: what it would be without each reader, and without some sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anselm.analysis.agreement.leaving_out import left_out
from anselm.analysis.agreement.table import Named
from anselm.domain.corpus import Source, SourceVersion
from anselm.domain.study import Researcher
from anselm.services.ports import Reads

__all__ = ["WithoutView", "without_each"]


@dataclass(frozen=True, slots=True)
class WithoutView:
    """The figure of all codes together without a `reader` or a `source`; `moves_by` is that minus the whole figure."""

    without: str
    id: str
    name: str
    coefficient: str
    value: float | None
    undefined: str | None
    n: int
    moves_by: float | None


def without_each(reads: Reads, named: Named, coefficients: Sequence[str]) -> tuple[WithoutView, ...]:
    """Each reader left out in turn, where there are three or more, then the sources that move the figure most."""
    people = {one.id: one.name for one in reads.find(Researcher)}
    source_of = {one.id: one.source_id for one in reads.find(SourceVersion, id=list(named.sources))}
    titles = {one.id: one.name for one in reads.find(Source, id=list(set(source_of.values())))}
    found = []
    for one in left_out(named, coefficients):
        is_reader = one.kind == "coder"
        identifier = one.name if is_reader else source_of.get(one.name, "")
        name = (people if is_reader else titles).get(identifier, "")
        kind, figure = "reader" if is_reader else "source", one.figure
        if not is_reader or len(named.coders) > 2:
            found.append(
                WithoutView(
                    kind, identifier, name, one.coefficient, figure.value, figure.undefined, figure.n, one.moves_by
                )
            )
    return tuple(found)

"""How far readers agree on where units begin and end: u-alpha of 2016, over the characters of the texts."""

from __future__ import annotations

from collections.abc import Sequence

from anselm.analysis.agreement.table import Named
from anselm.analysis.agreement.unitising import Continuum, Stretch, family
from anselm.services.coding.measuring import FigureView

__all__ = ["UNITISING", "unitised"]

UNITISING = "unitising_alpha"
OVERLAPPING = "undefined because units of one reader overlap"


def unitised(named: Named) -> FigureView:
    """u-alpha of the units of all readers together, texts laid end to end, each with those who were to read it.

    Krippendorff, Mathet, Bouvry and Widlöcher 2016. Units of one reader that overlap have no such figure.
    """
    try:
        found = family(_continua(named))
    except ValueError:
        return FigureView(UNITISING, None, OVERLAPPING, None, None, 0, None)
    figure = found.figure(found.u)
    shared = int((named.design.assigned.sum(axis=0) > 1).sum())
    return FigureView(UNITISING, figure.value, figure.undefined, None, None, figure.n, shared)


def _continua(named: Named) -> list[Continuum]:
    spans, design = named.spans, named.design
    rows = zip(spans.coder.tolist(), spans.document.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    units: dict[tuple[int, int], list[Stretch]] = {}
    for coder, document, start, end in rows:
        units.setdefault((coder, document), []).append((start, end, 1))
    found = []
    for document, length in enumerate(design.lengths.tolist()):
        readers = [coder for coder in range(len(named.coders)) if design.assigned[coder, document]]
        told: Sequence[list[Stretch]] = [units.get((coder, document), []) for coder in readers]
        found.append(Continuum.of(int(length), told))
    return found

"""The figures a report can hold, each drawn from the study's own data."""

from __future__ import annotations

from collections.abc import Callable

from anselm.domain.document import Drawing, FigureBlock, TableBlock
from anselm.domain.interpretation import Lens
from anselm.services.interpretation.lenses import relation_views
from anselm.services.interpretation.level_figure import made_figure, passages_drawn
from anselm.services.ports import Reads

__all__ = ["FIGURES"]


def levels(reads: Reads) -> FigureBlock:
    """Themes and relations at the levels of the lens in use."""
    lens = next(iter(reads.find(Lens, active=True)), None)
    if lens is None:
        nothing = "No lens is in use."
        return FigureBlock("levels", nothing, Drawing(1, 1, ()), nothing, TableBlock.of(["Levels"], []))
    figure = made_figure(reads, lens, relation_views(reads), 800.0, passages_drawn(reads, lens))
    return figure.block("levels", f"Themes and what acts on what, through the lens “{lens.name}”")


FIGURES: dict[str, Callable[[Reads], FigureBlock]] = {"levels": levels, "lens": levels}

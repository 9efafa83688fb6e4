"""The page of one theme: what tells it differently first, what it rests on, and in which cases it is told."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.analysis.query_words import quoted
from anselm.domain.errors import NotFound
from anselm.domain.interpretation import Evidence, Stance, Theme, ThemeMember, ThemeState
from anselm.services.interpretation.coming_about import Held, HeldView, WhichTheme
from anselm.services.interpretation.evidence import EvidenceView, evidence_views
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.interpretation.queries import counted_openly
from anselm.services.interpretation.themes import ThemeView, theme_views
from anselm.services.interpretation.under import NOTHING, compared, passages_under
from anselm.services.operations import reads
from anselm.services.ports import Reads


@dataclass(frozen=True, slots=True)
class ThemeInCase:
    """How a case stands to a theme: told by passages, told otherwise, or silent. `query` finds the passages.

    `n_passages` is None in a reflexive study.
    """

    case_id: str
    code: str
    name: str
    told: bool
    otherwise: bool
    n_passages: int | None
    query: str


@dataclass(frozen=True, slots=True)
class ThemePageView:
    """A theme with what tells it differently, then what speaks for it, what it rests on, and case by case."""

    theme: ThemeView
    otherwise: tuple[EvidenceView, ...]
    linked: tuple[EvidenceView, ...]
    held: tuple[HeldView, ...]
    cases: tuple[ThemeInCase, ...]
    set: str


@reads("/themes/page")
def theme_page(reads: Reads, request: WhichTheme) -> ThemePageView:
    """Show a theme: what tells it differently first, what it rests on, who tells it and who is silent."""
    theme = reads.get(Theme, request.theme_id)
    view = next((one for one in theme_views(reads) if one.id == theme.id), None)
    if view is None:
        raise NotFound
    ground = ground_of(reads)
    said = evidence_views(reads, reads.find(Evidence, subject_kind="theme", subject_id=theme.id))
    against = tuple(one for one in said if one.stance is not Stance.SUPPORTS)
    return ThemePageView(
        view,
        against,
        tuple(one for one in said if one.stance is Stance.SUPPORTS),
        Held(reads).views(reads.find(ThemeMember, theme_id=theme.id)),
        _cases(ground, theme, against, counted_openly(reads)),
        ground.set,
    )


def _cases(ground: Ground, theme: Theme, against: tuple[EvidenceView, ...], counting: bool) -> tuple[ThemeInCase, ...]:
    """Every case that is compared; of a retired theme none, as no passage is read under it any more."""
    if theme.state is ThemeState.RETIRED:
        return ()
    at = next(n for n, one in enumerate(ground.themes) if one.id == theme.id)
    term = ground.terms.term("theme", at)
    under = passages_under(ground, "theme", [theme.id])
    otherwise = {one.case_id for one in against if one.stance is Stance.CONTRADICTS and not one.gone}
    values = {case.id: ground.facets["case"].values[n] for n, case in enumerate(ground.cases)}
    found = []
    for case in compared(ground.cases):
        n = len(under.get((case.id, theme.id), NOTHING))
        query = f"{term} AND case = {quoted(values[case.id])}" if n else ""
        found.append(
            ThemeInCase(case.id, case.code, case.name, n > 0, case.id in otherwise, n if counting else None, query)
        )
    return tuple(sorted(found, key=lambda one: one.code))

"""What the study made of a case: themes told and told otherwise, codes, relations with evidence from it, and memos.

Several cases are asked for at once, so that they can stand side by side. Every count opens by a query that finds the
same passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.analysis.query_words import quoted
from anselm.domain.corpus import Source
from anselm.domain.errors import NotFound
from anselm.domain.fieldwork import Case, Encounter
from anselm.domain.interpretation import Evidence, PracticeSchema, ThemeState
from anselm.services.fieldwork.page import CasePage, WhichCase, case_page
from anselm.services.interpretation.evidence import EvidenceView, evidence_views, standing
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.interpretation.lenses import RelationView, relation_views
from anselm.services.interpretation.practices import OfCase, PracticeView, practices
from anselm.services.interpretation.queries import counted_openly
from anselm.services.interpretation.under import NOTHING, Under, passages_under
from anselm.services.operations import reads
from anselm.services.ports import Reads
from anselm.services.study.memos import MemoView, WhichMemos, memos

MOST = 12


@dataclass(frozen=True, slots=True)
class WhichCases:
    """One case, or several to stand side by side."""

    case_ids: Annotated[tuple[str, ...], Len(1, MOST)]


@dataclass(frozen=True, slots=True)
class ThemeTold:
    """A theme in a case: how much tells it (None in a reflexive study), the query that finds it, what tells it
    otherwise. `told`: whether anything tells it at all."""

    theme_id: str
    key: str
    name: str
    state: ThemeState
    told: bool
    n_passages: int | None
    query: str
    otherwise: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class CodeTold:
    """A code that passages of the case carry, with the query that finds them."""

    code_id: str
    key: str
    name: str
    family: int
    n_passages: int | None
    query: str


@dataclass(frozen=True, slots=True)
class PracticeTold:
    """A practice somebody of the case was asked about or that was settled, by name."""

    name: str
    practice: PracticeView


@dataclass(frozen=True, slots=True)
class RelationTold:
    """A relation with what this case says for it and otherwise, the latter first."""

    relation: RelationView
    number: int
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class CaseToldView:
    """What the study made of one case. Themes and relations stand in the same order for every case; `set` is what the
    passages are read from."""

    page: CasePage
    set: str
    themes: tuple[ThemeTold, ...]
    codes: tuple[CodeTold, ...]
    practices: tuple[PracticeTold, ...]
    relations: tuple[RelationTold, ...]
    memos: tuple[MemoView, ...]


@reads("/cases/told")
def cases_told(reads: Reads, request: WhichCases) -> tuple[CaseToldView, ...]:
    """Show what the study made of one case or several: themes, codes, practices, relations and memos of each."""
    wanted = [reads.get(Case, one) for one in dict.fromkeys(request.case_ids)]
    ground = ground_of(reads)
    counting = counted_openly(reads)
    themes = passages_under(ground, "theme", [one.id for one in ground.themes])
    codes = passages_under(ground, "code", [one.id for one in ground.codes if not one.group])
    linked = _linked(reads, [one.id for one in wanted])
    relations = relation_views(reads)
    noted = memos(reads, WhichMemos())
    return tuple(
        CaseToldView(
            case_page(reads, WhichCase(one.id)),
            ground.set,
            _themes(ground, one, themes, linked, counting),
            _codes(ground, one, codes, counting),
            _practices(reads, one),
            _relations(relations, one, linked),
            _memos(reads, one, noted),
        )
        for one in wanted
    )


Linked = dict[tuple[str, str, str], list[EvidenceView]]  # by case, kind of subject and subject


def _linked(reads: Reads, case_ids: Sequence[str]) -> Linked:
    """Evidence for relations and themes that these cases speak for, what tells it otherwise first."""
    found = reads.find(Evidence, case_id=list(case_ids), subject_kind=["relation", "theme"])
    subjects = {one.id: (one.subject_kind, one.subject_id) for one in found}
    held: Linked = {}
    for view in evidence_views(reads, standing(reads, found)):
        held.setdefault((view.case_id or "", *subjects[view.id]), []).append(view)
    return held


def _of_case(ground: Ground, case: Case) -> str:
    """The term that finds what a case says. Raises NotFound."""
    for at, one in enumerate(ground.cases):
        if one.id == case.id:
            return f"case = {quoted(ground.facets['case'].values[at])}"
    raise NotFound


def _themes(ground: Ground, case: Case, under: Under, linked: Linked, counting: bool) -> tuple[ThemeTold, ...]:
    terms, here = ground.terms, _of_case(ground, case)
    found = []
    for at, one in enumerate(ground.themes):
        n = len(under.get((case.id, one.id), NOTHING))
        said = linked.get((case.id, "theme", one.id), [])
        found.append(
            (
                one.position,
                ThemeTold(
                    one.id,
                    one.key,
                    one.name,
                    one.state,
                    n > 0,
                    n if counting else None,
                    f"{terms.term('theme', at)} AND {here}" if n else "",
                    tuple(view for view in said if view.stance == "contradicts"),
                ),
            )
        )
    return tuple(told for _, told in sorted(found, key=lambda pair: (pair[0], pair[1].key)))


def _codes(ground: Ground, case: Case, under: Under, counting: bool) -> tuple[CodeTold, ...]:
    terms, here = ground.terms, _of_case(ground, case)
    found = []
    for at, one in enumerate(ground.codes):
        n = len(under.get((case.id, one.id), NOTHING))
        if n:
            query = f"{terms.term('code', at)} AND {here}"
            found.append(CodeTold(one.id, one.key, one.name, one.family, n if counting else None, query))
    return tuple(found)


def _practices(reads: Reads, case: Case) -> tuple[PracticeTold, ...]:
    return tuple(
        PracticeTold(schema.property(one.practice_key).name, one)
        for schema in reads.find(PracticeSchema)
        for one in practices(reads, OfCase(schema.id, case.id))
        if one.accounts or one.value is not None
    )


def _relations(relations: Sequence[RelationView], case: Case, linked: Linked) -> tuple[RelationTold, ...]:
    return tuple(
        RelationTold(one, number, tuple(linked[case.id, "relation", one.id]))
        for number, one in enumerate(relations, 1)
        if (case.id, "relation", one.id) in linked
    )


def _memos(reads: Reads, case: Case, noted: Sequence[MemoView]) -> tuple[MemoView, ...]:
    """Memos about the case itself and about its sources."""
    met = [one.id for one in reads.find(Encounter, case_id=case.id)]
    sources = {one.id for one in reads.find(Source, case_id=case.id)}
    sources |= {one.id for one in reads.find(Source, encounter_id=met)} if met else set()
    return tuple(
        one
        for one in noted
        if (one.about_kind == "case" and one.about_id == case.id)
        or (one.about_kind == "source" and one.about_id in sources)
    )

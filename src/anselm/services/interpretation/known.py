"""What is known apart from who marked what: the codebook, and people, cases and sources with all that is told of them.

Both are kept for the viewer as long as nothing of them changes, so that a coding leaves them as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anselm.domain.coding import Code
from anselm.domain.corpus import Source
from anselm.domain.fieldwork import Attribute, AttributeValue, Case, Encounter, Participant
from anselm.domain.interpretation import Practice, PracticeSchema, Theme, ThemeMember, ThemeState
from anselm.domain.study import Researcher
from anselm.domain.waves import Wave, waves_in_order
from anselm.services.fieldwork.speaking import people
from anselm.services.interpretation.terms import Terms
from anselm.services.ports import Reads

__all__ = ["Book", "Known", "book_of", "encounters_of", "known_of", "sources_of"]


@dataclass(frozen=True, slots=True)
class Book:
    """Codes and themes in the order made; `below[code]` are the code and all under it, `terms` what names them."""

    codes: tuple[Code, ...]
    at: Mapping[str, int]
    below: tuple[frozenset[int], ...]
    themes: tuple[Theme, ...]
    theme_codes: tuple[frozenset[int], ...]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Known:
    """What a study knows of its people, cases and sources. `values` are by attribute and by what they are about."""

    people: tuple[Researcher, ...]
    sources: tuple[Source, ...]
    encounters: Mapping[str, Encounter]
    cases: tuple[Case, ...]
    participants: tuple[Participant, ...]
    waves: tuple[Wave, ...]
    attributes: tuple[Attribute, ...]
    values: Mapping[str, Mapping[str, Sequence[AttributeValue]]]
    practices: Mapping[tuple[str, str], str]
    schemas: tuple[PracticeSchema, ...]


def book_of(reads: Reads) -> Book:
    """The codebook and the themes, those retired left out."""
    return reads.kept("book", lambda: _book(reads))


def _book(reads: Reads) -> Book:
    codes = reads.find(Code)
    code_at = {one.id: at for at, one in enumerate(codes)}
    themes = tuple(one for one in reads.find(Theme) if one.state is not ThemeState.RETIRED)
    theme_codes = _codes_of(reads, themes, code_at)
    return Book(codes, code_at, _below(codes, code_at), themes, theme_codes, Terms(codes, themes))


def _below(codes: Sequence[Code], code_at: Mapping[str, int]) -> tuple[frozenset[int], ...]:
    children: dict[str | None, list[int]] = {}
    for at, code in enumerate(codes):
        children.setdefault(code.parent_id, []).append(at)

    def all_of(at: int) -> Iterable[int]:
        wanted = [at]
        for one in wanted:
            wanted += [child for child in children.get(codes[one].id, ()) if child not in wanted]
        return wanted

    return tuple(frozenset(all_of(at)) for at in code_at.values())


def _codes_of(reads: Reads, themes: Sequence[Theme], code_at: Mapping[str, int]) -> tuple[frozenset[int], ...]:
    held: dict[str, set[int]] = {one.id: set() for one in themes}
    for member in reads.find(ThemeMember, target_kind="code"):
        if member.theme_id in held and member.target_id in code_at:
            held[member.theme_id].add(code_at[member.target_id])
    return tuple(frozenset(held[one.id]) for one in themes)


def known_of(reads: Reads) -> Known:
    """Everything that is told of marks by where they stand."""
    return reads.kept("known", lambda: _known(reads))


def _known(reads: Reads) -> Known:
    values: dict[str, dict[str, list[AttributeValue]]] = {}
    for one in reads.find(AttributeValue):
        values.setdefault(one.attribute_id, {}).setdefault(one.about_id, []).append(one)
    everyone = people(reads)
    return Known(
        reads.find(Researcher),
        sources_of(reads),
        encounters_of(reads),
        tuple(everyone.cases.values()),
        tuple(everyone.participants.values()),
        tuple(waves_in_order(reads.find(Wave))),
        reads.find(Attribute),
        values,
        {(one.practice_key, one.case_id): one.value.value for one in reads.find(Practice)},
        reads.find(PracticeSchema),
    )


def sources_of(reads: Reads) -> tuple[Source, ...]:
    """Every source, read once for all that is told of it."""
    return reads.kept("sources", lambda: reads.find(Source))


def encounters_of(reads: Reads) -> Mapping[str, Encounter]:
    """Every encounter by its identifier."""
    return reads.kept("encounters", lambda: {one.id: one for one in reads.find(Encounter)})

"""What queries, tables and saturation stand on: the marks of one coding set as columns, and what is known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from anselm.analysis.queries import Marks, numbered
from anselm.analysis.query_words import spelt
from anselm.domain.coding import Code
from anselm.domain.corpus import Source
from anselm.domain.fieldwork import (
    Attribute,
    AttributeValue,
    Case,
    Encounter,
    Participant,
)
from anselm.domain.interpretation import Practice, PracticeSchema, Theme, ThemeMember, ThemeState
from anselm.domain.study import Researcher
from anselm.domain.waves import Wave, wave_of, waves_in_order
from anselm.services.coding.sets import placed_in, set_named, set_words
from anselm.services.fieldwork.speaking import Voice, Voices, voices
from anselm.services.interpretation.columns import Columns, Places, columns_of, spoken_in
from anselm.services.ports import Reads

__all__ = ["Facet", "Ground", "ground_of"]

Ints = npt.NDArray[np.int64]
INTERVIEWER = "interviewer"


@dataclass(frozen=True, slots=True)
class Facet:
    """A fact of marks: its values in order, other names they go by, and which value each mark has (-1: not known).

    `in_order`: before and after go by the place of the values, as with waves, not by their words.
    """

    name: str
    values: tuple[str, ...]
    also: tuple[frozenset[str], ...]
    of_mark: Ints
    in_order: bool = False

    def named(self, value: str) -> list[int]:
        """The values that go by a name: written so, else but for capitals, else another name of theirs."""
        wanted = spelt(value)
        exact = [at for at, one in enumerate(self.values) if spelt(one) == wanted]
        alike = exact or [at for at, one in enumerate(self.values) if spelt(one).casefold() == wanted.casefold()]
        return alike or [at for at, one in enumerate(self.also) if wanted.casefold() in one]


@dataclass(frozen=True, slots=True)
class Ground:
    """Marks with their names. `segments[passage]` is where one stands; `below[code]` are the code and all under it."""

    marks: Marks
    set: str
    set_key: str
    codes: tuple[Code, ...]
    below: tuple[frozenset[int], ...]
    themes: tuple[Theme, ...]
    theme_codes: tuple[frozenset[int], ...]
    readers: tuple[str, ...]
    sources: tuple[Source, ...]
    encounters: Mapping[str, Encounter]
    cases: tuple[Case, ...]
    segments: Places
    source_of_mark: Ints
    reader_of_mark: Ints
    facets: Mapping[str, Facet] = field(default_factory=dict)


def ground_of(reads: Reads, set_: str = "consensus", *, apart: bool = True) -> Ground:
    """The marks of a set. `apart`: relations hold within one reader's reading. Raises NotFound for no such set.

    It is kept for the viewer as long as nothing it rests on changes, so whoever gets it leaves it as it is.
    """
    key = set_named(reads, set_)
    return reads.kept(("ground", key, apart), lambda: _ground(reads, key, apart=apart))


def _ground(reads: Reads, key: str, *, apart: bool) -> Ground:
    codes = reads.find(Code)
    code_at = {one.id: at for at, one in enumerate(codes)}
    placed = placed_in(reads, key)
    people = reads.find(Researcher)
    sources = reads.find(Source)
    themes = tuple(one for one in reads.find(Theme) if one.state is not ThemeState.RETIRED)
    base = columns_of(placed, [one.id for one in people], {one.id: at for at, one in enumerate(sources)}, code_at)
    encounters = {one.id: one for one in reads.find(Encounter)}
    cases = reads.find(Case)
    made = _Facts(reads, base, sources, encounters, cases)
    marks = made.marks(apart=apart)
    return Ground(
        marks,
        set_words(reads, key),
        key,
        codes,
        _below(codes, code_at),
        themes,
        _codes_of(reads, themes, code_at),
        tuple(one.name for one in people),
        sources,
        encounters,
        cases,
        base.places,
        base.source,
        base.reader,
        made.facets(marks, [one.name for one in people]),
    )


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


class _Facts:
    """What is known of marks: who says them and in which turns, in which case, and the attributes of all of these."""

    def __init__(
        self,
        reads: Reads,
        base: Columns,
        sources: Sequence[Source],
        encounters: Mapping[str, Encounter],
        cases: Sequence[Case],
    ) -> None:
        self._reads, self._base, self._sources, self._encounters, self._cases = (
            reads,
            base,
            sources,
            encounters,
            cases,
        )
        self._case_at = {one.id: at for at, one in enumerate(cases)}
        self._participants = reads.find(Participant)
        self._participant_at = {one.id: at for at, one in enumerate(self._participants)}
        spoken = spoken_in(reads, base.version_ids)
        self._first, self._last, speaker = spoken.around(base)
        self._voices = _voices_in(reads, [sources[at].id for at in np.unique(base.source).tolist()])
        self._said_by(speaker, spoken.speakers)

    def _said_by(self, speaker: Ints, speakers: Sequence[str]) -> None:
        """Who says each mark: case, participant and role of each source and speaker, worked out once."""
        pairs, of_mark = _pairs(self._base.source, speaker + 1)
        roles: dict[str, int] = {}
        said = [self._of(source, speakers[who - 1] if who else "", roles) for source, who in pairs.tolist()]
        self._roles = tuple(roles)
        self._labels: dict[int, set[str]] = {}
        for _, participant, _, label in said:
            if participant >= 0:
                self._labels.setdefault(participant, set()).add(label)
        columns = np.array([one[:3] for one in said], dtype=np.int64).reshape(-1, 3)[of_mark]
        self._case, self._participant, self._role = np.ascontiguousarray(columns.T)

    def _of(self, source_at: int, speaker: str, roles: dict[str, int]) -> tuple[int, int, int, str]:
        """(case, participant, role, label) of what a speaker says in a source."""
        source = self._sources[source_at]
        voice: Voice | None = self._voices[source.id].of(speaker) if speaker and source.id in self._voices else None
        case_id = voice.case_id if voice is not None and voice.case_id else None
        if case_id is None:
            encounter = self._encounters.get(source.encounter_id or "")
            case_id = source.case_id or (encounter.case_id if encounter else None)
        role = "" if voice is None else INTERVIEWER if voice.is_interviewer else voice.role
        return (
            self._case_at.get(case_id or "", -1),
            self._participant_at.get((voice.participant_id if voice else None) or "", -1),
            roles.setdefault(role, len(roles)) if role else -1,
            voice.label if voice else "",
        )

    def marks(self, *, apart: bool) -> Marks:
        """The columns queries work on."""
        base = self._base
        reader = base.reader if apart else np.zeros_like(base.reader)
        return Marks(
            base.version,
            reader,
            numbered(base.version, reader),
            base.start,
            base.end,
            self._first,
            self._last,
            base.source,
            self._case,
            self._participant,
            base.passage,
            base.coding_mark,
            base.coding_code,
        )

    def facets(self, marks: Marks, readers: Sequence[str]) -> dict[str, Facet]:
        """Every fact by its name in small letters; the study's own attributes and practices after the standing ones."""
        cases = _apart([one.code or one.name for one in self._cases], [one.name for one in self._cases])
        codes = [one.code for one in self._participants]
        people = _apart([min(self._labels.get(at, {code})) for at, code in enumerate(codes)], codes)
        numbers = [str(at + 1) for at in range(len(self._sources))]
        standing = (
            Facet("case", cases, tuple(_lower(one.code, one.name, one.kind.value) for one in self._cases), self._case),
            Facet("role", self._roles, tuple(frozenset() for _ in self._roles), self._role),
            Facet(
                "person",
                people,
                tuple(_lower(one.code, *self._labels.get(at, ())) for at, one in enumerate(self._participants)),
                self._participant,
            ),
            Facet(
                "source",
                _apart([one.name for one in self._sources], numbers),
                tuple(self._source_names(one) for one in self._sources),
                marks.source,
            ),
            Facet(
                "reader",
                _apart(["agreed", *readers], [str(at) for at in range(len(readers) + 1)]),
                tuple(frozenset() for _ in range(len(readers) + 1)),
                self._base.reader,
            ),
        )
        found = {one.name: one for one in standing}
        for one in (*self._waves(), *self._attributes(), *self._practices()):
            found.setdefault(one.name.casefold(), one)
        return found

    def _waves(self) -> Iterable[Facet]:
        """The wave of the encounter, by its name or its number in order; nothing in a study without waves."""
        waves = waves_in_order(self._reads.find(Wave))
        if not waves:
            return
        at = {one.id: n for n, one in enumerate(waves)}
        of_source = [
            at[wave.id]
            if (met := self._encounters.get(one.encounter_id or "")) and (wave := wave_of(met, waves))
            else -1
            for one in self._sources
        ]
        of_mark = np.array([*of_source, -1], dtype=np.int64)[self._base.source]
        also = tuple(_lower(str(n + 1), f"wave {n + 1}") for n in range(len(waves)))
        yield Facet("wave", tuple(one.name for one in waves), also, of_mark, in_order=True)

    def _source_names(self, source: Source) -> frozenset[str]:
        encounter = self._encounters.get(source.encounter_id or "")
        return _lower(encounter.code) if encounter is not None else frozenset()

    def _attributes(self) -> Iterable[Facet]:
        """Attributes as they held on the day of the encounter."""
        values: dict[str, dict[str, list[AttributeValue]]] = {}
        for one in self._reads.find(AttributeValue):
            values.setdefault(one.attribute_id, {}).setdefault(one.about_id, []).append(one)
        ids = {
            "case": ([one.id for one in self._cases], self._case),
            "participant": ([one.id for one in self._participants], self._participant),
            "source": ([one.id for one in self._sources], self._base.source),
        }
        held_on = [
            encounter.held_on if (encounter := self._encounters.get(one.encounter_id or "")) else None
            for one in self._sources
        ]
        told = {about: _pairs(of_mark + 1, self._base.source) for about, (_, of_mark) in ids.items()}
        for attribute in self._reads.find(Attribute):
            about, (pairs, of_mark) = ids[attribute.about][0], told[attribute.about]
            known = values.get(attribute.id, {})
            given = [
                _on(known.get(about[one - 1], ()), held_on[source]) if one else "" for one, source in pairs.tolist()
            ]
            yield _facet(attribute.name, attribute.choices, given, of_mark)

    def _practices(self) -> Iterable[Facet]:
        """Practices as settled, by case."""
        settled = {(one.practice_key, one.case_id): one.value.value for one in self._reads.find(Practice)}
        for schema in self._reads.find(PracticeSchema):
            for one in schema.properties:
                of_case = [settled.get((one.key, case.id), "") for case in self._cases] + [""]
                if any(of_case):
                    yield _facet(one.name, (), of_case, self._case)


def _voices_in(reads: Reads, source_ids: Sequence[str]) -> Mapping[str, Voices]:
    """Who speaks in these sources, kept as long as nothing said about people changes."""
    held = tuple(sorted(source_ids))
    return reads.kept(("voices", held), lambda: voices(reads, held))


def _pairs(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The distinct pairs of two columns (none below 0), and which of them stands at each place."""
    size = int(other.max(initial=0)) + 1
    keys, of = np.unique(one * size + other, return_inverse=True)
    return np.stack([keys // size, keys % size], axis=1), of.astype(np.int64)


def _apart(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Names told apart: one that is used twice has another name of the same thing behind it."""
    used = Counter(spelt(one).casefold() for one in names)
    return tuple(
        f"{name} ({other})" if used[spelt(name).casefold()] > 1 else name
        for name, other in zip(names, others, strict=True)
    )


def _on(values: Sequence[AttributeValue], day: str | None) -> str:
    """The value that held on a day; the newest where the day or the times are not known."""
    fitting = [
        one
        for one in values
        if day is None or ((one.valid_from or "") <= day and (one.valid_to is None or day <= one.valid_to))
    ]
    return fitting[-1].value if fitting else ""


def _facet(name: str, choices: Sequence[str], given: Sequence[str], of_mark: Ints) -> Facet:
    """A fact given by group; `of_mark` is the group of each mark. A value that no mark has is left out."""
    there = np.unique(of_mark).tolist()
    held = {given[at] for at in there} - {""}
    values = (*(one for one in choices if one in held), *sorted(held - set(choices), key=_in_order))
    at = {one: n for n, one in enumerate(values)}
    of_group = np.array([at.get(one, -1) for one in given], dtype=np.int64)
    found = of_group[of_mark] if len(of_mark) else np.zeros(0, dtype=np.int64)
    return Facet(name, values, tuple(frozenset() for _ in values), found)


def _in_order(value: str) -> tuple[int, float, str]:
    """Numbers by their size, before words."""
    try:
        return 0, float(value), value
    except ValueError:
        return 1, 0.0, value.casefold()


def _lower(*names: str) -> frozenset[str]:
    return frozenset(one.casefold() for one in names if one)

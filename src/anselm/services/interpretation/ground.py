"""What queries, tables and saturation stand on: the marks of one coding set as columns, and what is known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from anselm.analysis.queries import Marks, distinct, numbered
from anselm.analysis.query_words import spelt
from anselm.domain.coding import Code
from anselm.domain.corpus import Source, Speaker
from anselm.domain.fieldwork import Attribute, AttributeValue, Case, Encounter
from anselm.domain.interpretation import Theme
from anselm.domain.waves import wave_of
from anselm.services.coding.sets import placed_in, set_named, set_words
from anselm.services.fieldwork.speaking import Heard, heard_in
from anselm.services.interpretation.columns import Columns, Places, columns_of, said_in
from anselm.services.interpretation.known import Known, book_of, encounters_of, known_of, sources_of
from anselm.services.interpretation.terms import Terms
from anselm.services.interpretation.unswept import unswept
from anselm.services.ports import Reads

__all__ = ["Facet", "Ground", "ground_of", "heard_where"]

Ints = npt.NDArray[np.int64]
INTERVIEWER = "interviewer"
NOBODY: Mapping[str, Heard] = {}
MOST_KEYS = 8_000_000  # up to so many possible pairs, those there are are ticked off in a list of all


@dataclass(frozen=True, slots=True)
class Facet:
    """A fact of marks: its values in order, other names they go by, and which value each mark has (-1: not known).

    `in_order`: before and after go by the place of the values, as with waves and choices, not by their words.
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


Named = tuple[str, Callable[[], Facet]]


class Facets(Mapping[str, Facet]):
    """Facts by name in small letters, each worked out when it is first asked for, of what was read before."""

    def __init__(self, made: Mapping[str, Callable[[], Facet]]) -> None:
        self._make, self._made = made, dict[str, Facet]()

    def __getitem__(self, name: str) -> Facet:
        """A fact. Raises KeyError for none of that name."""
        if name not in self._made:
            self._made[name] = self._make[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._make)

    def __len__(self) -> int:
        return len(self._make)


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
    terms: Terms
    readers: tuple[str, ...]
    sources: tuple[Source, ...]
    encounters: Mapping[str, Encounter]
    cases: tuple[Case, ...]
    segments: Places
    source_of_mark: Ints
    reader_of_mark: Ints
    facets: Mapping[str, Facet]


def ground_of(reads: Reads, set_: str = "consensus", *, apart: bool = True) -> Ground:
    """The marks of a set. `apart`: relations hold within one reader's reading. Raises NotFound for no such set.

    It is kept for the viewer as long as nothing it rests on changes, so whoever gets it leaves it as it is.
    """
    key = set_named(reads, set_)
    return reads.kept(("ground", key, apart), lambda: _ground(reads, key, apart=apart))


@unswept()
def _ground(reads: Reads, key: str, *, apart: bool) -> Ground:
    book, known = book_of(reads), known_of(reads)
    placed = placed_in(reads, key, [one.id for one in known.people])
    base = columns_of(placed, {one.id: at for at, one in enumerate(known.sources)}, book.at)
    made = _Facts(reads, base, known)
    marks = made.marks(apart=apart)
    return Ground(
        marks,
        set_words(reads, key),
        key,
        book.codes,
        book.below,
        book.themes,
        book.theme_codes,
        book.terms,
        tuple(one.name for one in known.people),
        known.sources,
        known.encounters,
        known.cases,
        base.places,
        base.source,
        base.reader,
        made.facets(),
    )


class _Facts:
    """What is known of marks: who says them and in which turns, in which case, and the attributes of all of these."""

    def __init__(self, reads: Reads, base: Columns, known: Known) -> None:
        self._base, self._known = base, known
        self._sources, self._encounters = known.sources, known.encounters
        self._case_at = {one.id: at for at, one in enumerate(known.cases)}
        self._participant_at = {one.id: at for at, one in enumerate(known.participants)}
        said = said_in(reads, base)
        self._first, self._last = said.first, said.last
        self._heard = heard_where(reads, [known.sources[at].id for at in distinct(base.source).tolist()])
        self._said_by(said.speaker, said.speakers)

    def _said_by(self, speaker: Ints, speakers: Sequence[str]) -> None:
        """Who says each mark: case, participant and role of each source and speaker, worked out once."""
        # Speakers are counted within their source, so that there are few numbers.
        least = np.full(len(self._sources), len(speakers), dtype=np.int64)
        np.minimum.at(least, self._base.source, np.where(speaker < 0, len(speakers), speaker))
        here = np.where(speaker < 0, 0, speaker - least[self._base.source] + 1)
        pairs, of_mark = _pairs(self._base.source, here)
        roles: dict[str, int] = {}
        first = (least - 1).tolist()
        said = [self._of(source, speakers[first[source] + who] if who else "", roles) for source, who in pairs.tolist()]
        self._roles = tuple(roles)
        cases, participants, of_role, labels = zip(*said, strict=True) if said else ((), (), (), ())
        self._labels: dict[int, set[str]] = {}
        for participant, label in set(zip(participants, labels, strict=True)):
            if participant >= 0:
                self._labels.setdefault(participant, set()).add(label)
        self._case, self._participant, self._role = (
            np.array(one, dtype=np.int64)[of_mark] for one in (cases, participants, of_role)
        )

    def _of(self, source_at: int, speaker: str, roles: dict[str, int]) -> tuple[int, int, int, str]:
        """(case, participant, role, label) of what a speaker says in a source."""
        source = self._sources[source_at]
        heard = self._heard.get(source.id, NOBODY).get(speaker)
        case_id = heard.case_id if heard is not None else None
        if not case_id:
            encounter = self._encounters.get(source.encounter_id or "")
            case_id = source.case_id or (encounter.case_id if encounter else None)
        case_at = self._case_at.get(case_id or "", -1)
        if heard is None:
            return case_at, -1, -1, ""
        role = INTERVIEWER if heard.is_interviewer else heard.role
        return (
            case_at,
            self._participant_at.get(heard.participant_id or "", -1),
            roles.setdefault(role, len(roles)) if role else -1,
            heard.label,
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

    def facets(self) -> Mapping[str, Facet]:
        """Every fact by its name in small letters; the study's own attributes and practices after the standing ones."""
        made: dict[str, Callable[[], Facet]] = {
            "case": self._case_facet,
            "role": lambda: Facet("role", self._roles, tuple(frozenset() for _ in self._roles), self._role),
            "person": self._person_facet,
            "source": self._source_facet,
            "reader": self._reader_facet,
        }
        for name, one in (*self._waves(), *self._attributes(), *self._practices()):
            made.setdefault(name.casefold(), one)
        return Facets(made)

    def _case_facet(self) -> Facet:
        cases = self._known.cases
        names = _apart([one.code or one.name for one in cases], [one.name for one in cases])
        return Facet("case", names, tuple(_lower(one.code, one.name, one.kind.value) for one in cases), self._case)

    def _person_facet(self) -> Facet:
        people = self._known.participants
        codes = [one.code for one in people]
        names = _apart([min(self._labels.get(at, {code})) for at, code in enumerate(codes)], codes)
        also = tuple(_lower(one.code, *self._labels.get(at, ())) for at, one in enumerate(people))
        return Facet("person", names, also, self._participant)

    def _source_facet(self) -> Facet:
        sources = self._known.sources
        names = _apart([one.name for one in sources], [str(at + 1) for at in range(len(sources))])
        return Facet("source", names, tuple(self._source_names(one) for one in sources), self._base.source)

    def _reader_facet(self) -> Facet:
        readers = ["agreed", *(one.name for one in self._known.people)]
        names = _apart(readers, [str(at) for at in range(len(readers))])
        return Facet("reader", names, tuple(frozenset() for _ in readers), self._base.reader)

    def _waves(self) -> Iterable[Named]:
        """The wave of the encounter, by its name or its number in order; nothing in a study without waves."""
        if self._known.waves:
            yield "wave", self._wave_facet

    def _wave_facet(self) -> Facet:
        waves = self._known.waves
        at = {one.id: n for n, one in enumerate(waves)}
        of_source = [
            at[wave.id]
            if (met := self._encounters.get(one.encounter_id or "")) and (wave := wave_of(met, waves))
            else -1
            for one in self._sources
        ]
        of_mark = np.array([*of_source, -1], dtype=np.int64)[self._base.source]
        also = tuple(_lower(str(n + 1), f"wave {n + 1}") for n in range(len(waves)))
        return Facet("wave", tuple(one.name for one in waves), also, of_mark, in_order=True)

    def _source_names(self, source: Source) -> frozenset[str]:
        encounter = self._encounters.get(source.encounter_id or "")
        return _lower(encounter.code) if encounter is not None else frozenset()

    def _attributes(self) -> Iterable[Named]:
        """Attributes as they held on the day of the encounter."""
        for one in self._known.attributes:
            yield one.name, partial(self._attribute_facet, one)

    def _attribute_facet(self, attribute: Attribute) -> Facet:
        ids, of_mark = {
            "case": ([one.id for one in self._known.cases], self._case),
            "participant": ([one.id for one in self._known.participants], self._participant),
            "source": ([one.id for one in self._sources], self._base.source),
        }[attribute.about]
        values = self._known.values.get(attribute.id, {})
        met = (self._encounters.get(one.encounter_id or "") for one in self._sources)
        held_on = [one.held_on if one is not None else None for one in met]
        pairs, of = _pairs(of_mark + 1, self._base.source)
        given = [_on(values.get(ids[one - 1], ()), held_on[source]) if one else "" for one, source in pairs.tolist()]
        return _facet(attribute.name, attribute.choices, given, of)

    def _practices(self) -> Iterable[Named]:
        """Practices as settled, by case."""
        settled = self._known.practices
        for schema in self._known.schemas:
            for one in schema.properties:
                of_case = [settled.get((one.key, case.id), "") for case in self._known.cases] + [""]
                if any(of_case):
                    yield one.name, partial(_facet, one.name, (), of_case, self._case)


def heard_where(reads: Reads, source_ids: Sequence[str]) -> Mapping[str, Mapping[str, Heard]]:
    """Who speaks in these sources at least, kept as long as nothing said about people changes."""

    def of(wanted: Sequence[str]) -> Mapping[str, Mapping[str, Heard]]:
        ids = frozenset(wanted)
        return heard_in(reads, [one for one in sources_of(reads) if one.id in ids], encounters_of(reads))

    def mended(
        there: Mapping[str, Mapping[str, Heard]], changed: frozenset[str]
    ) -> Mapping[str, Mapping[str, Heard]] | None:
        if changed:
            return None
        missing = [one for one in source_ids if one not in there]
        return {**there, **of(missing)} if missing else there

    return reads.followed("heard", Speaker, lambda: of(source_ids), mended)


def _pairs(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The distinct pairs of two columns (none below 0), and which of them stands at each place."""
    size = int(other.max(initial=0)) + 1
    key = one * size + other
    if (int(one.max(initial=0)) + 1) * size > MOST_KEYS:
        keys, of = np.unique(key, return_inverse=True)
    else:
        there = np.zeros((int(one.max(initial=0)) + 1) * size, dtype=np.bool_)
        there[key] = True
        keys, of = np.flatnonzero(there), (np.cumsum(there) - 1)[key]
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
    # The last of `given` is also that of a mark in no group (-1).
    held = {given[at - 1] for at in distinct(of_mark + 1).tolist()} - {""}
    values = (*(one for one in choices if one in held), *sorted(held - set(choices), key=_in_order))
    at = {one: n for n, one in enumerate(values)}
    of_group = np.array([at.get(one, -1) for one in given], dtype=np.int64)
    found = of_group[of_mark] if len(of_mark) else np.zeros(0, dtype=np.int64)
    in_order = bool(choices) and not any(_in_order(one)[0] == 0 for one in choices)
    return Facet(name, values, tuple(frozenset() for _ in values), found, in_order)


def _in_order(value: str) -> tuple[int, float, str]:
    """Numbers by their size, before words."""
    try:
        return 0, float(value), value
    except ValueError:
        return 1, 0.0, value.casefold()


def _lower(*names: str) -> frozenset[str]:
    return frozenset(one.casefold() for one in names if one)

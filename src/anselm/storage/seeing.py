"""Reads: what one viewer may see, over one connection at one moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, select, text

from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Segment, Source, SourceVersion, Speaker, SyncPoint, TurnCorrection, TurnTime, Utterance
from anselm.domain.errors import NotFound
from anselm.domain.fieldwork import Participant
from anselm.domain.interpretation import Theme, ThemeMember
from anselm.domain.reporting import Report
from anselm.domain.study import Viewer, ViewerKind
from anselm.services.ports import CommandView, Deed, Earlier, Index, Past, TurnPlace
from anselm.storage import asked, schema
from anselm.storage.keeping import ANYTHING, DECIDING, Entry, Kept
from anselm.storage.past import as_it_stood, deeds_of, earlier_of, moment_of, past_of
from anselm.storage.rows import columns_of, from_rows
from anselm.storage.visible import FILTERS, NOTHING_LIFTED, Lifted, among, visible_parts

if TYPE_CHECKING:
    from anselm.analysis.laid import Laid, Row, Turned
    from anselm.storage.image import Beside, Image

__all__ = ["PASSED_OVER", "SeenRows"]

# Steps that cannot be undone and hide no older one: what they made is out, and rests on nothing that may change.
PASSED_OVER = ("reporting.hand_over",)

T = TypeVar("T")
_NEAR = 100  # how many stretches one statement looks near
_FEW = 500  # how many values one IN takes
_FEW_TEXTS = 50  # of fewer texts the rows of turns are read as quickly
_MANY = 2000  # of more changed rows than these, everything is read again


class SeenRows:
    """The port Reads over a connection. Every statement starts from `visible`."""

    index: Index | None = None
    beside: Beside | None = None
    keeping: Kept | None = None

    def __init__(
        self,
        connection: Connection,
        viewer: Viewer,
        lifted: Lifted = NOTHING_LIFTED,
        looking: list[set[str]] | None = None,
        then: tuple[Connection, int] | None = None,
    ) -> None:
        self._connection, self._viewer, self._lifted = connection, viewer, lifted
        # Where the events are told, and up to which change, when an earlier moment is looked at.
        self._then = then
        # The tables read so far, by what is being worked out: the last is what is worked out now.
        self._looking: list[set[str]] = [set()] if looking is None else looking

    @property
    def viewer(self) -> Viewer:
        """Who is asking."""
        return self._viewer

    @property
    def keeps(self) -> bool:
        """Whether what is worked out here may be kept; what is there may be used all the same."""
        return True

    def get(self, kind: type[T], identifier: str) -> T:
        """One row. Raises NotFound."""
        found = self.maybe(kind, identifier)
        if found is None:
            raise NotFound
        return found

    def maybe(self, kind: type[T], identifier: str | None) -> T | None:
        """One row or None."""
        if identifier is None:
            return None
        found = self.find(kind, id=identifier)
        return found[0] if found else None

    def find(self, kind: type[T], /, **equal: object) -> tuple[T, ...]:
        """The rows whose fields equal the values given, in the order made."""
        table = self._table(kind)
        shape, parts = asked.shaped(equal)
        statement = asked.rows(table.name, self._viewer, self._lifted, shape)
        rows = [row for one in parts for row in self._plain(statement, one)]
        if len(parts) > 1:
            # The last is `seq`.
            rows.sort(key=itemgetter(-1, [name for name, *_ in columns_of(kind)].index("id")))
        return tuple(from_rows(kind, rows))

    def count(self, kind: type[T], /, **equal: object) -> int:
        """How many rows `find` would return."""
        table = self._table(kind)
        shape, parts = asked.shaped(equal)
        statement = asked.counts(table.name, self._viewer, self._lifted, shape)
        return sum(int(self._connection.execute(statement, one).scalar_one()) for one in parts)

    def columns(self, kind: type[T], *names: str, **equal: object) -> tuple[tuple[Any, ...], ...]:
        """Some fields of words or numbers of the rows `find` would return, one tuple a row, in no order."""
        table = self._table(kind)
        shape, parts = asked.shaped(equal)
        statement = asked.fields(table.name, self._viewer, self._lifted, shape, names)
        return tuple(chain.from_iterable(self._plain(statement, one) for one in parts))

    def _plain(self, statement: Select[Any], values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement as the driver gives them, which is right for words and whole numbers and quick."""
        return list(self._connection.execute(statement, values).cursor.fetchall())

    def tally(self, kind: type[T], by: str, /, **equal: object) -> dict[str, int]:
        """How many visible rows by the value of one field."""
        table = self._table(kind)
        shape, parts = asked.shaped(equal)
        statement = asked.tallies(table.name, self._viewer, self._lifted, shape, by)
        found: dict[str, int] = {}
        for one in parts:
            for value, n in self._connection.execute(statement, one):
                found[str(value)] = found.get(str(value), 0) + int(n)
        return found

    def text(self, version_id: str) -> str:
        """The text of a source version. Raises NotFound."""
        found = self.texts([version_id])
        if version_id not in found:
            raise NotFound
        return found[version_id]

    def texts(self, version_ids: Sequence[str]) -> dict[str, str]:
        """Texts by version, for those the viewer may see."""
        self._looking[-1].add("source_versions")
        found: dict[str, str] = {}
        for some in _in_parts(version_ids):
            statement = visible_parts(schema.texts, self._lifted).where(schema.texts.c.version_id.in_(some))
            found |= {row.version_id: row.text for row in self._connection.execute(statement)}
        return found

    def utterances(self, version_id: str) -> tuple[Utterance, ...]:
        """The turns of a version in order, corrections of speakers and times set by ear applied."""
        return self.utterances_of([version_id]).get(version_id, ())

    def utterances_of(self, version_ids: Sequence[str]) -> dict[str, tuple[Utterance, ...]]:
        """Turns by version."""
        table = schema.utterances
        parts = (table.c.version_id.in_(some) for some in _in_parts(version_ids))
        return self._utterances_where(parts, list(version_ids))

    def utterances_near(self, segments: Sequence[Segment], before: int) -> dict[str, tuple[Utterance, ...]]:
        """Turns by version, of those turns alone that reach a stretch or what stands so many characters before it."""
        parts = (_near(segments[at : at + _NEAR], before) for at in range(0, len(segments), _NEAR))
        return self._utterances_where(parts, [one.version_id for one in segments])

    def first_turns(self, version_ids: Sequence[str]) -> dict[str, int]:
        """The number of the first turn of each version that has turns."""
        table, found = schema.utterances, dict[str, int]()
        seen = visible_parts(table, self._lifted).with_only_columns(table.c.version_id, func.min(table.c.number))
        for some in _in_parts(version_ids):
            rows = self._plain(seen.where(table.c.version_id.in_(some)).group_by(table.c.version_id))
            found |= {str(version): int(number) for version, number in rows}
        return found

    def _utterances_where(
        self, parts: Iterable[ColumnElement[bool]], version_ids: list[str]
    ) -> dict[str, tuple[Utterance, ...]]:
        corrected = self._corrected(version_ids)
        timed = {(one.version_id, one.number): one.at_ms for one in self.find(TurnTime, version_id=version_ids)}
        seen = visible_parts(schema.utterances, self._lifted)
        rows = {row[:2]: row for part in parts for row in self._plain(seen.where(part))}
        found: dict[str, list[Utterance]] = {}
        for place in sorted(rows):
            turn = Utterance(*rows[place])
            if place in corrected:
                turn = replace(turn, speaker_id=corrected[place])
            if place in timed:
                turn = replace(turn, t0_ms=timed[place])
            found.setdefault(turn.version_id, []).append(turn)
        return {version: tuple(turns) for version, turns in found.items()}

    def turns(self, version_ids: Sequence[str]) -> tuple[tuple[str, int, int, int, str], ...]:
        """(version, number, start, end, speaker) of turns in order, corrections of speakers applied."""
        corrected = self._corrected(version_ids)
        table = schema.utterances
        seen = visible_parts(table).with_only_columns(
            table.c.version_id, table.c.number, table.c.start, table.c.end, table.c.speaker_id
        )
        found = [
            row for some in _in_parts(version_ids) for row in self._plain(seen.where(table.c.version_id.in_(some)))
        ]
        if corrected:
            found = [(*one[:4], corrected.get(one[:2], one[4])) for one in found]
        found.sort()
        return tuple(found)

    def turn_places(self, version_id: str) -> tuple[TurnPlace, ...]:
        """Where the turns of a version lie, in order, times set by ear applied."""
        timed = {one.number: one.at_ms for one in self.find(TurnTime, version_id=version_id)}
        table = schema.utterances.c
        seen = visible_parts(schema.utterances, self._lifted).where(table.version_id == version_id)
        fields = (table.number, table.start, table.speech_start, table.end, table.t0_ms)
        found = map(TurnPlace._make, self._plain(seen.with_only_columns(*fields).order_by(table.number)))
        return tuple(one._replace(t0_ms=timed[one.number]) if one.number in timed else one for one in found)

    def _corrected(self, version_ids: Sequence[str]) -> dict[tuple[str, int], str]:
        """Who is heard in turns that were given to another speaker, by version and number."""
        found = self.find(TurnCorrection, version_id=list(version_ids))
        return {(one.version_id, one.number): one.speaker_id for one in found}

    def turned(self, version_ids: Sequence[str]) -> Turned:
        """What `turns` tells, as columns: of those beside the study where these hold, and of the rows."""
        from anselm.analysis.laid import turned

        few = self.beside is None or len(version_ids) <= _FEW_TEXTS
        there = None if few or self.beside is None else self.beside.turns(self._connection)
        if there is None:
            return turned(self.turns(version_ids))
        seen = {one for (one,) in self.columns(SourceVersion, "id", id=list(version_ids))}
        found = there.of(seen)
        known = set(there.versions)
        missing = [one for one in version_ids if one not in known]
        if missing:
            found = found.and_of(turned(self.turns(missing)))
        return found.corrected(self._corrected(version_ids))

    def laid(self, round_ids: Sequence[str], reader_at: Mapping[str, int]) -> Laid:
        """Codings in the order of their places: of the columns beside the study where these hold, else of the rows."""
        there = None if self.beside is None else self.beside.codings(self._connection)
        if there is None:
            return self._laid(reader_at, round_id=round_ids)
        return self._seen_of(there, round_ids, reader_at)

    def laid_anew(self, ids: Collection[str], round_ids: Sequence[str], reader_at: Mapping[str, int]) -> Laid:
        """As `laid`, of these codings alone, each read from its row."""
        return self._laid(reader_at, id=ids, round_id=round_ids)

    def _laid(self, reader_at: Mapping[str, int], **equal: object) -> Laid:
        from anselm.analysis.laid import laid

        names = ("id", "version_id", "source_id", "start", "end", "code_id", "coder_id")
        rows: tuple[Row, ...] = self.columns(Coding, *names, **equal)
        return laid(rows, reader_at)

    def _seen_of(self, image: Image, round_ids: Sequence[str], reader_at: Mapping[str, int]) -> Laid:
        """What of an image is this viewer's to see, group by group, and what became of its codings since."""
        import numpy as np

        self._table(Coding)
        laid, n_hands = image.codings, len(image.hands)
        group = laid.at[0] * n_hands + laid.at[3]
        groups = np.flatnonzero(np.bincount(group)).tolist()
        told = [(*image.hands[one % n_hands], laid.texts[one // n_hands][1]) for one in groups]
        wanted = [n for n, one in zip(groups, told, strict=True) if one[0] in round_ids]
        asked = json.dumps([one for one in told if one[0] in round_ids])
        statement = among(Coding, self._viewer, ("round_id", "coder_id", "source_id"), self._lifted)
        may = np.zeros(len(laid.texts) * n_hands, dtype=np.bool_)
        may[[wanted[n] for (n,) in self._connection.execute(statement, {"rows": asked})]] = True
        reader_of = np.array([reader_at.get(coder, 0) for _, coder in image.hands], dtype=np.int64)
        seen = laid.seen(may[group], reader_of)
        if not image.changed:
            return seen
        return seen.changed(image.changed, self.laid_anew(image.changed, round_ids, reader_at))

    def sync_points(self, version_id: str) -> tuple[SyncPoint, ...]:
        """Positions tied to the recording, in order."""
        table = schema.sync_points
        statement = (
            visible_parts(table, self._lifted).where(table.c.version_id == version_id).order_by(table.c.position)
        )
        return tuple(SyncPoint(*row) for row in self._connection.execute(statement))

    def version(self, kind: type[T], identifier: str) -> int:
        """The row's version, counted from 1. Raises NotFound."""
        table = self._table(kind)
        statement = asked.versions(table.name, self._viewer, self._lifted)
        found = self._connection.execute(statement, {"asked_id": identifier}).scalar()
        if found is None:
            raise NotFound
        return int(found)

    def steps(self) -> CommandView:
        """The viewer's own next undo and redo."""
        self._looking[-1].add(ANYTHING)
        table = schema.commands
        mine = table.c.researcher_id == self._viewer.researcher_id
        done = (mine, table.c.state == "done", table.c.operation.not_in(PASSED_OVER))
        newest = self._connection.execute(
            select(table.c.label, table.c.undoable).where(*done).order_by(table.c.seq.desc())
        ).first()
        undone = self._connection.execute(
            select(table.c.label).where(mine, table.c.state == "undone").order_by(table.c.seq)
        ).first()
        back = newest.label if newest is not None and newest.undoable else None
        return CommandView(back, undone.label if undone is not None else None)

    @property
    def _told(self) -> tuple[Connection, int | None]:
        """Where history is told, and up to which change."""
        return self._then or (self._connection, None)

    def unblinded(self) -> SeenRows:
        """The same moment as the study itself sees it."""
        return SeenRows(self._connection, replace(self._viewer, kind=ViewerKind.WORKER), self._lifted, self._looking)

    def outward(self) -> SeenRows:
        """The same moment as far as it may leave the study."""
        viewer = replace(self._viewer, outward=True)
        return SeenRows(self._connection, viewer, self._lifted, self._looking, self._then)

    def past_hold(self, participant_id: str) -> SeenRows:
        """The same moment as if this person's material were not held back."""
        sources, speakers = schema.table_of(Source).table, schema.table_of(Speaker).table
        people = schema.table_of(Participant).table
        held = select(people.c.id).where(people.c.held_at.is_not(None), people.c.id != participant_id)
        heard = select(speakers.c.source_id).where(speakers.c.participant_id == participant_id)
        others = select(speakers.c.source_id).where(speakers.c.participant_id.in_(held))
        found = self._connection.execute(
            select(sources.c.id).where(
                sources.c.held_at.is_not(None), sources.c.id.in_(heard), sources.c.id.not_in(others)
            )
        ).scalars()
        self._looking[-1].add(ANYTHING)
        return SeenRows(self._connection, self._viewer, Lifted(participant_id, tuple(found)))

    def moment(self) -> int:
        """The number of the newest change."""
        self._looking[-1].add(ANYTHING)
        return moment_of(self._connection)

    def earlier(self, report_id: str) -> tuple[Earlier, ...]:
        """Every version of a report the viewer may see."""
        self.get(Report, report_id)
        self._looking[-1].add(ANYTHING)
        connection, until = self._told
        return tuple(Earlier(*one) for one in earlier_of(connection, Report, report_id, until))

    def past_of(self, kind: type[T]) -> tuple[Past[T], ...]:
        """What became of codes, themes or their members, those left out that today's viewer may not see."""
        if kind not in (Code, Theme, ThemeMember):
            raise LookupError(kind)
        self._looking[-1].add(ANYTHING)
        connection, until = self._told
        told = [Past(*one) for one in past_of(connection, kind, until)]
        if kind is Code:
            codes = {one.id for one in self.find(Code)}
            return tuple(one for one in told if one.id in codes)
        themes = {one.id for one in self.find(Theme)}
        if kind is Theme:
            return tuple(one for one in told if one.id in themes)
        # A member that was taken out is judged by what it was: its theme and, for a passage, its source.
        was = {one.id: one.row for one in told if isinstance(one.row, ThemeMember)}
        places = {row.version_id for row in was.values() if row.version_id}
        seen = {None, *(one.id for one in self.find(SourceVersion, id=list(places)))}
        shown = {id_ for id_, row in was.items() if row.theme_id in themes and row.version_id in seen}
        return tuple(one for one in told if one.id in shown)

    def as_it_stood(self, moment: int) -> SeenRows:
        """The study as it stood at that change, for the same viewer."""
        self._looking[-1].add(ANYTHING)
        past = as_it_stood(self._connection, moment).connect()
        return SeenRows(past, self._viewer, then=(self._connection, moment))

    def deeds(self) -> tuple[Deed, ...]:
        """Who did what to which kind of row, in counts, of what the viewer may see."""
        self._looking[-1].add(ANYTHING)
        seen = {name: {one for (one,) in self.columns(schema.KINDS[name].kind, "id")} for name in FILTERS}
        connection, until = self._told
        return tuple(Deed(*one) for one in deeds_of(connection, seen, until))

    # What is kept

    def kept(self, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` works out of these reads, kept for this viewer until a table it read from changes."""
        return self._answered(name, make, "", lambda value, _: value)

    def followed(
        self, name: Hashable, kind: type[Any], make: Callable[[], T], mend: Callable[[T, frozenset[str]], T | None]
    ) -> T:
        """As `kept`; while nothing but rows of one kind has changed, `mend` makes it fit from these rows alone."""
        return self._answered(name, make, schema.table_of(kind).table.name, mend)

    def _answered(
        self, name: Hashable, make: Callable[[], T], followed: str, mend: Callable[[T, frozenset[str]], T | None]
    ) -> T:
        if self.keeping is None:
            return make()
        origin, now = tip_of(self._connection)
        cleared = self.keeping.cleared
        there = self.keeping.look_up(self._viewer, name)
        changed = None if there is None else self._changed(there, origin, now, followed)
        mended: T | None = None
        tables: frozenset[str] = frozenset()
        if there is not None and changed is not None:
            mended, tables = self._watched(partial(mend, there.value, changed))
            tables |= there.tables
        value, tables = (mended, tables) if mended is not None else self._watched(make)
        self._looking[-1] |= tables
        if self.keeps and (there is None or there.moment != now or value is not there.value):
            self.keeping.keep(self._viewer, name, Entry(now, tables, value), cleared)
        return value

    def _watched(self, work: Callable[[], T]) -> tuple[T, frozenset[str]]:
        """What some work comes to, and the tables it read, with those that decide what it may see."""
        self._looking.append(set(DECIDING))
        try:
            return work(), frozenset(self._looking[-1])
        finally:
            self._looking.pop()

    def _changed(self, there: Entry, origin: str, now: int, followed: str) -> frozenset[str] | None:
        """The rows followed that have changed since; None where something else it was made of has, or very much."""
        if there.moment >= now:
            return frozenset() if there.moment == now else None  # a reader of an earlier moment makes its own
        table = schema.events
        since = select(table.c.subject_kind, table.c.subject_id).where(
            table.c.origin_id == origin, table.c.seq > there.moment
        )
        if ANYTHING not in there.tables:
            since = since.where(table.c.subject_kind.in_(sorted(there.tables)))
        found = self._plain(since.limit(_MANY + 1))
        strict = len(found) > _MANY or not {ANYTHING, followed}.isdisjoint(DECIDING | (there.tables & {ANYTHING}))
        if found and (strict or any(kind != followed for kind, _ in found)):
            return None
        return frozenset(identifier for _, identifier in found)

    def _table(self, kind: type[Any]) -> Table:
        table = schema.table_of(kind).table
        self._looking[-1].add(table.name)
        return table


_ORIGIN = select(schema.meta.c.value).where(schema.meta.c.key == "origin_id")
_NEWEST = select(func.max(schema.events.c.seq)).where(schema.events.c.origin_id == bindparam("origin"))


def tip_of(connection: Connection) -> tuple[str, int]:
    """This study's origin and the number of its newest event (0: none)."""
    origin = str(connection.execute(_ORIGIN).scalar() or "")
    newest = connection.execute(_NEWEST, {"origin": origin}).scalar()
    return origin, int(newest or 0)


def _near(segments: Sequence[Segment], before: int) -> ColumnElement[bool]:
    """The condition of `utterances_near`; written out, as building it of so many parts takes longer than reading."""
    one = '(utterances.version_id = :v{0} AND utterances.start <= :e{0} AND utterances."end" >= :s{0})'
    values: dict[str, str | int] = {}
    for n, segment in enumerate(segments):
        values |= {f"v{n}": segment.version_id, f"e{n}": segment.end, f"s{n}": segment.start - before}
    near = " OR ".join(one.format(n) for n in range(len(segments)))
    return text(f"({near})").bindparams(**values).self_group()  # type: ignore[return-value]


def _in_parts(values: Sequence[str]) -> Iterable[list[str]]:
    unique = list(dict.fromkeys(values))
    return (unique[at : at + _FEW] for at in range(0, len(unique), _FEW))

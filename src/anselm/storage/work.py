"""Work: one transaction on the one writer. What changes here records its version, its event and the step back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Select, Table, Update, bindparam, delete, func, insert, select, update

from anselm.analysis.erasing import cleaned, shingles
from anselm.domain.corpus import Source, Speaker, SyncPoint, Utterance
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.judging import Round, RoundKind, RoundState
from anselm.domain.study import Researcher, Viewer, initials
from anselm.services.ports import Clock, Entropy, Ids
from anselm.storage import schema
from anselm.storage.chain import GENESIS, digest_of, hash_of
from anselm.storage.erasing import Erased, erase_former, erase_rows, erase_words, phrases_of, write_over
from anselm.storage.guarding import may_swing, nothing_hidden_named
from anselm.storage.rows import body_of, from_body, from_row, to_row
from anselm.storage.seeing import PASSED_OVER, SeenRows

__all__ = ["Change", "Command", "Transaction"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Command:
    """Which operation a transaction carries out, and what the step is called for undo."""

    operation: str
    label: str = ""
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A row that changed, for the feed. `only_for`: the one who may learn of it (empty: nobody), or everyone (None)."""

    kind: str
    id: str
    only_for: str | None


class Transaction(SeenRows):
    """The port Work over the writer's connection.

    What it works out before it changes anything is kept, as any reader's; afterwards it may yet come to nothing.
    """

    def __init__(
        self, connection: Connection, viewer: Viewer, command: Command, clock: Clock, ids: Ids, entropy: Entropy
    ) -> None:
        super().__init__(connection, viewer)
        self._command, self._ids, self._entropy = command, ids, entropy
        self._now = clock.now()
        self._command_id = ids.new()
        self._origin, self._seq, self._prev = self._tip()
        self._private: dict[str, bool] = {}
        self._pending_versions: list[dict[str, Any]] = []
        self._pending_events: list[dict[str, Any]] = []
        self._open_rows: list[Any] = []
        self._untouched = True
        self.changes: list[Change] = []
        self.erased: Erased | None = None

    @property
    def keeps(self) -> bool:
        """Whether nothing is changed yet."""
        return self._untouched and not self.changes

    @property
    def now(self) -> str:
        """The moment of this transaction."""
        return self._now

    @property
    def by(self) -> str:
        """The researcher acting."""
        return self._viewer.researcher_id

    def new_id(self) -> str:
        """A random identifier."""
        return self._ids.new()

    def salt(self) -> str:
        """16 random bytes, as hex."""
        return self._entropy.salt()

    def _tip(self) -> tuple[str, int, str]:
        origin = str(self._connection.execute(_ORIGIN).scalar_one())
        row = self._connection.execute(_TIP, {"origin": origin}).first()
        return origin, (row.seq if row else 0), (row.hash if row else GENESIS)

    # What changes

    def add(self, row: object) -> None:
        """A new row; the same again is nothing, another of its id raises Refused."""
        self.add_all([row])

    def add_all(self, rows: Sequence[object]) -> None:
        """Many new rows, in a handful of statements."""
        by_kind: dict[type[Any], list[Any]] = {}
        for row in rows:
            by_kind.setdefault(type(row), []).append(row)
        for kind, some in by_kind.items():
            fresh = self._not_there_yet(kind, some)
            if not fresh:
                continue
            table = schema.table_of(kind).table
            versions = self._versions_of(table.name, [row.id for row in fresh])
            stored = []
            for row in fresh:
                version = versions.get(row.id, 0) + 1
                self._record(table.name, row.id, version, row)
                stored.append(self._columns(row, version))
            self._connection.execute(_insert(table), stored)
        self._flush()

    def _columns(self, row: Any, version: int) -> dict[str, Any]:
        return {**to_row(row), "row_version": version, "seq": self._seq, "origin_id": self._origin}

    def _not_there_yet(self, kind: type[Any], rows: list[Any]) -> list[Any]:
        table = schema.table_of(kind).table
        there: dict[str, Any] = {}
        for at in range(0, len(rows), 500):
            ids = [row.id for row in rows[at : at + 500]]
            for found in self._connection.execute(_among(table), {"ids": ids}).mappings():
                there[found["id"]] = from_row(kind, dict(found))
        for row in rows:
            if row.id in there and not _same(there[row.id], row):
                raise Refused("Something else already goes by this identifier.", place="id")
        return [row for row in rows if row.id not in there]

    def replace(self, row: object) -> None:
        """A row in place of the one with its id. Raises NotFound."""
        kind: type[Any] = type(row)
        state = schema.table_of(kind)
        if state.append_only:
            raise Invalid("What is recorded here is kept for ever; add a newer entry.")
        before, version = self._current(kind, row.id)  # type: ignore[attr-defined]
        if before == row:
            return
        identifier = before.id
        version = self._newest_version(state.table.name, identifier, version) + 1
        self._record(state.table.name, identifier, version, row, before)
        values = {**to_row(row), "row_version": version, "where_id": identifier}
        self._connection.execute(_update(state.table), values)
        self._flush()

    def remove(self, row: object) -> None:
        """A row gone; its history stays. Removing what is gone is nothing."""
        kind: type[Any] = type(row)
        state = schema.table_of(kind)
        if state.append_only:
            raise Invalid("What is recorded here is kept for ever; add a newer entry.")
        identifier: str = row.id  # type: ignore[attr-defined]
        try:
            before, version = self._current(kind, identifier)
        except NotFound:
            return
        version = self._newest_version(state.table.name, identifier, version) + 1
        self._record(state.table.name, identifier, version, None, before)
        self._connection.execute(delete(state.table).where(state.table.c.id == identifier))
        self._flush()

    def _current(self, kind: type[Any], identifier: str) -> tuple[Any, int]:
        """The row as it is. Its visibility was decided by the rule that led here."""
        table = schema.table_of(kind).table
        row = self._connection.execute(_among(table), {"ids": [identifier]}).mappings().first()
        if row is None:
            raise NotFound
        return from_row(kind, dict(row)), int(row["row_version"])

    def _newest_version(self, kind: str, identifier: str, known: int) -> int:
        return max(known, self._versions_of(kind, [identifier]).get(identifier, 0))

    def _versions_of(self, kind: str, identifiers: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for at in range(0, len(identifiers), 500):
            wanted = {"kind": kind, "ids": list(identifiers[at : at + 500])}
            found |= {str(row[0]): int(row[1]) for row in self._connection.execute(_VERSIONS, wanted)}
        return found

    # What is recorded of it

    def _record(self, kind: str, identifier: str, version: int, row: Any | None, before: Any | None = None) -> None:
        body = None if row is None else body_of(row)
        salt = self._entropy.salt()
        digest = digest_of(salt, body, self._command_id)
        self._seq += 1
        link = (self._origin, self._seq, self._now, self.by, self._command.operation, kind, identifier, version)
        own = hash_of(*link, digest, self._prev)
        self._pending_versions.append(
            {
                "kind": kind,
                "id": identifier,
                "version": version,
                "seq": self._seq,
                "command_id": self._command_id,
                "origin_id": self._origin,
                "salt": salt,
                "body": body,
                "erased": False,
            }
        )
        names = ("origin_id", "seq", "at", "actor_id", "kind", "subject_kind", "subject_id", "version")
        self._pending_events.append(
            {**dict(zip(names, link, strict=True)), "digest": digest, "prev": self._prev, "hash": own}
        )
        self._prev = own
        only_for = self._only_for(kind, row if row is not None else before)
        self.changes.append(Change(kind, identifier, self._told_to(kind, row if row is not None else before, only_for)))
        if only_for is None and row is not None:
            self._open_rows.append(row)

    def _flush(self) -> None:
        if self._pending_events:
            self._connection.execute(_insert(schema.row_versions), self._pending_versions)
            self._connection.execute(_insert(schema.events), self._pending_events)
            self._pending_versions, self._pending_events = [], []

    def _only_for(self, kind: str, row: Any) -> str | None:
        """Whose alone a change is: a judge's in a round not revealed, an author's private memo."""
        if kind in _STUDYS_ALONE:
            return ""
        owner = next((getattr(row, name) for name in _OWNERS if hasattr(row, name)), None)
        if kind == "memos" and row.private:
            return str(owner)
        round_id = getattr(row, "proposed_in", None) or getattr(row, "round_id", None)
        if kind not in _BLIND_KINDS or round_id is None:
            return None
        if round_id not in self._private:
            round_ = self.unblinded().maybe(Round, round_id)
            self._private[round_id] = round_ is not None and round_.unrevealed
        return str(owner) if self._private[round_id] else None

    def _told_to(self, kind: str, row: Any, only_for: str | None) -> str | None:
        """Who learns at once that a row changed. While things are placed apart on a lens, what is placed on it by hand
        is told nobody else: those who place may not see it."""
        if only_for is None and kind == "placements":
            placing = {"kind": RoundKind.PLACE, "state": RoundState.JUDGING, "lens_id": row.lens_id}
            return str(row.judge_id) if self.unblinded().find(Round, **placing) else None
        return only_for

    def erase(
        self, rows: Sequence[object], version_ids: Sequence[str], media: Sequence[str], said: Sequence[str]
    ) -> None:
        """Rows, texts and files gone for good with every version of them, and the words wherever they were copied."""
        self.keeping = None
        by_kind: dict[str, list[str]] = {}
        for row in rows:
            kind = schema.table_of(type(row)).table.name
            identifier: str = row.id  # type: ignore[attr-defined]
            by_kind.setdefault(kind, []).append(identifier)
            self.changes.append(Change(kind, identifier, self._only_for(kind, row)))
        erase_rows(self._connection, by_kind, version_ids)
        erase_former(self._connection, {one for ids in by_kind.values() for one in ids})
        gone = shingles(said)
        erase_words(self._connection, lambda words: cleaned(words, gone), self._without_words)
        self.erased = Erased(tuple(media), phrases_of(said))

    def _without_words(self, kind: str, body: str) -> None:
        row = from_body(schema.KINDS[kind].kind, body)
        if schema.KINDS[kind].append_only:
            write_over(self._connection, kind, to_row(row))
        else:
            self.replace(row)

    def held_back(self) -> tuple[tuple[Source, tuple[Speaker, ...]], ...]:
        """The sources held while a withdrawal is looked at, with their speakers: the one read past the hold."""
        sources, speakers = schema.table_of(Source).table, schema.table_of(Speaker).table
        held = self._connection.execute(select(sources).where(sources.c.held_at.is_not(None))).mappings()
        found = {row["id"]: (from_row(Source, dict(row)), list[Speaker]()) for row in held}
        there = select(sources.c.id).where(sources.c.held_at.is_not(None))
        for row in self._connection.execute(select(speakers).where(speakers.c.source_id.in_(there))).mappings():
            found[row["source_id"]][1].append(from_row(Speaker, dict(row)))
        return tuple((source, tuple(heard)) for source, heard in found.values())

    # What belongs to a source version and never changes

    def keep_text(
        self, version_id: str, text: str, utterances: Sequence[Utterance], syncs: Sequence[SyncPoint]
    ) -> tuple[str, str]:
        """Keep the text and turns of a version; the salt and keyed digest that speak for them."""
        self._untouched = False
        self._connection.execute(insert(schema.texts), [{"version_id": version_id, "text": text}])
        rows = [to_row(turn) for turn in utterances]
        if rows:
            self._connection.execute(insert(schema.utterances), rows)
        points = list(dict.fromkeys(syncs))
        if points:
            self._connection.execute(insert(schema.sync_points), [to_row(point) for point in points])
        salt = self._entropy.salt()
        return salt, digest_of(salt, parts_body(text, utterances, points))

    def set_password(self, researcher_id: str, stored: str | None) -> None:
        """Keep a hash for signing in, or take it away."""
        self._untouched = False
        self._connection.execute(delete(schema.logins).where(schema.logins.c.researcher_id == researcher_id))
        if stored is not None:
            self._connection.execute(insert(schema.logins).values(researcher_id=researcher_id, stored=stored))

    # Steps back and forward

    def finish(self) -> None:
        """Write the step that this transaction was, once it changed anything. Raises Refused."""
        if not self.changes:
            return
        nothing_hidden_named(self, self._open_rows)
        table = schema.commands
        if self._command.undoable or self._command.operation not in ("study.undo", "study.redo"):
            self._connection.execute(_DROPPED, {"by": self.by})
        state = "step" if self._command.operation in ("study.undo", "study.redo") else "done"
        step = {
            "id": self._command_id,
            "seq": self._seq,
            "researcher_id": self.by,
            "operation": self._command.operation,
            "label": self._command.label,
            "undoable": self._command.undoable,
            "state": state,
            "at": self._now,
        }
        self._connection.execute(_insert(table), step)

    def undo(self) -> str:
        """Take the viewer's newest step back; what it was. What left a file and changed nothing else is passed over."""
        table = schema.commands
        mine = (table.c.researcher_id == self.by) & (table.c.state == "done") & table.c.operation.not_in(PASSED_OVER)
        step = self._connection.execute(select(table).where(mine).order_by(table.c.seq.desc()).limit(1)).first()
        if step is None or (not step.undoable and not step.label):
            raise Refused("There is nothing to undo.")
        if not step.undoable:
            raise Refused(f"{step.label[:1].upper()}{step.label[1:]} cannot be undone.")
        self._swing(step.id, back=True)
        self._connection.execute(update(table).where(table.c.id == step.id).values(state="undone"))
        return str(step.label)

    def redo(self) -> str:
        """Do the step last taken back again; what it was."""
        table = schema.commands
        mine = (table.c.researcher_id == self.by) & (table.c.state == "undone")
        step = self._connection.execute(select(table).where(mine).order_by(table.c.seq).limit(1)).first()
        if step is None:
            raise Refused("There is nothing to do again.")
        self._swing(step.id, back=False)
        self._connection.execute(update(table).where(table.c.id == step.id).values(state="done"))
        return str(step.label)

    def _swing(self, command_id: str, *, back: bool) -> None:
        """Put every row of a step where it was before it, or after it."""
        table = schema.row_versions
        rows = self._connection.execute(
            select(table).where(table.c.command_id == command_id).order_by(table.c.seq.desc() if back else table.c.seq)
        ).all()
        bodies: dict[tuple[str, str], tuple[Any, Any]] = {}
        for row in rows if not back else reversed(rows):
            first = bodies.get((row.kind, row.id))
            before = first[0] if first else self._body_before(row.kind, row.id, row.version)
            bodies[(row.kind, row.id)] = (before, row.body)
        for (kind, identifier), (before, after) in reversed(bodies.items()) if back else bodies.items():
            self._put(kind, identifier, expected=after if back else before, wanted=before if back else after)

    def _body_before(self, kind: str, identifier: str, version: int) -> str | None:
        table = schema.row_versions
        row = self._connection.execute(
            select(table.c.body)
            .where(table.c.kind == kind, table.c.id == identifier, table.c.version < version)
            .order_by(table.c.version.desc())
            .limit(1)
        ).first()
        return None if row is None else row.body

    def _put(self, kind: str, identifier: str, *, expected: str | None, wanted: str | None) -> None:
        state = schema.KINDS[kind]
        try:
            current = self._current(state.kind, identifier)[0]
        except NotFound:
            current = None
        if current != (None if expected is None else from_body(state.kind, expected)):
            raise Refused(
                f"{self._who_changed(kind, identifier)} has changed this since, so the step stays.",
                advice="Look at it as it is now and change it by hand.",
            )
        row = None if wanted is None else from_body(state.kind, wanted)
        may_swing(self, current, row)
        if row is None:
            if current is not None:
                self.remove(current)
        elif current is None:
            self.add(row)
        else:
            self.replace(row)

    def _who_changed(self, kind: str, identifier: str) -> str:
        table = schema.events
        row = self._connection.execute(
            select(table.c.actor_id)
            .where(table.c.subject_kind == kind, table.c.subject_id == identifier)
            .order_by(table.c.seq.desc())
            .limit(1)
        ).first()
        if row is None or row.actor_id == self.by:
            return "A later step of yours"
        found = self.unblinded().maybe(Researcher, row.actor_id)
        return "Someone" if found is None else f"{found.name} ({initials(found.name)})"


# Statements of every step, built once.

_ORIGIN = select(schema.meta.c.value).where(schema.meta.c.key == "origin_id")
_TIP = (
    select(schema.events.c.seq, schema.events.c.hash)
    .where(schema.events.c.origin_id == bindparam("origin"))
    .order_by(schema.events.c.seq.desc())
    .limit(1)
)
_VERSIONS = (
    select(schema.row_versions.c.id, func.max(schema.row_versions.c.version))
    .where(
        schema.row_versions.c.kind == bindparam("kind"),
        schema.row_versions.c.id.in_(bindparam("ids", expanding=True)),
    )
    .group_by(schema.row_versions.c.id)
)
_DROPPED = (
    update(schema.commands)
    .where(schema.commands.c.researcher_id == bindparam("by"), schema.commands.c.state == "undone")
    .values(state="dropped")
)


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def _update(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("where_id"))


@cache
def _among(table: Table) -> Select[Any]:
    return select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))


_STUDYS_ALONE = ("round_keys",)
_OWNERS = ("coder_id", "judge_id", "author_id", "by_id")
_BLIND_KINDS = (
    *("codings", "judgements", "placements", "themes", "codes", "submissions", "memos", "stage_marks"),
    *("saved_finds", "claim_searches", "media_codings", "file_mark_answers"),
)
_CLIENT_MAY_NOT_KNOW = ("created_at", "at", "recorded_at", "edited_at")


def _same(there: Any, row: Any) -> bool:
    """Whether a row sent again is the one kept: moments are set here, not by the sender."""
    return all(
        getattr(there, one.name) == getattr(row, one.name)
        for one in fields(row)
        if one.name not in _CLIENT_MAY_NOT_KNOW
    )


def parts_body(text: str, utterances: Sequence[Utterance], syncs: Sequence[SyncPoint]) -> str:
    """What the digest of a source version speaks for: its text, its turns and its times."""
    turns = "\n".join(body_of(turn) for turn in sorted(utterances, key=lambda turn: turn.number))
    points = "\n".join(body_of(point) for point in sorted(syncs, key=lambda one: (one.position, one.at_ms)))
    return f"{text}\x1e{turns}\x1e{points}"

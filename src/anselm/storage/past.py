"""The study as it stood after an earlier step, laid out in memory so that every read works on it unchanged.

What may be shown is decided by today: a source or a person held back now is held back in the past too, and a consent
that no longer stands as given speaks for the past as well. What was erased is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, func, insert, select, true
from sqlalchemy.pool import StaticPool

from anselm.domain.corpus import Source, SourceVersion
from anselm.domain.fieldwork import Consent, ConsentState, Participant, consent_now
from anselm.storage import schema
from anselm.storage.rows import from_body, from_row, to_row

__all__ = ["as_it_stood", "deeds_of", "earlier_of", "moment_of", "past_of"]

# Nobody reads these in the past: work that ran, and keys that are the study's alone.
_LEFT_OUT = ("jobs", "job_files", "round_keys")
_PARTS = (schema.texts, schema.utterances, schema.sync_points)
_HELD: dict[str, type[Any]] = {"sources": Source, "participants": Participant}
_FEW = 500


def moment_of(connection: Connection) -> int:
    """The number of the newest change; 0 for a study without any."""
    return int(connection.execute(select(func.max(schema.row_versions.c.seq))).scalar() or 0)


def earlier_of(
    connection: Connection, kind: type[Any], identifier: str, until: int | None = None
) -> Iterator[tuple[int, str, str, Any]]:
    """Every version a row had that is not erased: its number, when, by whom, and the row as it was."""
    table, events = schema.row_versions, schema.events
    told = (events.c.origin_id == table.c.origin_id) & (events.c.seq == table.c.seq)
    found = connection.execute(
        select(table.c.version, table.c.body, events.c.at, events.c.actor_id)
        .join(events, told)
        .where(table.c.kind == schema.table_of(kind).table.name, table.c.id == identifier, table.c.body.is_not(None))
        .where(true() if until is None else table.c.seq <= until)
        .order_by(table.c.version)
    )
    for row in found:
        yield int(row.version), str(row.at), str(row.actor_id), from_body(kind, row.body)


def past_of(
    connection: Connection, kind: type[Any], until: int | None = None
) -> Iterator[tuple[str, int, str, str, str, Any, bool]]:
    """(id, change, step, when, by whom, row or None, whether it undoes) of every version not erased, oldest first."""
    table, events = schema.row_versions, schema.events
    told = (events.c.origin_id == table.c.origin_id) & (events.c.seq == table.c.seq)
    found = connection.execute(
        select(table.c.id, table.c.seq, table.c.command_id, table.c.body, events.c.at, events.c.actor_id, events.c.kind)
        .join(events, told)
        .where(table.c.kind == schema.table_of(kind).table.name, table.c.erased.is_(False))
        .where(true() if until is None else table.c.seq <= until)
        .order_by(table.c.seq, table.c.id)
    )
    for row in found:
        made = None if row.body is None else from_body(kind, row.body)
        undoes = row.kind == "study.undo"
        yield str(row.id), int(row.seq), str(row.command_id), str(row.at), str(row.actor_id), made, undoes


def deeds_of(
    connection: Connection, seen: Mapping[str, Collection[str]], until: int | None
) -> list[tuple[str, str, str, int, str, str]]:
    """(by whom, operation, kind of row, how often, first day, last day), of the kinds in `seen` those rows alone.

    What was taken away again is no row any more, so of those kinds it is not counted: whose it was is not known.
    """
    table = schema.events
    told = select(table.c.actor_id, table.c.kind, table.c.subject_kind, table.c.subject_id, table.c.at)
    if until is not None:
        told = told.where(table.c.seq <= until)
    found: dict[tuple[str, str, str], tuple[int, str, str]] = {}
    for actor, operation, kind, identifier, at in connection.execute(told):
        if kind in seen and identifier not in seen[kind]:
            continue
        n, first, last = found.get((actor, operation, kind), (0, at[:10], at[:10]))
        found[actor, operation, kind] = n + 1, min(first, at[:10]), max(last, at[:10])
    return [(*key, *value) for key, value in sorted(found.items())]


def as_it_stood(connection: Connection, moment: int) -> Engine:
    """The study in memory as it stood once the change of this number was made."""
    # Read by one thread and let go by whichever comes by: nothing else ever holds it.
    past = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    schema.metadata.create_all(past)
    with past.begin() as made:
        for name, rows in _rows_then(connection, moment).items():
            if name in _HELD:
                rows = list(_held_as_now(connection, _HELD[name], rows))
            if name == "consents":
                rows += _no_longer_given(connection, {row["id"] for row in rows})
            if rows:
                made.execute(insert(schema.KINDS[name].table), rows)
        versions = [str(one) for one in made.execute(select(schema.table_of(SourceVersion).table.c.id)).scalars()]
        for table in _PARTS:
            for some in (versions[at : at + _FEW] for at in range(0, len(versions), _FEW)):
                found = connection.execute(select(table).where(table.c.version_id.in_(some))).mappings().all()
                if found:
                    made.execute(insert(table), [dict(row) for row in found])
    return past


def _rows_then(connection: Connection, moment: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table after the change of this number, as their history tells it."""
    table = schema.row_versions
    history = connection.execute(
        select(table.c.kind, table.c.id, table.c.version, table.c.seq, table.c.origin_id, table.c.body)
        .where(table.c.seq <= moment, table.c.kind.not_in(_LEFT_OUT))
        .order_by(table.c.kind, table.c.id, table.c.version)
    )
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in schema.KINDS}
    row: Any = None
    since = 0
    for entry in history:
        if row is not None and (entry.kind, entry.id) != (row.kind, row.id):
            found[row.kind] += _columns(row, since)
            row = None
        if row is None or row.body is None:
            # A row stands in the order in which it came to be; taken back and made again, it comes anew.
            since = entry.seq
        row = entry
    if row is not None:
        found[row.kind] += _columns(row, since)
    return found


def _columns(row: Any, since: int) -> Iterable[dict[str, Any]]:
    if row.body is None:
        return []
    value = from_body(schema.KINDS[row.kind].kind, row.body)
    return [{**to_row(value), "row_version": row.version, "seq": since, "origin_id": row.origin_id}]


def _held_as_now(connection: Connection, kind: type[Any], rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    table = schema.table_of(kind).table
    now = {str(row.id): row.held_at for row in connection.execute(select(table.c.id, table.c.held_at))}
    for row in rows:
        yield {**row, "held_at": now.get(row["id"], row["held_at"])}


def _no_longer_given(connection: Connection, known: set[str]) -> list[dict[str, Any]]:
    """The answers since then of people and scopes where consent is not given any more."""
    table = schema.table_of(Consent).table
    rows = [dict(row) for row in connection.execute(select(table)).mappings()]
    stands = consent_now([from_row(Consent, row) for row in rows])
    return [
        row
        for row in rows
        if row["id"] not in known and stands[row["participant_id"], row["scope"]].state is not ConsentState.GIVEN
    ]

"""Taking rows, texts and words out for good: from the state, from every version of it, from the steps back, from disk.

Events stay: they hold digests and no words, so the chain still verifies. A version whose words are gone says so.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, select, update

from anselm.analysis.words import words
from anselm.domain.errors import StorageFailed
from anselm.storage import schema

__all__ = ["Erased", "erase_former", "erase_rows", "erase_words", "found_in", "phrases_of", "scrub", "write_over"]

_FEW = 500
_TRIES = 50
_IN_A_ROW = 12


@dataclass(frozen=True, slots=True)
class Erased:
    """What a transaction took out for good: files by checksum, and phrases to look for, kept in memory only."""

    media: tuple[str, ...] = ()
    phrases: tuple[bytes, ...] = ()


def erase_rows(connection: Connection, by_kind: dict[str, list[str]], version_ids: Sequence[str]) -> None:
    """Delete rows and texts, and empty every version of the rows."""
    for kind, ids in by_kind.items():
        table = schema.KINDS[kind].table
        for some in _parts(ids):
            connection.execute(delete(table).where(table.c.id.in_(some)))
            _empty(connection, [(kind, one, None) for one in some])
    for table in (schema.texts, schema.utterances, schema.sync_points):
        for some in _parts(version_ids):
            connection.execute(delete(table).where(table.c.version_id.in_(some)))


def erase_former(connection: Connection, gone: Collection[str]) -> None:
    """Empty every version of the rows that are here no longer and named one of what goes: nobody finds them any more,
    and going back would bring them in again."""
    table = schema.row_versions
    for name, kind in schema.KINDS.items():
        here = select(kind.table.c.id)
        former = select(table.c.id, table.c.body).where(
            table.c.kind == name, table.c.body.is_not(None), table.c.id.not_in(here)
        )
        named = {
            row.id
            for row in connection.execute(former)
            if any(isinstance(said, str) and said in gone for said in json.loads(row.body).values())
        }
        _empty(connection, [(name, one, None) for one in sorted(named)])


def _empty(connection: Connection, versions: Iterable[tuple[str, str, int | None]]) -> None:
    """Empty versions of rows (all of a row where none is named), and drop the steps they belonged to."""
    table, steps = schema.row_versions, schema.commands
    for kind, identifier, version in versions:
        which = (table.c.kind == kind) & (table.c.id == identifier)
        if version is not None:
            which &= table.c.version == version
        belonging = select(table.c.command_id).where(which)
        still = steps.c.state.in_(("done", "undone"))
        connection.execute(update(steps).where(steps.c.id.in_(belonging), still).values(state="dropped"))
        connection.execute(update(table).where(which).values(body=None, erased=True))


def erase_words(
    connection: Connection, clean: Callable[[str], str], replaced: Callable[[str, str], None]
) -> tuple[str, ...]:
    """Empty every version in which words must go; `replaced` is told the kind and new body of each row as it is now."""
    table = schema.row_versions
    found: list[tuple[str, str, int, str]] = []
    for row in connection.execute(select(table.c.kind, table.c.id, table.c.version, table.c.body)):
        if row.body is None:
            continue
        body = json.loads(row.body)
        cleaned = _walked(body, clean)
        if cleaned != body:
            found.append((row.kind, row.id, row.version, json.dumps(cleaned, ensure_ascii=False)))
    newest = {(kind, one): (version, body) for kind, one, version, body in sorted(found, key=lambda row: row[2])}
    _empty(connection, [row[:3] for row in found])
    for (kind, one), (version, body) in newest.items():
        state = schema.KINDS[kind].table
        now = connection.execute(select(state.c.row_version).where(state.c.id == one)).scalar()
        if now == version:
            replaced(kind, body)
    return tuple(sorted({f"{kind} {one}" for kind, one in newest}))


def _walked(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_walked(one, clean) for one in value]
    if isinstance(value, dict):
        return {name: _walked(one, clean) for name, one in value.items()}
    return value


def write_over(connection: Connection, kind: str, columns: dict[str, Any]) -> None:
    """The columns of a row that is only ever added to, after words were taken out of it."""
    table = schema.KINDS[kind].table
    wanted = {name: value for name, value in columns.items() if name != "id"}
    connection.execute(update(table).where(table.c.id == bindparam("which")).values(wanted), {"which": columns["id"]})


def scrub(writer: Engine) -> None:
    """Write the file anew so that no page of it holds what was deleted, and empty the log beside it."""
    if writer.dialect.name != "sqlite":
        return
    with writer.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("VACUUM")
        for _ in range(_TRIES):
            if raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return
            time.sleep(0.05)
    raise StorageFailed(
        "It is erased, but the study is being read, and its log could not be emptied.",
        advice="Close the study and open it again: then the log is empty.",
    )


def phrases_of(texts: Iterable[str]) -> tuple[bytes, ...]:
    """Twelve words in a row, one stretch after the other, as they would stand in a file."""
    found: set[bytes] = set()
    for text in texts:
        places = words(text)
        for at in range(0, len(places) - _IN_A_ROW + 1, _IN_A_ROW):
            found.add(text[places[at][0] : places[at + _IN_A_ROW - 1][1]].encode())
    return tuple(sorted(found))


def found_in(folder: Path, phrases: Sequence[bytes]) -> tuple[str, ...]:
    """The files of a folder in which one of the phrases stands, by their names in it."""
    if not phrases:
        return ()
    return tuple(
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _holds(path.read_bytes(), phrases)
    )


def _holds(data: bytes, phrases: Sequence[bytes]) -> bool:
    return any(one in data for one in phrases)


def _parts(values: Sequence[str]) -> Iterable[list[str]]:
    unique = list(dict.fromkeys(values))
    return (unique[at : at + _FEW] for at in range(0, len(unique), _FEW))

"""Whether a study's history holds together: the chain, every version's digest, every row, every text.

What is found is named by kind and identifier, never by its words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, func, select, text

from anselm.domain.corpus import SourceVersion, SyncPoint, Utterance
from anselm.domain.errors import NotFound
from anselm.domain.surveys import SurveyFile
from anselm.storage import schema
from anselm.storage.chain import GENESIS, digest_of, hash_of
from anselm.storage.rows import body_of, from_body, from_row
from anselm.storage.store import translated
from anselm.storage.work import parts_body

__all__ = ["Verdict", "content_digest", "glance", "verify"]

_PART = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was looked at and what does not hold together; `faults` empty means the history is intact."""

    n_events: int
    n_rows: int
    n_texts: int
    faults: tuple[str, ...]

    @property
    def intact(self) -> bool:
        """Whether everything holds together."""
        return not self.faults


class Kept(Protocol):
    """Where files are kept by their checksum."""

    def get(self, sha256: str) -> bytes:
        """The bytes kept. Raises NotFound."""


def verify(reader: Engine, kept: Kept | None = None) -> Verdict:
    """Walk the whole study, with `kept` also its files. Raises Damaged when it cannot even be read."""
    with translated(), reader.begin() as connection:
        faults: list[str] = []
        faults += _file_faults(connection)
        digests, n_events, chain = _walk_chain(connection)
        faults += chain
        n_rows, rows = _compare_rows(connection, digests)
        faults += rows
        n_texts, parts = _compare_texts(connection)
        faults += parts
        if kept is not None:
            faults += _file_by_file(connection, kept)
    return Verdict(n_events, n_rows, n_texts, tuple(faults))


def _file_faults(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    return [] if found == ["ok"] else [f"the file itself: {len(found)} faults of its structure"]


def _walk_chain(connection: Connection) -> tuple[dict[tuple[str, str, int], _Recorded], int, list[str]]:
    """What events say by (kind, id, version), how many events, and where the chain breaks."""
    table, faults = schema.events, []
    digests: dict[tuple[str, str, int], _Recorded] = {}
    tips: dict[str, tuple[int, str]] = {}
    n = 0
    for row in connection.execute(select(table).order_by(table.c.origin_id, table.c.seq)):
        n += 1
        seq, prev = tips.get(row.origin_id, (0, GENESIS))
        if row.seq != seq + 1:
            faults.append(f"event {seq + 1}: missing")
        if row.prev != prev or row.hash != hash_of(*_link(row), row.digest, row.prev):
            faults.append(f"event {row.seq}: does not follow from the one before it")
        tips[row.origin_id] = (row.seq, row.hash)
        digests[(row.subject_kind, row.subject_id, row.version)] = _Recorded(row.digest, row.seq, row.origin_id)
    return digests, n, faults


@dataclass(frozen=True, slots=True)
class _Recorded:
    digest: str
    seq: int
    origin_id: str


@dataclass(slots=True)
class _Known:
    """The newest version of a row, and every place in the order it was ever given."""

    version: int
    body: str | None
    erased: bool
    places: set[tuple[int, str]]


def _compare_rows(connection: Connection, digests: dict[tuple[str, str, int], _Recorded]) -> tuple[int, list[str]]:
    faults: list[str] = []
    newest: dict[tuple[str, str], _Known] = {}
    seen: set[tuple[str, str, int]] = set()
    table = schema.row_versions
    for row in connection.execute(select(table)):
        key = (row.kind, row.id, row.version)
        seen.add(key)
        if key not in digests:
            faults.append(f"{row.kind} {row.id}: version {row.version} has no event")
        elif not _as_recorded(row, digests[key]):
            faults.append(f"{row.kind} {row.id}: version {row.version} is not what was recorded")
        known = newest.setdefault((row.kind, row.id), _Known(0, None, False, set()))
        known.places.add((row.seq, row.origin_id))
        if row.version > known.version:
            known.version, known.body, known.erased = row.version, row.body, bool(row.erased)
    faults += [f"{kind} {one}: version {version} is gone" for kind, one, version in digests.keys() - seen]
    n, current = _compare_current(connection, newest)
    return n, faults + current


def _as_recorded(row: Any, event: _Recorded) -> bool:
    if (row.seq, row.origin_id) != (event.seq, event.origin_id):
        return False
    if row.erased:
        return row.body is None
    return _holds(row.salt, row.body, event.digest, row.command_id)


def _holds(salt: str, body: str | None, digest: str, command_id: str = "") -> bool:
    try:
        return digest_of(salt, body, command_id) == digest
    except ValueError:
        return False


def _compare_current(connection: Connection, newest: dict[tuple[str, str], _Known]) -> tuple[int, list[str]]:
    """Each row of a state table against the newest version of it."""
    faults: list[str] = []
    n = 0
    present: set[tuple[str, str]] = set()
    for name, state in schema.KINDS.items():
        for row in connection.execute(select(state.table)).mappings():
            n += 1
            present.add((name, row["id"]))
            known = newest.get((name, row["id"]))
            if known is None or not (known.erased or _is_newest(state, row, known)):
                faults.append(f"{name} {row['id']}: the row is not its newest version")
    faults += [
        f"{kind} {one}: the row is gone"
        for (kind, one), known in newest.items()
        if known.body is not None and not known.erased and (kind, one) not in present
    ]
    return n, faults


def _is_newest(state: schema.State, row: Any, known: _Known) -> bool:
    if row["row_version"] != known.version or (row["seq"], row["origin_id"]) not in known.places:
        return False
    try:
        return known.body is not None and from_row(state.kind, dict(row)) == from_body(state.kind, known.body)
    except (ValueError, TypeError, KeyError):
        return False


def _compare_texts(connection: Connection) -> tuple[int, list[str]]:
    faults: list[str] = []
    table = schema.KINDS["source_versions"].table
    versions = [from_row(SourceVersion, dict(row)) for row in connection.execute(select(table)).mappings()]
    for version in versions:
        body = _parts_of(connection, version.id)
        if body is None or not _holds(version.text_salt, body, version.text_digest):
            faults.append(f"the text of source version {version.id}: is not what was recorded")
    return len(versions), faults


def _file_by_file(connection: Connection, kept: Kept) -> list[str]:
    """Each file that a text or a survey came from, looked at once: that it is here, and as it came."""
    rows = connection.execute(select(schema.KINDS["survey_files"].table)).mappings()
    tables = [from_row(SurveyFile, dict(row)) for row in rows]
    gone = {one.sha256 for one in tables if one.destroyed_at is not None}
    versions = schema.KINDS["source_versions"].table
    named = {one.sha256: f"the table of the survey {one.id}" for one in tables}
    for row in connection.execute(select(versions.c.id, versions.c.file_sha256).order_by(versions.c.id)):
        named.setdefault(row.file_sha256, f"the file of source version {row.id}")
    faults = []
    for sha256, what in sorted(named.items()):
        if not sha256 or sha256 in gone:
            continue
        try:
            same = hashlib.sha256(kept.get(sha256)).hexdigest() == sha256
        except NotFound:
            faults.append(f"{what}: is not here")
            continue
        if not same:
            faults.append(f"{what}: is not what was kept")
    return faults


def _parts_of(connection: Connection, version_id: str) -> str | None:
    held = connection.execute(select(schema.texts.c.text).where(schema.texts.c.version_id == version_id)).scalar()
    if held is None:
        return None
    turns = connection.execute(select(schema.utterances).where(schema.utterances.c.version_id == version_id))
    points = connection.execute(select(schema.sync_points).where(schema.sync_points.c.version_id == version_id))
    return parts_body(str(held), [Utterance(*row) for row in turns], [SyncPoint(*row) for row in points])


def content_digest(reader: Engine) -> str:
    """SHA-256 over everything the study holds now, in one fixed order, salts and order of work left out."""
    total = hashlib.sha256()
    with translated(), reader.begin() as connection:
        for line in _content(connection):
            total.update(line.encode("utf-8", "surrogatepass"))
            total.update(b"\n")
    return total.hexdigest()


def _content(connection: Connection) -> Iterable[str]:
    for name, state in sorted(schema.KINDS.items()):
        rows = connection.execute(select(state.table).order_by(state.table.c.id)).mappings()
        for row in rows:
            body = json.loads(body_of(from_row(state.kind, dict(row))))
            for keyed in ("text_salt", "text_digest"):
                body.pop(keyed, None)
            yield f"{name} {json.dumps(body, ensure_ascii=False, sort_keys=True)}"
    for table in (schema.texts, schema.utterances, schema.sync_points):
        for part in connection.execute(select(table).order_by(*table.primary_key.columns)):
            yield f"{table.name} {json.dumps(list(part), ensure_ascii=False)}"
    yield f"n {connection.execute(select(func.count()).select_from(schema.texts)).scalar_one()}"


def glance(reader: Engine, n: int = 300) -> tuple[str, ...]:
    """The newest events and what they speak for, quickly: what opening a study looks at before anything is written.

    The faults found; the whole walk is `verify`.
    """
    events, versions = schema.events, schema.row_versions
    with translated(), reader.begin() as connection:
        newest = connection.execute(select(events).order_by(events.c.seq.desc()).limit(n)).all()
        faults = [
            f"event {row.seq}: does not follow from the one before it"
            for row, before in pairwise(newest)
            if row.prev != before.hash or row.hash != hash_of(*_link(row), row.digest, row.prev)
        ]
        for row in newest[:50]:
            kept = connection.execute(
                select(versions).where(
                    versions.c.kind == row.subject_kind,
                    versions.c.id == row.subject_id,
                    versions.c.version == row.version,
                )
            ).first()
            if kept is None or not _as_recorded(kept, _Recorded(row.digest, row.seq, row.origin_id)):
                faults.append(f"{row.subject_kind} {row.subject_id}: version {row.version} is not what was recorded")
    return tuple(faults)


def _link(row: Any) -> tuple[str, int, str, str, str, str, str, int]:
    return row.origin_id, row.seq, row.at, row.actor_id, row.kind, row.subject_kind, row.subject_id, row.version

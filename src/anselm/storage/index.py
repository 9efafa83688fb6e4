"""`index.db`: the words of the current texts beside the study, so that finding does not read every text.

It is made from the study and holds nothing else, so it is in no backup and no package, and when it is missing,
damaged, of another layout or of another study it is made anew. It is kept by one thread that waits until writing
rests, never in a transaction of the study. It knows which texts it holds: what is missing is added, and once a text
it holds is in no list any more (taken away, held back, erased) the file is deleted and made anew.

It knows nothing of who may see what. It is asked for versions that a viewer may see and answers for those alone.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from anselm.analysis.finding import Query
from anselm.domain.corpus import Source, SourceVersion, Utterance
from anselm.domain.errors import AnselmError
from anselm.domain.study import Viewer, ViewerKind
from anselm.services.ports import Listening, Located, Spot
from anselm.storage import schema
from anselm.storage.seeing import SeenRows
from anselm.storage.store import translated
from anselm.storage.visible import visible_parts

if TYPE_CHECKING:
    from anselm.storage.postings import Building, Found, Segment

__all__ = ["INDEX", "StudyIndex"]

INDEX = "index.db"
_LAYOUT = "1"
_AT_ONCE = 64  # texts in one segment
_SMALL, _MANY_SMALL = 16, 32
_REST = 1.0  # seconds without a write before the thread begins
_TEXTS = ("sources", "source_versions")
_MADE = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS segments (no INTEGER PRIMARY KEY, blocks BLOB NOT NULL, speakers TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS held (version_id TEXT PRIMARY KEY, segment INTEGER, low INTEGER, high INTEGER);
CREATE TABLE IF NOT EXISTS postings (segment INTEGER, word TEXT, at BLOB NOT NULL, PRIMARY KEY (segment, word))
  WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found, by version."""

    counts: Mapping[str, int]
    by_version: Mapping[str, tuple[Found, int]]

    def spots(self, version_id: str, start: int, stop: int) -> Sequence[Spot]:
        """Some of the places in a version, in text order."""
        found, begin = self.by_version[version_id]
        return found.spots(begin + start, begin + min(stop, self.counts[version_id]))


class StudyIndex:
    """The port Index over `index.db`; the holder of the study's lock also keeps it up to date."""

    def __init__(self, folder: Path, study_id: str, reader: Engine, *, keeps: bool) -> None:
        self._path, self._study_id, self._reader, self._keeps = folder / INDEX, study_id, reader, keeps
        self._file: sqlite3.Connection | None = None
        self._held: dict[str, int | None] = {}
        self._segments: dict[int, Segment] = {}
        self._using, self._keeping = threading.RLock(), threading.Lock()
        self._wake, self._ended = threading.Event(), threading.Event()
        self._forgetting = threading.Event()
        self._sound = True
        self._thread: threading.Thread | None = None
        if keeps:
            self._wake.set()
            self._thread = threading.Thread(target=self._keep, name="anselm-index", daemon=True)
            self._thread.start()

    # Asked

    def look_up(self, query: Query, version_ids: Sequence[str], listening: Listening | None) -> Located:
        """The places of a query in those of these versions that are held."""
        with self._using:
            try:
                return self._looked_up(query, version_ids, listening)
            except (sqlite3.Error, ValueError, IndexError):
                self.distrust()
                return _Answer({}, {})

    def _looked_up(self, query: Query, version_ids: Sequence[str], listening: Listening | None) -> _Answer:
        if not self._sound or not self._opened():
            return _Answer({}, {})
        from anselm.storage.postings import find_in

        wanted: dict[int, list[str]] = {}
        for one in version_ids:
            no = self._held.get(one)
            if no is not None:
                wanted.setdefault(no, []).append(one)
        counts: dict[str, int] = {}
        by_version: dict[str, tuple[Found, int]] = {}
        for no, some in wanted.items():
            found = find_in(self._segment(no), query, listening, partial(self._postings, no))
            at = found.by_version()
            for version_id in some:
                begin, end = at[version_id]
                counts[version_id] = end - begin
                by_version[version_id] = (found, begin)
        return _Answer(counts, by_version)

    def _postings(self, no: int, word: str, prefix: bool) -> list[bytes]:
        if prefix:
            asked = "SELECT at FROM postings WHERE segment = ? AND word >= ? AND word < ?"
            return [row[0] for row in self._open.execute(asked, (no, word, f"{word}\U0010ffff"))]
        asked = "SELECT at FROM postings WHERE segment = ? AND word = ?"
        return [row[0] for row in self._open.execute(asked, (no, word))]

    @property
    def _open(self) -> sqlite3.Connection:
        if self._file is None:
            raise ValueError("the index is not open")
        return self._file

    def _segment(self, no: int) -> Segment:
        if no not in self._segments:
            from anselm.storage.postings import Segment

            kept = self._open.execute("SELECT blocks, speakers FROM segments WHERE no = ?", (no,)).fetchone()
            if kept is None:
                raise ValueError("a segment is missing")
            bounds = self._open.execute("SELECT version_id, low, high FROM held WHERE segment = ?", (no,))
            self._segments[no] = Segment.of(kept[0], json.loads(kept[1]), {row[0]: row[1:] for row in bounds})
        return self._segments[no]

    def distrust(self) -> None:
        """It did not agree with a text: answer nothing from it until it is made anew."""
        self._sound = False
        self._wake.set()

    # Opened, made, deleted

    def _opened(self) -> bool:
        """Whether there is a file of this study to ask."""
        if self._file is not None:
            return True
        if not self._path.is_file():
            return False
        way = "rw" if self._keeps else "ro"
        file = sqlite3.connect(
            f"{self._path.resolve().as_uri()}?mode={way}", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            file.execute("PRAGMA busy_timeout=200")
            file.execute("PRAGMA secure_delete=ON")
            about = dict(file.execute("SELECT name, value FROM about"))
            held = dict(file.execute("SELECT version_id, segment FROM held"))
        except sqlite3.Error:
            file.close()
            raise
        if about != {"layout": _LAYOUT, "study": self._study_id}:
            file.close()
            raise ValueError("an index of another study or layout")
        self._file, self._held = file, held
        return True

    def _make(self) -> None:
        with closing(sqlite3.connect(self._path, isolation_level=None)) as file:
            file.executescript(_MADE)
            file.executemany("INSERT INTO about VALUES (?, ?)", [("layout", _LAYOUT), ("study", self._study_id)])

    def _delete(self) -> None:
        """The file gone from the disk, with what the database wrote beside it."""
        self._let_go()
        for ending in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(INDEX + ending).unlink(missing_ok=True)

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file, self._held, self._segments = None, {}, {}

    # Kept up to date

    def told(self, changes: Sequence[Any]) -> None:
        """Something was written: look again, once writing rests, if texts were touched."""
        if any(one.kind in _TEXTS for one in changes):
            self._wake.set()

    def forget(self) -> None:
        """Delete all of it at once; it is made anew from what is left."""
        if self._keeps:
            self._forgetting.set()
            with self._keeping, self._using:
                self._delete()
                self._forgetting.clear()
            self._wake.set()

    def close(self) -> None:
        """End the thread; what may not stay in the file does not."""
        self._ended.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._keeps and self._path.is_file():
            with suppress(AnselmError, sqlite3.Error, ValueError, OSError):
                self._without_the_gone()
        with self._using:
            self._let_go()

    def _keep(self) -> None:
        while not self._ended.is_set():
            self._wake.wait()
            while self._wake.is_set() and not self._ended.is_set():
                self._wake.clear()
                self._ended.wait(_REST)
            if not self._ended.is_set():
                with suppress(AnselmError, sqlite3.Error, OSError):
                    self.catch_up()

    def catch_up(self) -> None:
        """Add what is missing and take out what is gone, a few texts at a time."""
        with self._keeping:
            current = self._without_the_gone()
            if not current:
                return
            with self._using:
                if not self._path.is_file():
                    self._make()
                self._opened()
                self._join_small()
                missing = [one for one in current if one not in self._held]
            for at in range(0, len(missing), _AT_ONCE):
                if self._ended.is_set() or self._forgetting.is_set():
                    return
                self._add(missing[at : at + _AT_ONCE])

    def _without_the_gone(self) -> list[str]:
        """Delete the file if it holds a text that is in no list, or is no index of this study. The current versions."""
        with translated(), self._reader.begin() as connection:
            seen = SeenRows(connection, Viewer(self._study_id, "", (), ViewerKind.WORKER))
            current = [one for one in seen.tally(Source, "current_version_id") if one != "None"]
            there = set(seen.tally(SourceVersion, "id"))
        with self._using:
            try:
                opened = self._sound and self._opened()
                gone = opened and not there.issuperset(self._held)
                stale = len(set(self._held) - set(current)) if opened else 0
                faulty = not opened or bool(gone) or stale > max(_AT_ONCE, len(self._held) // 4)
            except (sqlite3.Error, ValueError):
                faulty = True
            if faulty:
                self._delete()
                self._sound = True
        return current

    def _join_small(self) -> None:
        """Segments of a few texts each, as they come one by one, are made one when there are many."""
        sizes: dict[int, int] = {}
        for no in self._held.values():
            if no is not None:
                sizes[no] = sizes.get(no, 0) + 1
        small = [(no,) for no, n in sizes.items() if n < _SMALL]
        if len(small) < _MANY_SMALL:
            return
        with self._open:
            self._open.execute("BEGIN IMMEDIATE")
            for table, column in (("postings", "segment"), ("held", "segment"), ("segments", "no")):
                self._open.executemany(f"DELETE FROM {table} WHERE {column} = ?", small)  # noqa: S608
        self._held = dict(self._open.execute("SELECT version_id, segment FROM held"))
        self._segments = {}

    def _add(self, version_ids: list[str]) -> None:
        from anselm.storage.postings import Building, fits_an_index

        building, unfit = Building(), []
        with translated(), self._reader.begin() as connection:
            turns = _turns(connection, version_ids)
            for version_id, text in _texts(connection, version_ids):
                said = turns.get(version_id, [])
                if fits_an_index(text, said):
                    building.add(version_id, text, said)
                else:
                    unfit.append(version_id)
                self._ended.wait(0.002)
        self._write(building, unfit)

    def _write(self, building: Building, unfit: list[str]) -> None:
        """Put a segment down whole: it is there, or its texts are still missing."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as file:
            file.execute("PRAGMA secure_delete=ON")
            file.execute("PRAGMA synchronous=NORMAL")
            with file:
                file.execute("BEGIN IMMEDIATE")
                no = file.execute("SELECT coalesce(max(no), 0) + 1 FROM segments").fetchone()[0]
                speakers = json.dumps(list(building.speakers))
                file.execute("INSERT INTO segments VALUES (?, ?, ?)", (no, building.block_bytes(), speakers))
                file.executemany(
                    "INSERT INTO postings VALUES (?, ?, ?)", ((no, word, at) for word, at in building.rows())
                )
                held = [(one, no, low, high) for one, low, high in building.bounds]
                file.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", held)
                file.executemany("INSERT INTO held VALUES (?, NULL, 0, 0)", [(one,) for one in unfit])
        with self._using:
            self._held |= {one: no for one, *_ in building.bounds} | dict.fromkeys(unfit)


def _texts(connection: Connection, version_ids: Sequence[str]) -> list[tuple[str, str]]:
    statement = visible_parts(schema.texts).where(schema.texts.c.version_id.in_(version_ids))
    return [(row.version_id, row.text) for row in connection.execute(statement)]


def _turns(connection: Connection, version_ids: Sequence[str]) -> dict[str, list[Utterance]]:
    """Turns as the transcript has them; who is heard in them by a correction is the asker's to say."""
    table = schema.utterances
    statement = visible_parts(table).where(table.c.version_id.in_(version_ids))
    found: dict[str, list[Utterance]] = {}
    for row in connection.execute(statement.order_by(table.c.version_id, table.c.number)):
        found.setdefault(row.version_id, []).append(Utterance(*row))
    return found

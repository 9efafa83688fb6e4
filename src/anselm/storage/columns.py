"""`columns.bin`: codings and turns of the study as sorted columns of numbers, so that the first table reads no rows.

It is made from the study and holds identifiers and numbers, not a word of anyone's, so it is in no backup and no
package. It names the change at which it was made by the hash the chain has there, and whatever became of codings since
is read from its row. A file that is torn, foreign, of another history or from before a withdrawal is not used and is
deleted; once something is erased it is deleted at once and made anew of what is left.

It knows nothing of who may see what. Its codings stand in groups, one for each round, judge and source, and which of
these a viewer may see is asked of `visible` each time it is read.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Engine, func, select

from anselm.domain.coding import Coding
from anselm.domain.errors import AnselmError
from anselm.storage import schema
from anselm.storage.image import Image
from anselm.storage.store import HEAD, translated
from anselm.storage.visible import everything, everything_of

if TYPE_CHECKING:
    from anselm.analysis.laid import Laid, Turned

__all__ = ["COLUMNS", "StudyColumns"]

COLUMNS = "columns.bin"
_MAGIC = b"ANSCOL1\n"
_FEWEST = 10_000  # of fewer codings the rows are read as quickly
_MANY = 2000  # after more changes than these the rows are read again
_STALE = 500  # after so many the file is brought up to date while the study is open
_REST = 1.0  # seconds without a write before the thread begins
_FEW = 500
_CODING = ("id", "version_id", "source_id", "start", "end", "code_id", "round_id", "coder_id")
_FAULTS = (OSError, ValueError, KeyError, IndexError, TypeError)


class StudyColumns:
    """The file, read at any moment of the study; the holder of the study's lock also keeps it up to date."""

    def __init__(self, folder: Path, study_id: str, reader: Engine, *, keeps: bool, fewest: int = _FEWEST) -> None:
        self._path, self._study_id, self._reader, self._keeps = folder / COLUMNS, study_id, reader, keeps
        self._fewest, self._n_told, self._sound = fewest, 0, True
        self._keeping = threading.Lock()
        self._wake, self._ended = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        if keeps:
            with translated(), reader.begin() as connection:
                fits = _File.of(self._path, self._about()).since(connection) is not None
            if not fits:
                self._delete()
                self._wake.set()
            self._thread = threading.Thread(target=self._keep, name="anselm-columns", daemon=True)
            self._thread.start()

    # Asked

    @property
    def there(self) -> bool:
        """Whether there is a file, as beside any study of very many codings."""
        return self._path.is_file()

    def codings(self, connection: Connection) -> Image | None:
        """Every coding as of some change before this moment; None where the rows must be read."""
        file = _File.of(self._path, self._about())
        changed = file.since(connection)
        if changed is None:
            return None
        try:
            codings, hands = file.codings()
        except _FAULTS:
            self._distrust()
            return None
        return Image(codings, hands, changed)

    def turns(self, connection: Connection) -> Turned | None:
        """The turns of most texts, as the transcripts have them."""
        file = _File.of(self._path, self._about())
        if file.since(connection) is None:
            return None
        try:
            return file.turns()
        except _FAULTS:
            self._distrust()
            return None

    def _distrust(self) -> None:
        """It is torn: make it anew once writing rests."""
        self._sound = False
        self._wake.set()

    def _about(self) -> dict[str, str]:
        return {"layout": f"2 {HEAD}", "study": self._study_id}

    # Kept up to date

    def told(self, changes: Sequence[Any]) -> None:
        """Something was written: look again, once writing rests, when many codings are other than in the file."""
        self._n_told += sum(one.kind == "codings" for one in changes)
        if self._n_told >= _STALE:
            self._wake.set()

    def forget(self) -> None:
        """Delete all of it at once; it is made anew from what is left."""
        if self._keeps:
            with self._keeping:
                self._delete()
            self._wake.set()

    def close(self) -> None:
        """End the thread, and bring the file up to date where there is one."""
        self._ended.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            if self._path.is_file():
                self._caught_up()

    def _keep(self) -> None:
        while not self._ended.is_set():
            self._wake.wait()
            while self._wake.is_set() and not self._ended.is_set():
                self._wake.clear()
                self._ended.wait(_REST)
            if not self._ended.is_set():
                self._caught_up()

    def _caught_up(self) -> None:
        with suppress(AnselmError, OSError):
            self.catch_up()

    def catch_up(self) -> None:
        """Make the file where there is none that fits, else put into it what has changed since."""
        with self._keeping, translated(), self._reader.begin() as connection:
            self._n_told = 0
            file = _File.of(self._path, self._about())
            changed = file.since(connection)
            try:
                if changed is None or not self._sound:
                    self._delete()
                    made = _all_of(connection, self._fewest)
                else:
                    made = _brought_up(connection, file, changed)
            except _FAULTS:
                self._delete()
                made = _all_of(connection, self._fewest)
            self._sound = True
            if made is not None:
                self._write({**self._about(), **_at(connection)}, *made)

    def _delete(self) -> None:
        for path in (self._path, self._beside):
            path.unlink(missing_ok=True)

    @property
    def _beside(self) -> Path:
        return self._path.with_suffix(".part")

    def _write(self, about: dict[str, Any], codings: Laid, hands: Sequence[tuple[str, str]], turns: Turned) -> None:
        """Put it down whole, in place of what was there."""
        codings = codings.heard(turns)
        columns = {
            "ids": codings.ids,
            "codings": codings.at.astype("<i4"),
            "spoken": codings.spoken.astype("<i4"),
            "turns": turns.at.astype("<i4"),
        }
        parts = {name: one.tobytes() for name, one in columns.items()}
        about |= {
            "texts": codings.texts,
            "codes": codings.codes,
            "hands": hands,
            "versions": turns.versions,
            "speakers": turns.speakers,
            "columns": [[name, one.dtype.str, one.shape, zlib.crc32(parts[name])] for name, one in columns.items()],
        }
        head = json.dumps(about).encode()
        sizes = len(head).to_bytes(4, "little") + zlib.crc32(head).to_bytes(4, "little")
        with self._beside.open("wb") as made:
            for part in (_MAGIC, sizes, head, *parts.values()):
                made.write(part)
        self._beside.replace(self._path)


Made: TypeAlias = "tuple[Laid, Sequence[tuple[str, str]], Turned]"


@dataclass(frozen=True, slots=True)
class _File:
    """A file as its head tells of it; of nothing (`head` is empty) when there is none of this study to be used."""

    path: Path
    head: dict[str, Any]
    begin: int

    @staticmethod
    def of(path: Path, about: dict[str, str]) -> _File:
        try:
            with path.open("rb") as file:
                start = file.read(len(_MAGIC) + 8)
                size, check = (int.from_bytes(start[at : at + 4], "little") for at in (8, 12))
                said = file.read(size)
            if start[:8] == _MAGIC and len(said) == size and zlib.crc32(said) == check:
                head = json.loads(said)
                if {name: head[name] for name in about} == about:
                    return _File(path, head, len(start) + size)
        except _FAULTS:
            pass
        return _File(path, {}, 0)

    def since(self, connection: Connection) -> frozenset[str] | None:
        """The codings changed since it was made; None where it tells nothing of the study as this connection has it."""
        if not self.head:
            return None
        table = schema.events
        mine = table.c.origin_id == self.head["origin"]
        there = select(table.c.hash).where(mine, table.c.seq == self.head["moment"])
        if self.head["origin"] != _origin(connection) or connection.execute(there).scalar() != self.head["hash"]:
            return None
        later = select(table.c.subject_kind, table.c.subject_id).where(mine, table.c.seq > self.head["moment"])
        found = connection.execute(
            later.where(table.c.subject_kind.in_(("codings", "withdrawals"))).limit(_MANY + 1)
        ).fetchall()
        if len(found) > _MANY or any(kind != "codings" for kind, _ in found):
            return None
        return frozenset(str(one) for _, one in found)

    def codings(self) -> tuple[Laid, tuple[tuple[str, str], ...]]:
        """The codings and whose they are. Raises ValueError and its like for a file that is not whole."""
        import numpy as np

        from anselm.analysis.laid import Laid

        at = self._column("codings").astype(np.int64)
        texts, hands = tuple(map(tuple, self.head["texts"])), tuple(map(tuple, self.head["hands"]))
        codes, ids = tuple(self.head["codes"]), self._column("ids")
        spoken, speakers = self._column("spoken").astype(np.int32, copy=False), tuple(self.head["speakers"])
        _within(at, {0: len(texts), 3: len(hands), 4: len(codes)})
        if ids.shape != at.shape[1:] or spoken.shape != (3, *ids.shape):
            raise ValueError("identifiers or turns are missing")
        if ids.size and (spoken[:2].min() < 0 or spoken[2].min() < -1 or spoken[2].max() >= len(speakers)):
            raise ValueError("a number stands for nothing")
        return Laid(texts, codes, ids, at, spoken, speakers), hands

    def turns(self) -> Turned:
        """The turns. Raises as `codings`."""
        import numpy as np

        from anselm.analysis.laid import Turned

        at = self._column("turns").astype(np.int64)
        versions, speakers = tuple(self.head["versions"]), tuple(self.head["speakers"])
        _within(at, {0: len(versions), 4: len(speakers)})
        return Turned(versions, speakers, at)

    def _column(self, wanted: str) -> Any:
        import numpy as np

        begin = self.begin
        for name, kind, shape, check in self.head["columns"]:
            plain = np.dtype(kind)
            size = plain.itemsize * int(np.prod(shape))
            if name == wanted and plain.kind in "iS":
                with self.path.open("rb") as file:
                    file.seek(begin)
                    said = file.read(size)
                if len(said) != size or zlib.crc32(said) != check:
                    raise ValueError("the file is torn")
                return np.frombuffer(said, plain).reshape(shape)
            begin += size
        raise KeyError(wanted)


def _within(at: Any, sizes: dict[int, int]) -> None:
    """Raises ValueError where a number stands for nothing."""
    if at.ndim != 2 or len(at) != 5 or (at.size and at.min() < 0):
        raise ValueError("not columns of codings or turns")
    if at.size and any(at[row].max() >= size for row, size in sizes.items()):
        raise ValueError("a number stands for nothing")


def _origin(connection: Connection) -> str:
    return str(connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "origin_id")).scalar() or "")


def _at(connection: Connection) -> dict[str, Any]:
    """The change this moment is at, and the hash the chain has there."""
    table, origin = schema.events, _origin(connection)
    newest = select(func.max(table.c.seq)).where(table.c.origin_id == origin)
    row = connection.execute(
        select(table.c.seq, table.c.hash).where(table.c.origin_id == origin, table.c.seq == newest.scalar_subquery())
    ).one()
    return {"origin": origin, "moment": row.seq, "hash": row.hash}


def _all_of(connection: Connection, fewest: int) -> Made | None:
    """Everything, read from the rows; None where that is so quick that nothing need be kept."""
    codings = schema.table_of(Coding).table
    if int(connection.execute(select(func.count()).select_from(codings)).scalar_one()) < fewest:
        return None
    from anselm.analysis.laid import turned

    made, hands = _laid(_codings(connection, None), ())
    return made, hands, turned(_turns(connection, [one[0] for one in made.texts]))


def _brought_up(connection: Connection, file: _File, changed: frozenset[str]) -> Made | None:
    """What a file holds with what has changed since; None where nothing has."""
    from anselm.analysis.laid import turned

    if not changed:
        return None
    codings, hands = file.codings()
    came, hands = _laid(_codings(connection, changed), hands)
    turns, made = file.turns(), codings.changed(changed, came)
    missing = sorted({one[0] for one in made.texts} - set(turns.versions))
    return made, hands, turns.and_of(turned(_turns(connection, missing)))


def _laid(rows: Sequence[Any], hands: Sequence[tuple[str, str]]) -> tuple[Laid, tuple[tuple[str, str], ...]]:
    """Codings by hands; those of hands not known yet are counted after these."""
    from anselm.analysis.laid import laid

    found = tuple(dict.fromkeys((*hands, *sorted({tuple(row[6:]) for row in rows}))))
    return laid([(*row[:6], tuple(row[6:])) for row in rows], {one: n for n, one in enumerate(found)}), found


def _codings(connection: Connection, ids: frozenset[str] | None) -> list[Any]:
    return _rows(connection, everything(Coding, *_CODING), schema.table_of(Coding).table.c.id, ids)


def _turns(connection: Connection, version_ids: Sequence[str]) -> list[Any]:
    table = schema.utterances
    names = ("version_id", "number", "start", "end", "speaker_id")
    return _rows(connection, everything_of(table, *names), table.c.version_id, version_ids)


def _rows(connection: Connection, statement: Any, column: Any, among: Any) -> list[Any]:
    """The rows of a statement, all or those of some values, as the driver gives them."""
    if among is None:
        return list(connection.execute(statement).cursor.fetchall())
    wanted = list(among)
    parts = (wanted[at : at + _FEW] for at in range(0, len(wanted), _FEW))
    return [row for some in parts for row in connection.execute(statement.where(column.in_(some))).cursor.fetchall()]

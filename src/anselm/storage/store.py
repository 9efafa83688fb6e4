"""A study's database: one writer thread, many readers, and the news of what changed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from anselm.domain.errors import AnselmError, Damaged, Refused, StorageFailed
from anselm.domain.study import Viewer
from anselm.services.ports import Clock, Entropy, Ids, Index
from anselm.storage import schema
from anselm.storage.erasing import Erased, scrub
from anselm.storage.keeping import Kept
from anselm.storage.seeing import SeenRows
from anselm.storage.work import Change, Command, Transaction

if TYPE_CHECKING:
    from anselm.storage.image import Beside

__all__ = ["HEAD", "Store", "Subscriber", "translated"]

T = TypeVar("T")
Subscriber = Callable[[Sequence[Change]], None]
HEAD = "0001"  # the newest migration


@dataclass(frozen=True, slots=True)
class _Task:
    viewer: Viewer
    command: Command
    run: Callable[[Transaction], Any]
    future: Future[Any]


class Store:
    """Reads at one moment each; writes whole, one after the other, each durable before it is answered."""

    def __init__(self, writer: Engine | None, reader: Engine, clock: Clock, ids: Ids, entropy: Entropy) -> None:
        self._writer, self._reader = writer, reader
        self._clock, self._ids, self._entropy = clock, ids, entropy
        self._subscribers: list[Subscriber] = []
        self.index: Index | None = None
        self.beside: Beside | None = None
        self.keeping = Kept()
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._stopped: AnselmError | None = None
        # What was taken out for good and is not yet taken out of what lies beside the study.
        self.erased: list[Erased] = []
        self._thread: threading.Thread | None = None
        if writer is not None:
            self._thread = threading.Thread(target=self._serve, name="anselm-writer", daemon=True)
            self._thread.start()

    @property
    def reader(self) -> Engine:
        """Connections that only read, for walking the whole study."""
        return self._reader

    @staticmethod
    def create(writer: Engine, origin_id: str) -> None:
        """Make the tables of a new study."""
        with writer.begin() as connection:
            schema.metadata.create_all(connection)
            connection.execute(
                insert(schema.meta), [{"key": "origin_id", "value": origin_id}, {"key": "schema", "value": HEAD}]
            )

    def schema_version(self) -> str:
        """The migration this study stands at; empty when it is not a study at all."""
        with translated(), self._reader.begin() as connection:
            return str(
                connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar() or ""
            )

    @contextmanager
    def read(self, viewer: Viewer) -> Iterator[SeenRows]:
        """What the viewer may see, at one moment."""
        with translated(), self._reader.begin() as connection:
            seen = SeenRows(connection, viewer)
            seen.index, seen.beside, seen.keeping = self.index, self.beside, self.keeping
            yield seen

    def write(self, viewer: Viewer, command: Command, run: Callable[[Transaction], T]) -> T:
        """Run a function in one transaction on the writer thread and answer once it is durable."""
        if self._writer is None:
            raise StorageFailed("The study is open for reading only.")
        if self._stopped is not None:
            raise self._stopped
        future: Future[T] = Future()
        self._tasks.put(_Task(viewer, command, run, future))
        return future.result()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Be told of changes once they are durable, from the writer thread; the answer ends it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber) if subscriber in self._subscribers else None

    def login(self, researcher_id: str) -> str | None:
        """The stored hash of someone's password."""
        with translated(), self._reader.begin() as connection:
            statement = select(schema.logins.c.stored).where(schema.logins.c.researcher_id == researcher_id)
            found = connection.execute(statement).scalar()
        return None if found is None else str(found)

    def close(self) -> None:
        """End the writer after what waits, and leave clean files."""
        if self._thread is not None:
            self._tasks.put(None)
            self._thread.join()
            self._thread = None
        self._reader.dispose()
        if self._writer is not None:
            if self._writer.dialect.name == "sqlite":
                with translated(), self._writer.connect() as connection:
                    connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                        "PRAGMA wal_checkpoint(TRUNCATE)"
                    )
            self._writer.dispose()

    def _serve(self) -> None:
        while (task := self._tasks.get()) is not None:
            if self._stopped is not None:
                task.future.set_exception(self._stopped)
                continue
            try:
                answer, changes = self._one(task)
            except BaseException as error:  # noqa: BLE001 - it is handed to whoever asked, on their thread
                task.future.set_exception(error)
                if isinstance(error, StorageFailed) and error.place == "sync":
                    self._stopped = error
                continue
            task.future.set_result(answer)
            if changes:
                for subscriber in tuple(self._subscribers):
                    subscriber(changes)

    def _one(self, task: _Task) -> tuple[Any, list[Change]]:
        if self._writer is None:
            raise StorageFailed("The study is open for reading only.")
        with translated(), self._writer.begin() as connection:
            work = Transaction(connection, task.viewer, task.command, self._clock, self._ids, self._entropy)
            work.keeping = self.keeping
            answer = task.run(work)
            work.finish()
        if work.erased is not None:
            self.keeping.clear()
            scrub(self._writer)
            self.erased.append(work.erased)
        return answer, work.changes


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the database says into what happened, without a word of anyone's."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig).lower()
        if isinstance(error, IntegrityError) and "unique" in words:
            # Only identifiers are unique, and they are made by whoever asks.
            raise Refused("Something else already goes by this identifier.", place="id") from error
        if "disk is full" in words or "full" in words:
            raise StorageFailed(
                "The disk is full. Nothing of this step was kept; everything before it is safe.",
                advice="Make room on the disk and do the step again.",
            ) from error
        if "i/o error" in words:
            raise StorageFailed(
                "The disk answered with an error. This step was not kept.",
                place="sync",
                advice="Close the study, run `anselm verify` and open it again.",
            ) from error
        if any(sign in words for sign in ("malformed", "not a database", "no such table", "corrupt")):
            raise Damaged(
                "The study's file is damaged or is not a study.",
                advice="Run `anselm verify`, then `anselm restore` from the newest backup.",
            ) from error
        raise StorageFailed(
            f"The study's file could not be used ({type(error.orig).__name__}). Nothing of this step was kept.",
            advice="Try again; if it stays, close the study and run `anselm verify`.",
        ) from error

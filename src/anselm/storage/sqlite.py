"""SQLite as Anselm uses it: write-ahead log, full synchronisation, erased bytes overwritten, one writer.

The only program that writes is the holder of the lock; readers open the file for reading alone.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

__all__ = ["reader_engine", "writer_engine"]

_BUSY_MS = 5000


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    if read_only:
        connection.execute("PRAGMA query_only=ON")
        return connection
    connection.execute("PRAGMA journal_mode=WAL")
    # FULL, not NORMAL: a power cut under NORMAL rolls acknowledged codings back without a sign (RELIABILITY 0.1).
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA wal_autocheckpoint=1000")
    return connection


def writer_engine(path: Path) -> Engine:
    """The one connection that writes; each transaction takes the write lock when it begins."""
    engine = create_engine("sqlite://", creator=lambda: _connect(path, read_only=False), poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def reader_engine(path: Path) -> Engine:
    """Connections that only read; each transaction sees one moment."""
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path, read_only=True), poolclass=QueuePool, pool_size=8, max_overflow=32
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine

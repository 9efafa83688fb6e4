"""PostgreSQL for teams: one schema per study, the same tables, the same statements."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, create_engine, event, text

__all__ = ["engine_for"]

# One number for all writers of one schema: they take turns, as the one chain of events needs.
_WRITERS = 0x616E73656C6D


def engine_for(address: str, schema_name: str, *, writer: bool) -> Engine:
    """An engine whose every connection looks at one schema only; a writer waits for its turn."""
    if not schema_name.isidentifier():
        raise ValueError(f"not a name for a schema: {schema_name!r}")
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)

    def look(connection: Connection) -> None:
        connection.execute(text(f'SET LOCAL search_path TO "{schema_name}"'))
        if writer:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})
        else:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))

    event.listen(engine, "begin", look)
    return engine

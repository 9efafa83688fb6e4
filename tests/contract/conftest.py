"""The same study on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from tests.factories import CountedIds, CountedSalt, SteadyClock

from anselm.domain.study import Researcher, Role, Study, Viewer, ViewerKind
from anselm.services.founding import found
from anselm.storage.postgres import engine_for
from anselm.storage.sqlite import reader_engine, writer_engine
from anselm.storage.store import Store
from anselm.storage.work import Command

STUDY = Study("study", "A study")
ADA = Researcher("ada", "Ada", (Role.OWNER,))
VIEWER = Viewer("study", "ada", (Role.OWNER,))


def founded(writer: Any, reader: Any) -> Store:
    """A store with a study in it."""
    Store.create(writer, "origin")
    store = Store(writer, reader, SteadyClock(), CountedIds(), CountedSalt())
    founder = Viewer("study", "ada", (Role.OWNER,), ViewerKind.WORKER)
    store.write(founder, Command("study.create"), lambda work: found(work, STUDY, ADA))
    return store


@pytest.fixture(params=["sqlite", "postgres"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes a store on the database of this run; a PostgreSQL one has a schema of its own that is dropped."""
    made: list[Store] = []
    if request.param == "sqlite":

        def on_sqlite() -> Store:
            path = tmp_path / f"{len(made)}.db"
            made.append(founded(writer_engine(path), reader_engine(path)))
            return made[-1]

        yield on_sqlite
        for store in made:
            store.close()
        return
    address = request.getfixturevalue("postgres_url")
    admin = create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    names: list[str] = []

    def on_postgres() -> Store:
        name = f"study_{request.node.name.encode().hex()[:16]}_{len(names)}"
        names.append(name)
        with admin.connect() as connection:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'))
            connection.execute(text(f'CREATE SCHEMA "{name}"'))
        made.append(founded(engine_for(address, name, writer=True), engine_for(address, name, writer=False)))
        return made[-1]

    yield on_postgres
    for store in made:
        store.close()
    with admin.connect() as connection:
        for name in names:
            connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
    admin.dispose()

"""Brings an older study's tables up to date: after a verified copy, in one transaction, never half way."""

from __future__ import annotations

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, inspect, update

from anselm.domain.errors import Refused
from anselm.storage import schema
from anselm.storage.backups import back_up
from anselm.storage.migrations.versions import v0001
from anselm.storage.store import HEAD, translated

__all__ = ["STEPS", "as_made_here", "build", "migrate"]

# What each step makes of the one before it; the first makes an empty database a study's.
STEPS = {"0001": v0001.upgrade}


def as_made_here(reader: Engine) -> None:
    """Raises Refused where a study lacks tables or columns this Anselm writes: it was made before they were there."""
    with translated(), reader.begin() as connection:
        looked = inspect(connection)
        there = set(looked.get_table_names())
        lacking = [
            table.name
            for table in schema.metadata.sorted_tables
            if table.name not in there
            or not {one.name for one in table.columns} <= {one["name"] for one in looked.get_columns(table.name)}
        ]
    if lacking:
        raise Refused(
            "This study was made by an earlier development version of Anselm, which kept it differently. "
            "It is not damaged.",
            advice="Open it with the version that made it and export from there; a demo study is built anew by "
            "`anselm demo`.",
        )


def build(connection: Connection, since: str = "", until: str = HEAD) -> None:
    """Run the steps after `since` up to `until`."""
    with Operations.context(MigrationContext.configure(connection)) as operations:
        for name in sorted(STEPS):
            if since < name <= until:
                STEPS[name](operations)


def migrate(folder: Path, writer: Engine | None, found: str, at: str) -> None:
    """Bring a study up to date. Raises Refused (newer than this program) and Damaged (not whole).

    The copy made before is kept beside the study; a step that fails leaves the study as it was.
    """
    if found > HEAD:
        raise Refused(
            "This study was made by a newer Anselm than this one.",
            advice="Install the newer Anselm; nothing was changed.",
        )
    if found == HEAD or writer is None:
        return
    back_up(folder, at, f"before-{HEAD}")
    with translated(), writer.begin() as connection:
        build(connection, found)
        connection.execute(update(schema.meta).where(schema.meta.c.key == "schema").values(value=HEAD))

"""Which bytes no recording needs any more: what was taken back or destroyed, and nobody else holds.

Looked up when one is destroyed and when a study is opened for writing, so that a program that ended between a step
and the disk leaves no voice behind. It reads what every row last was, also of rows held while a withdrawal is looked
at: those keep their bytes.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Connection, Engine, select

from anselm.storage import schema
from anselm.storage.store import translated

__all__ = ["named", "unheard"]

_A_CHECKSUM = re.compile(r"[0-9a-f]{64}")


def unheard(reader: Engine) -> tuple[str, ...]:
    """The checksums of bytes that were a recording's and are no living row's."""
    with translated(), reader.begin() as connection:
        recordings = _bodies(connection, "recordings")
        known = {body["sha256"] for some in recordings.values() for body in some if body is not None}
        if not known:
            return ()
        living = {body["sha256"] for body in _newest(recordings) if body.get("destroyed_at") is None}
        if known <= living:
            return ()
        living |= {body["file_sha256"] for body in _newest(_bodies(connection, "source_versions"))}
    return tuple(sorted(known - living))


def named(reader: Engine, asked: frozenset[str]) -> frozenset[str]:
    """Those of the checksums asked for that any version of any row names: a step taken back may be done again."""
    if not asked:
        return frozenset()
    body = schema.row_versions.c.body
    with translated(), reader.begin() as connection:
        found = {
            sha256
            for (held,) in connection.execute(select(body).where(body.like("%sha256%")))
            for sha256 in _A_CHECKSUM.findall(held)
        }
    return asked & found


def _bodies(connection: Connection, kind: str) -> dict[str, list[Any]]:
    """Every version of every row of a kind, in order; None for one taken away or erased."""
    table = schema.row_versions
    found: dict[str, list[Any]] = {}
    for row in connection.execute(select(table).where(table.c.kind == kind).order_by(table.c.version)):
        found.setdefault(row.id, []).append(None if row.body is None else json.loads(row.body))
    return found


def _newest(found: dict[str, list[Any]]) -> list[Any]:
    return [some[-1] for some in found.values() if some[-1] is not None]

"""The PostgreSQL the contract tests use is a real one."""

from __future__ import annotations

import psycopg


def test_a_real_postgresql_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute("select current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] >= 160000

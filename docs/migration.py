"""Writes the first migration from the tables as they are. For use before the first release only: a step that was
released is never written again, a new one is written by hand beside it.
"""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from anselm.storage import schema

TARGET = Path(__file__).resolve().parents[1] / "src/anselm/storage/migrations/versions/v0001.py"
HEAD = '''"""The tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Make every table of an empty study."""
    for step in STEPS:
        step(op)
'''


def main() -> None:
    """Write the file, one function a table so that each stays short."""
    with create_engine("sqlite://").connect() as connection:
        made = produce_migrations(MigrationContext.configure(connection), schema.metadata)
    ops = list(made.upgrade_ops.ops)
    calls: list[str] = []
    bodies: list[str] = []
    for position, one in enumerate(sorted(ops, key=lambda op: getattr(op, "table_name", ""))):
        name = f"_t{position:03d}_{getattr(one, 'table_name', 'step')}"
        code = render_python_code(type(made.upgrade_ops)([one]))
        lines = [line for line in code.splitlines() if line.strip() and not line.strip().startswith("#")]
        bodies.append("\n".join([f"\n\ndef {name}(op: Operations) -> None:", *(f"{line}" for line in lines)]))
        calls.append(f"    {name},")
    steps = "\n\nSTEPS = (\n" + "\n".join(calls) + "\n)\n"
    TARGET.write_text(HEAD + "".join(bodies) + "\n" + steps, encoding="utf-8")
    print(TARGET.name)


if __name__ == "__main__":
    main()

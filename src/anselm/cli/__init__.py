"""The terminal edge. `main` is the command `anselm`; nothing else is imported before it is needed."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command named on the command line and leave with its exit code: 0 done, 1 refused, 2 misuse."""
    from anselm.cli.main import run

    run()

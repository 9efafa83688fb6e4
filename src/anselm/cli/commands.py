"""The table of commands. A command's module is imported by its `load`, and only when it is invoked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, the line `anselm --help` shows, and how to reach its function.

    The function's docstring opens with the same promise and then, after an empty line, gives an example.
    """

    name: str
    summary: str
    load: Callable[[], Callable[..., Any]]


def _doctor() -> Callable[..., Any]:
    from anselm.cli.doctor import doctor

    return doctor


def _version() -> Callable[..., Any]:
    from anselm.cli.doctor import version

    return version


COMMANDS: tuple[Command, ...] = (
    Command("doctor", "Report what this computer offers and what may get in the way.", _doctor),
    Command("version", "Print the version.", _version),
)

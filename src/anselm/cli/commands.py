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


def _new() -> Callable[..., Any]:
    from anselm.cli.studies import new

    return new


def _call() -> Callable[..., Any]:
    from anselm.cli.studies import call

    return call


COMMANDS: tuple[Command, ...] = (
    Command("new", "Make a study.", _new),
    Command("call", "Carry out any operation, in process: whatever the screen can do, a script can do.", _call),
    Command("doctor", "Report what this computer offers and what may get in the way.", _doctor),
    Command("version", "Print the version.", _version),
)

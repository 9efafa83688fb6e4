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


def _verify() -> Callable[..., Any]:
    from anselm.cli.safekeeping import verify

    return verify


def _backup() -> Callable[..., Any]:
    from anselm.cli.safekeeping import backup

    return backup


def _restore() -> Callable[..., Any]:
    from anselm.cli.safekeeping import restore

    return restore


def _serve() -> Callable[..., Any]:
    from anselm.cli.serve import serve

    return serve


def _openapi() -> Callable[..., Any]:
    from anselm.cli.openapi import openapi

    return openapi


COMMANDS: tuple[Command, ...] = (
    Command("new", "Make a study.", _new),
    Command("call", "Carry out any operation, in process: whatever the screen can do, a script can do.", _call),
    Command("verify", "Say whether the study's history is intact.", _verify),
    Command("backup", "Make a dated copy and verify it, also while the workbench runs.", _backup),
    Command("restore", "Put a verified copy into a new folder; without a name the newest.", _restore),
    Command("serve", "Open a study in the browser.", _serve),
    Command("openapi", "Print the description of the HTTP interface.", _openapi),
    Command("doctor", "Report what this computer offers and what may get in the way.", _doctor),
    Command("version", "Print the version.", _version),
)

"""Builds the terminal program: the table names every command, and only the one invoked is imported."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import typer

from anselm.cli.commands import COMMANDS, Command
from anselm.domain.errors import AnselmError


def run(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave by `SystemExit`: 0 done, 1 refused in plain words, 2 misuse.

    Without `arguments` the words of the process are taken.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        application(words)(args=words, prog_name="anselm")
    except AnselmError as refusal:
        raise SystemExit(_refused(refusal, words)) from refusal
    except Exception as unforeseen:
        # Its type and place, never its message: that may hold someone's words.
        where = traceback.extract_tb(unforeseen.__traceback__)[-1]
        print(
            f"Something unforeseen happened ({type(unforeseen).__name__} in {where.name}). Nothing half done was kept.",
            "Please report it with the command you gave; leave out names and words of participants.",
            sep="\n",
            file=sys.stderr,
        )
        raise SystemExit(1) from unforeseen


def _refused(refusal: AnselmError, words: Sequence[str]) -> int:
    """Say what happened, where, and what to do; the exit code of a refusal."""
    place = refusal.place or ""
    # The name of a field says something only to whoever wrote the request: see `anselm call`.
    if place in refusal.message or (words[:1] != ["call"] and re.fullmatch(r"[a-z]+(_[a-z]+)+", place)):
        place = ""
    place = f"{place}: " if place else ""
    print(f"{place}{refusal.message}", *([refusal.advice] if refusal.advice else []), sep="\n", file=sys.stderr)
    return 1


def application(words: Sequence[str]) -> typer.Typer:
    """Return the program as far as these words need it; every other command is there by name and summary."""
    program = typer.Typer(
        name="anselm",
        help="A workbench for qualitative studies. Start with: anselm demo",
        add_completion=False,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    program.callback()(_entry)
    invoked = next((word for word in words if not word.startswith("-")), None)
    for command in COMMANDS:
        function = command.load() if command.name == invoked else _not_invoked
        program.command(command.name, help=_help(command, function))(function)
    return program


def _entry(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Print the version and leave."),
) -> None:
    if version:
        from anselm import __version__

        print(__version__)
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


def _help(command: Command, function: Callable[..., Any]) -> str:
    """The summary of the table, and for the command invoked all that its docstring adds (its example)."""
    more = (function.__doc__ or "").partition("\n\n")[2] if function is not _not_invoked else ""
    return f"{command.summary}\n\n{more}".strip()


def _not_invoked() -> None:
    raise AssertionError("only the command that was named is ever run")

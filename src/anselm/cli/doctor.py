"""What this computer offers: `anselm doctor` and `anselm version`."""

from __future__ import annotations

import json
import platform
import sqlite3
import sys
from dataclasses import asdict, dataclass
from typing import Literal

import typer

import anselm
from anselm.cli.options import JSON

# The first SQLite in which the write-ahead log cannot lose a checkpoint that races a writer.
SAFE_SQLITE = (3, 51, 3)
OLDEST_SQLITE = (3, 40, 0)
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, what was found, and what to do when it is not well."""

    subject: str
    found: str
    state: Literal["ok", "warning", "fault"]
    advice: str = ""


def version(as_json: bool = JSON) -> None:
    """Print the version.

    Example: anselm version
    """
    print(json.dumps({"version": anselm.__version__}) if as_json else anselm.__version__)


def doctor(as_json: bool = JSON) -> None:
    """Report what this computer offers and what may get in the way.

    Example: anselm doctor --json
    """
    findings = (*examine(sys.version_info[:3], sqlite3.sqlite_version_info), *_parsers())
    if as_json:
        print(json.dumps({"findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{finding.state:8}{finding.subject:10}{finding.found}")
            if finding.advice:
                print(f"{'':18}{finding.advice}")
    if any(finding.state == "fault" for finding in findings):
        raise typer.Exit(1)


def examine(python: tuple[int, ...], sqlite: tuple[int, ...]) -> tuple[Finding, ...]:
    """Judge the given versions of Python and SQLite and describe this platform."""
    return (
        Finding("anselm", anselm.__version__, "ok"),
        _python(python),
        _sqlite(sqlite),
        Finding("platform", platform.platform(), "ok"),
    )


def _parsers() -> tuple[Finding, ...]:
    """Which limits hold for the children that read files; each was tried just now."""
    from anselm.bootstrap import parser_limits

    return tuple(
        Finding("reading", line, "warning" if line.startswith("NOT") else "ok", _LESS if line.startswith("NOT") else "")
        for line in parser_limits()
    )


_LESS = "Files from strangers are read with less protection here; bring in only what you trust."


def _python(found: tuple[int, ...]) -> Finding:
    words = ".".join(map(str, found))
    if found < OLDEST_PYTHON:
        return Finding("python", words, "fault", "Anselm needs Python 3.11 or newer.")
    return Finding("python", words, "ok")


def _sqlite(found: tuple[int, ...]) -> Finding:
    words = ".".join(map(str, found))
    if found < OLDEST_SQLITE:
        return Finding("sqlite", words, "fault", "Anselm needs SQLite 3.40 or newer, as newer Pythons bring.")
    if found < SAFE_SQLITE:
        return Finding(
            "sqlite",
            words,
            "warning",
            "Versions before 3.51.3 have a rare fault when several programs write at once; "
            "Anselm keeps to one writer, so your studies are safe while only Anselm opens them.",
        )
    return Finding("sqlite", words, "ok")

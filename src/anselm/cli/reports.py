"""`anselm report`, `draft`, `release` and `capsule`: what a report is for, and the report or the study as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, reading, writing
from anselm.cli.options import ACTS, ASKS, JSON, STUDY
from anselm.domain.errors import Invalid, NotFound
from anselm.domain.reporting import Audience

ENDINGS = ("html", "docx", "pdf", "md", "tex")


def _ending(out: Path) -> str:
    ending = out.suffix.lstrip(".").lower()
    if ending not in ENDINGS:
        raise Invalid(f"A report is written as {', '.join('.' + one for one in ENDINGS)}.", place=out.name)
    return ending


def _report(study: Any, name: str) -> str:
    found = study.reporting.reports()
    for one in found:
        if name in ("", one.id, one.title):
            return str(one.id)
    raise NotFound(f"There is no report called {name}." if name else "The study has no report yet.")


def _say_of_walk(faults: Iterable[Any]) -> None:
    """What the walk back would tell of somebody, behind which sentence."""
    for one in faults:
        if one.in_walk:
            print(f"{one.sentence}: {one.reason}", file=sys.stderr)


def report(
    folder: Path = STUDY,
    named: str = typer.Option("", "--report", metavar="T", help="A report by title; the first else."),
    title: str | None = typer.Option(None, "--title", metavar="TITLE", help="Its new title."),
    audience: str | None = typer.Option(None, "--for", metavar="WHOM", help="For whom it is."),
    scope: str | None = typer.Option(None, "--covers", metavar="WHAT", help="What it covers."),
    quote: str | None = typer.Option(
        None, "--quote", metavar="WHOM", help="consent: as far as consent goes; nobody: no participant's words."
    ),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Say what a report is called, for whom it is and whose words it prints, or change that.

    Example: anselm report my-study --title "What teams learn" --for "the board"
    """
    if quote not in (None, "consent", "nobody"):
        raise Invalid("A report quotes as far as consent goes, or nobody.", place="--quote", advice="consent or nobody")
    quoting = None if quote is None else "none" if quote == "nobody" else ""
    given = {"title": title, "audience": audience, "scope": scope, "quoting": quoting}
    fields = {name: value for name, value in given.items() if value is not None}
    with (writing if fields else reading)(folder, as_) as study:
        which = _report(study, named)
        if fields:
            study.call_json("reporting.describe_report", {"id": which, **fields})
        now = study.reporting.report(id=which)
    if as_json:
        print_json({name: getattr(now, name) for name in ("id", *given)})
        return
    print(now.title)
    print(f"For: {now.audience or 'nothing said'}")
    print(f"Covers: {now.scope or 'nothing said'}")
    print(f"Words it prints: {'nobody’s' if now.quoting else 'as far as consent goes'}")


def draft(
    folder: Path = STUDY,
    out: Path = typer.Argument(..., metavar="OUT", help="A file ending in .html, .docx, .pdf, .md or .tex."),
    report: str = typer.Option("", "--report", metavar="T", help="A report by title; the first else."),
    as_: str | None = ASKS,
    trace: bool = typer.Option(
        True, "--trace/--no-trace", help="With the walk back (in Word: as comments), or without."
    ),
) -> None:
    """Write the report, marked where support is missing. A draft is always possible.

    Example: anselm draft my-study report.html
    """
    ending = _ending(out)
    with reading(folder, as_) as study:
        which = _report(study, report)
        answer = study.reporting.draft(id=which, format=ending, trace=trace)
        faults = study.reporting.check(id=which, format=ending, trace=trace).faults
    out.write_bytes(answer.content)
    refusing = sum(one.refuses for one in faults)
    print(f"{out}: a draft; {refusing} places would stand in the way of a release.")
    _say_of_walk(faults)


def release(
    folder: Path = STUDY,
    out: Path = typer.Argument(..., metavar="OUT", help="A file ending in .html, .docx, .pdf, .md or .tex."),
    report: str = typer.Option("", "--report", metavar="T", help="A report by title; the first else."),
    to: list[str] = typer.Option([], "--to", metavar="NAME", help="Who receives it; kept on record."),
    as_: str | None = ACTS,
    trace: bool = typer.Option(
        True, "--trace/--no-trace", help="With the walk back (in Word: as comments), or without."
    ),
    as_json: bool = JSON,
) -> None:
    """Release the report, or refuse naming the sentence in the way.

    Example: anselm release my-study report.html --to "Harrowmere Skills for Care Board"
    """
    import uuid

    ending = _ending(out)
    with writing(folder, as_) as study:
        identifier = str(uuid.uuid4())  # noqa: TID251 - the terminal is the client here and makes the identifier
        which = _report(study, report)
        fields = {"id": identifier, "report_id": which, "format": ending, "recipients": to, "trace": trace}
        looked = study.reporting.check(id=which, format=ending, trace=trace).faults
        made = study.call_json("reporting.release", fields)
        file = study.reporting.release_file(id=identifier)
    out.write_bytes(file.content)
    _say_of_walk(looked)
    if as_json:
        print_json({**made, "file": str(out)})
    else:
        print(f"{out}: release {made['number']}, SHA-256 {made['sha256']}")


def capsule(
    folder: Path = STUDY,
    out: Path = typer.Argument(..., metavar="OUT", help="A file ending in .html."),
    audience: str = typer.Option(..., "--for", metavar="WHOM", help="supervisor, auditor or examiner."),
    to: list[str] = typer.Option([], "--to", metavar="NAME", help="Who receives it; kept on record."),
    report: str = typer.Option("", "--report", metavar="T", help="A report by title; the first else."),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Make the study one offline file for a supervisor, an auditor or an examiner.

    It holds no real name, no private memo, nothing of a round that is not open, and words only as far as consent goes.

    Example: anselm capsule my-study my-study.html --for examiner --to "Prof. Ada Rowan"
    """
    import uuid

    if out.suffix.lower() != ".html":
        raise Invalid("A capsule is written as .html.", place=out.name)
    known = [one.value for one in Audience]
    if audience not in known:
        raise Invalid(f"A capsule is for {', '.join(known[:-1])} or {known[-1]}.", place="--for")
    with writing(folder, as_) as study:
        identifier = str(uuid.uuid4())  # noqa: TID251 - the terminal is the client here and makes the identifier
        chosen = _report(study, report) if report else ""
        fields = {"id": identifier, "audience": audience, "recipients": to, "report_id": chosen}
        made = study.call_json("reporting.hand_over", fields)
        file = study.reporting.capsule_file(id=identifier)
    try:
        out.write_bytes(file.content)
    except OSError as error:
        raise Invalid(f"It cannot be written: {error.strerror}.", place=out.name) from error
    if as_json:
        print_json({**made, "file": str(out)})
    else:
        print(f"{out}: capsule {made['number']} for {', '.join(made['recipients'])}, SHA-256 {made['sha256']}")

"""`anselm new` and `anselm call`: a study, and any operation on it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from anselm.cli.opening import print_json, reading, writing
from anselm.cli.options import ACTS, JSON, STUDY
from anselm.domain.errors import Invalid


def new(
    folder: Path = typer.Argument(..., metavar="DIR", help="A folder that does not exist yet."),
    title: str = typer.Option("", "--title", help="The study's title; else the folder's name."),
    profile: str = typer.Option("coding-reliability", "--profile", help="The method profile it follows."),
    owner: str = typer.Option("The researcher", "--owner", help="Your name, as colleagues will see it."),
    as_json: bool = JSON,
) -> None:
    """Make a study.

    Example: anselm new my-study --title "How wards learn" --owner "Lowri Pask"
    """
    from anselm.library.study import create

    with create(folder, title=title or folder.name, owner=owner, profile=profile) as study:
        who = study.call_json("study.viewer", {})
    if as_json:
        print_json({"study_id": who["study_id"], "title": who["study_title"], "profile": who["profile"]})
    else:
        print(f"{who['study_title']} is ready. Next: anselm import {folder} FILES, or anselm serve {folder}")


def call(
    folder: Path = STUDY,
    operation: str = typer.Argument("", help="room.verb; without it all operations are listed."),
    given: str = typer.Option("", "--json", metavar="FILE", help="A file with the request's fields, or - for stdin."),
    as_: str | None = ACTS,
    out: Path | None = typer.Option(None, "--out", metavar="FILE", help="Where a file that is answered goes."),
) -> None:
    """Carry out any operation, in process: whatever the screen can do, a script can do.

    Example: echo '{"id": "c1", "name": "Overhearing"}' | anselm call my-study coding.add_code --json -
    """
    from anselm.services.catalogue import OPERATIONS

    if not operation:
        for one in OPERATIONS:
            print(f"{one.name:34}{one.summary}")
        return
    from anselm.library.study import operation_named

    wanted = operation_named(operation)
    fields = _given(given)
    with (writing if wanted.writes else reading)(folder, as_) as study:
        if wanted.kind == "download":
            _keep(study.call(operation, **fields), out)
        else:
            print_json(study.call_json(operation, _with_file(fields, wanted.kind)))


def _given(given: str) -> dict[str, object]:
    """The request's fields. Raises Invalid for what is not one JSON object."""
    if not given:
        return {}
    try:
        text = sys.stdin.read() if given == "-" else Path(given).read_text(encoding="utf-8")
        found = json.loads(text)
    except OSError as error:
        raise Invalid(f"{given} cannot be opened: {error.strerror}.") from error
    except ValueError as error:
        raise Invalid("The request is not JSON.", place=given) from error
    if not isinstance(found, dict):
        raise Invalid("The request must be one JSON object.", place=given)
    return found


def _with_file(fields: dict[str, object], kind: str) -> dict[str, object]:
    """For an upload the field `file` names a file on this computer."""
    if kind == "upload" and isinstance(fields.get("file"), str):
        path = Path(str(fields["file"]))
        return {**fields, "file": {"name": path.name, "data": path.read_bytes()}}
    return fields


def _keep(answer: object, out: Path | None) -> None:
    name, content = str(getattr(answer, "name", "")), getattr(answer, "content", b"")
    if out is None:
        sys.stdout.buffer.write(content)
        return
    out.write_bytes(content)
    print(f"{name} is at {out}", file=sys.stderr)

"""`anselm import` and `anselm text`: files in, their exact text out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, reading, writing


def import_(
    folder: Path = typer.Argument(..., metavar="STUDY", help="The study's folder."),
    files: list[Path] = typer.Argument(..., metavar="FILE…", help="Files, or folders whose files are taken."),
    as_kind: str = typer.Option("", "--as-kind", metavar="K", help="What the name does not say: txt, cp1252, …"),
    as_: str | None = typer.Option(None, "--as", metavar="NAME", help="The researcher who acts; else the owner."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Bring files in. Each is accepted with its warnings or refused with its reason; accepted ones stay.

    Example: anselm import my-study interviews/*.docx
    """
    accepted: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    with writing(folder, as_) as study:
        for path in _every(files):
            answer = _one(study, path, as_kind)
            accepted += answer["accepted"]
            refused += answer["refused"]
            if not as_json:
                _say(answer)
    if as_json:
        print_json({"accepted": accepted, "refused": refused})
    if refused:
        raise typer.Exit(1)


def _every(files: list[Path]) -> list[Path]:
    """The files named, folders opened in the order of their names; hidden files are left alone."""
    found: list[Path] = []
    for path in files:
        inside = (one for one in sorted(path.rglob("*")) if one.is_file() and not one.name.startswith("."))
        found += inside if path.is_dir() else [path]
    return found


def _one(study: Any, path: Path, as_kind: str) -> dict[str, Any]:
    import uuid

    try:
        data = path.read_bytes()
    except OSError as error:
        return {"accepted": [], "refused": [{"file": path.name, "reason": f"It cannot be opened: {error.strerror}."}]}
    identifier = str(uuid.uuid4())  # noqa: TID251 - the terminal is the client here and makes the identifier
    fields = {"id": identifier, "file": {"name": path.name, "data": data}, "as_kind": as_kind}
    answer: dict[str, Any] = study.call_json("corpus.import_file", fields)
    return answer


def _say(answer: dict[str, Any]) -> None:
    for one in answer["accepted"]:
        print(f"{one['file']}: {one['n_characters']} characters, {one['n_utterances']} turns")
        for warning in one["warnings"]:
            print(f"  {warning}")
    for one in answer["refused"]:
        print(f"{one['file']}: refused. {one['reason']}", file=sys.stderr)


def text(
    folder: Path = typer.Argument(..., metavar="STUDY", help="The study's folder."),
    source: str = typer.Argument(..., metavar="SOURCE", help="A source by name or identifier."),
    as_: str | None = typer.Option(None, "--as", metavar="NAME", help="The researcher who asks; else the owner."),
) -> None:
    """Print the canonical text of a source, exactly.

    Example: anselm text my-study INT05
    """
    with reading(folder, as_) as study:
        words = study.corpus.text(source_id=source_named(study, source))
        content = words.content if hasattr(words, "content") else str(getattr(words, "text", words)).encode()
    sys.stdout.buffer.write(content)


def source_named(study: Any, name: str) -> str:
    """The identifier of a source by its name or identifier. Raises NotFound."""
    from anselm.domain.errors import NotFound

    for one in study.corpus.sources():
        if name in (one.id, one.name):
            return str(one.id)
    raise NotFound("There is no source of that name.")

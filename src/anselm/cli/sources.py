"""`anselm import` and `anselm text`: files in, their exact text out; recordings beside their transcripts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, reading, writing
from anselm.cli.options import ACTS, ASKS, JSON, STUDY

RECORDINGS = (".aac", ".flac", ".m4a", ".mp3", ".mp4", ".oga", ".ogg", ".opus", ".wav", ".webm")
PROJECT = ".qdpx"
LARGEST = 2 * 2**30  # of a recording; it is held in memory once while it is looked at and kept


def import_(
    folder: Path = STUDY,
    files: list[Path] = typer.Argument(..., metavar="FILE…", help="Files, or folders whose files are taken."),
    as_kind: str = typer.Option("", "--as-kind", metavar="K", help="What the name does not say: txt, cp1252, …"),
    of: str = typer.Option("", "--of", metavar="SOURCE", help="Whose recording it is, when its name does not say."),
    keep: bool = typer.Option(False, "--keep", help="Of a project (.qdpx): bring it in; else it is only looked at."),
    mine: list[str] = typer.Option([], "--mine", metavar="CODER", help="A coder of a project who is you; repeatable."),
    cases: str = typer.Option("person", "--cases", metavar="KIND", help="What the cases of a project are."),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Bring files in. Each is accepted with its warnings or refused with its reason; accepted ones stay.

    Read are .docx .docm .odt .ott .rtf .pdf .html .htm .xhtml .epub .txt .text .md .markdown
    .vtt .srt .sbv, the .json of speech recognition, and pictures: .png .jpg .jpeg .webp.
    A recording belongs to the transcript of its name (INT05.mp3 to INT05), or to the one named by --of.

    A project of NVivo, ATLAS.ti, MAXQDA, QualCoder and others (.qdpx) is named alone. It is looked at first: texts,
    codes, codings by whom, memos, cases, and what will not come and why. With --keep it comes in, in one step that
    undo takes back, or not at all. Its coders become colleagues without an account, or you (--mine). Cases are
    persons unless --cases says team, organisation, area or policy.

    Example: anselm import my-study interviews/*.docx interviews/*.mp3
    """
    if any(path.suffix.lower() == PROJECT for path in files):
        from anselm.cli.projects import import_project

        if len(files) > 1:
            raise typer.BadParameter("a project (.qdpx) comes in alone", param_hint="FILE")
        import_project(folder, files[0], keep=keep, mine=mine, cases=cases, as_=as_, as_json=as_json)
        return
    accepted: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    with writing(folder, as_) as study:
        source_id = source_named(study, of) if of else ""
        for path in _every(files):
            if path.suffix.lower() in RECORDINGS:
                answer = _recording(study, path, source_id)
            else:
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
    """The files named, folders opened in the order of their names; hidden files are left alone.

    Recordings come last, so that their transcripts are there.
    """
    found: list[Path] = []
    for path in files:
        inside = (one for one in sorted(path.rglob("*")) if one.is_file() and not one.name.startswith("."))
        found += inside if path.is_dir() else [path]
    return sorted(found, key=lambda one: one.suffix.lower() in RECORDINGS)


def _one(study: Any, path: Path, as_kind: str) -> dict[str, Any]:
    import uuid

    try:
        data = path.read_bytes()
    except OSError as error:
        return _no(path, f"It cannot be opened: {error.strerror}.")
    identifier = str(uuid.uuid4())  # noqa: TID251 - the terminal is the client here and makes the identifier
    fields = {"id": identifier, "file": {"name": path.name, "data": data}, "as_kind": as_kind}
    answer: dict[str, Any] = study.call_json("corpus.import_file", fields)
    return answer


def _recording(study: Any, path: Path, source_id: str) -> dict[str, Any]:
    import uuid

    from anselm.domain.errors import AnselmError

    try:
        if path.stat().st_size > LARGEST:
            return _no(path, "It is larger than 2 GB. Save it as MP3 or M4A, which is enough for speech.")
        data = path.read_bytes()
    except OSError as error:
        return _no(path, f"It cannot be opened: {error.strerror}.")
    identifier = str(uuid.uuid4())  # noqa: TID251 - the terminal is the client here and makes the identifier
    fields = {"id": identifier, "file": {"name": path.name, "data": data}, "source_id": source_id}
    try:
        made = study.call_json("fieldwork.add_recording", fields)
    except AnselmError as error:
        return _no(path, f"{error.message} {error.advice}".strip())
    known = {
        "file": path.name,
        "source_id": next(iter(made["source_ids"]), ""),
        "name": made["encounter_code"],
        "n_characters": 0,
        "n_utterances": 0,
        "warnings": [made["warning"]] if made["warning"] else [],
        "recording_id": made["id"],
        "duration_ms": made["duration_ms"],
    }
    return {"accepted": [known], "refused": []}


def _no(path: Path, reason: str) -> dict[str, Any]:
    return {"accepted": [], "refused": [{"file": path.name, "reason": reason}]}


def _say(answer: dict[str, Any]) -> None:
    for one in answer["accepted"]:
        if "recording_id" in one:
            print(f"{one['file']}: the recording of {one['name']}{_long(one['duration_ms'])}")
        else:
            print(f"{one['file']}: {one['n_characters']} characters, {one['n_utterances']} turns")
        for warning in one["warnings"]:
            print(f"  {warning}")
    for one in answer["refused"]:
        print(f"{one['file']}: refused. {one['reason']}", file=sys.stderr)


def _long(duration_ms: int | None) -> str:
    minutes, seconds = divmod(round((duration_ms or 0) / 1000), 60)
    return f", {minutes} min {seconds:02d} s" if duration_ms else ""


def text(
    folder: Path = STUDY,
    source: str = typer.Argument(..., metavar="SOURCE", help="A source by name or identifier."),
    as_: str | None = ASKS,
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

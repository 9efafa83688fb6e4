"""`anselm package`, `open`, `return`, `take-in` and `result`: a round for another laptop, the reading back, its end."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import typer

from anselm.cli.opening import print_json, reading, writing
from anselm.cli.options import ACTS, JSON, STUDY
from anselm.domain.errors import NotFound, Refused

if TYPE_CHECKING:
    from anselm.library.study import Study


def package(
    folder: Path = STUDY,
    out: Path = typer.Argument(..., metavar="OUT", help="The file to write, ending in .anselm."),
    round_: str = typer.Option(..., "--round", metavar="R", help="The round, by name or identifier."),
    for_: str = typer.Option(..., "--for", metavar="NAME", help="The reader, by name, letter or identifier."),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Pack a blind round for one reader's own computer.

    Example: anselm package my-study lowri.anselm --round "First reading" --for "Lowri Pask"
    """
    with reading(folder, as_) as study:
        wanted = _round_named(study, round_)
        reader = _reader_named(study, for_)
        made = study.call("judging.package", round_id=wanted.id, judge_id=reader.id)
    _keep(out, made.content)
    if as_json:
        print_json({"file": out.name, "round": wanted.name, "reader": reader.name, "n_bytes": len(made.content)})
    else:
        print(f"{out} holds {wanted.name} for {reader.name}, and nothing of anyone else.")
        print(f"{reader.name} opens it with: anselm open {quote(out.name)}")


def open_(
    file: Path = typer.Argument(..., metavar="PACKAGE", help="The file you were given, ending in .anselm."),
    folder: Path | None = typer.Argument(None, metavar="[DIR]", help="A new folder; else one beside the file."),
    as_json: bool = JSON,
) -> None:
    """Open a round package as a small study of your own.

    Example: anselm open lowri.anselm
    """
    from anselm.library.study import open_package

    target = folder or file.with_suffix("")
    with open_package(file, target) as study:
        one = _brought(study)
        n = len(one.my_source_ids)
    if as_json:
        print_json({"folder": target.name, "round": one.name, "n_sources": n, "returns_to": one.returns_to})
    else:
        where, sources = quote(str(target)), f"{n} {'source' if n == 1 else 'sources'}"
        print(f"{one.name} is ready in {target}: {sources} to read on your own. Next: anselm serve {where}")
        print(f"When you have handed in: anselm return {where} my-reading.anselm, and send that to {one.returns_to}.")


def return_(
    folder: Path = typer.Argument(..., metavar="DIR", help="The folder the package was opened in."),
    out: Path = typer.Argument(..., metavar="OUT", help="The file to send back, ending in .anselm."),
    as_json: bool = JSON,
) -> None:
    """Write your reading, handed in, as the file to send back; only whoever settles can open it.

    Example: anselm return lowri my-reading.anselm
    """
    with reading(folder) as study:
        one = _brought(study)
        made = study.call("judging.sealed_return", id=one.id)
        digest = study.call("judging.my_part", id=one.id).digest
    _keep(out, made.content)
    if as_json:
        print_json({"file": out.name, "round": one.name, "digest": digest, "returns_to": one.returns_to})
    else:
        print(f"Tell {one.returns_to} this digest first: {_grouped(digest)}")
        print(f"Then send {out}. Only {one.returns_to} can open it, and a changed byte is noticed.")
        print("There it is taken in on the page of the round, under Compare, or by: anselm take-in STUDY FILE")


def take_in(
    folder: Path = typer.Argument(..., metavar="STUDY", help="The study the round came from."),
    file: Path = typer.Argument(..., metavar="FILE", help="The file that came back, ending in .anselm."),
    digest: str = typer.Option("", "--digest", metavar="D", help="The digest its reader told you, as they told it."),
    instead: bool = typer.Option(False, "--instead", help="In place of the one taken in before, which they took back."),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Take in a reading that came back, unseen until the round's readings are opened; in a reader's folder, its result.

    Example: anselm take-in my-study my-reading.anselm --digest "1f9c03ab 77e2d451 …"
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.", place=file.name) from error
    with writing(folder, as_) as study:
        if study.call("study.viewer").returns_to is not None:
            _take_result(study, {"name": file.name, "data": data}, as_json)
            return
        made = study.call("judging.take_return", file={"name": file.name, "data": data}, digest=digest, instead=instead)
        waiting = [one.name for one in study.call("judging.round", id=made.round_id).readers if one.handed_in is False]
    if as_json:
        print_json({"round": made.round, "reader": made.reader, "digest": made.digest, "waiting_for": waiting})
    else:
        state = "was taken in before" if made.already else "is taken in"
        print(f"The reading of {made.reader} in {made.round} {state}. Nobody sees it until the readings are opened.")
        told = "It is the one whose digest you were told." if digest.strip() else f"Its digest: {_grouped(made.digest)}"
        print(told)
        if waiting:
            print(f"Not handed in yet: {', '.join(waiting)}.")


def _take_result(study: Study, file: dict[str, Any], as_json: bool) -> None:
    made = study.call("judging.take_result", file=file)
    if as_json:
        print_json({"round": made.round, "n_rulings": made.n_rulings, "already": made.already})
    else:
        state = "was told here before" if made.already else "is told here now"
        print(f"How {made.round} ended {state}: all readings of what you read, and how they were settled.")
        print(f"Next: anselm serve {quote(str(study.folder))}, and its page under Compare.")


def result(
    folder: Path = typer.Argument(..., metavar="STUDY", help="The study the round came from."),
    out: Path = typer.Argument(..., metavar="OUT", help="The file to write, ending in .anselm."),
    round_: str = typer.Option(..., "--round", metavar="R", help="The closed round, by name or identifier."),
    for_: str = typer.Option(..., "--for", metavar="NAME", help="The reader, by name, letter or identifier."),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Write how a closed round ended for a reader on another computer, who takes it in there.

    Example: anselm result my-study lowri-end.anselm --round "First reading" --for "Lowri Pask"
    """
    with reading(folder, as_) as study:
        wanted = _round_named(study, round_)
        reader = _reader_named(study, for_)
        made = study.call("judging.result", round_id=wanted.id, judge_id=reader.id)
    _keep(out, made.content)
    if as_json:
        print_json({"file": out.name, "round": wanted.name, "reader": reader.name, "n_bytes": len(made.content)})
    else:
        print(f"{out} tells how {wanted.name} ended, in all readings of what {reader.name} read.")
        print(f"{reader.name} takes it in with: anselm take-in FOLDER {quote(out.name)}, or on the page of the round.")


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _keep(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}.", place=out.name) from error


def _round_named(study: Study, name: str) -> Any:
    for one in study.call("judging.rounds"):
        if not one.standing and name in (one.id, one.name):
            return one
    raise NotFound(f"There is no round called {name} in this study.")


def _reader_named(study: Study, name: str) -> Any:
    for one in study.call("study.researchers"):
        if name in (one.id, one.name, one.key):
            return one
    raise NotFound(f"Nobody called {name} works on this study.")


def _brought(study: Study) -> Any:
    for one in study.call("judging.rounds"):
        if one.returns_to is not None:
            return one
    raise Refused("This study was not opened from a round package.", place=study.folder.name)

"""`anselm verify`, `backup` and `restore`: is the history intact, copies of it, and the way back."""

from __future__ import annotations

from pathlib import Path

import typer

from anselm.cli.opening import print_json
from anselm.cli.options import JSON, STUDY
from anselm.domain.errors import Refused


def verify(
    folder: Path = STUDY,
    content_digest: bool = typer.Option(False, "--content-digest", help="Print one digest of all the study holds now."),
    as_json: bool = JSON,
) -> None:
    """Say whether the study's history is intact.

    Example: anselm verify my-study
    """
    from anselm.bootstrap import open_study

    with open_study(folder, read_only=True) as workbench:
        verdict = workbench.verify()
        digest = workbench.content_digest() if content_digest else ""
    if as_json:
        found = {"intact": verdict.intact, "n_events": verdict.n_events, "n_rows": verdict.n_rows}
        print_json({**found, "faults": list(verdict.faults), **({"content_digest": digest} if digest else {})})
    elif digest and verdict.intact:
        print(digest)
    else:
        for fault in verdict.faults[:50]:
            print(fault)
        if verdict.intact:
            print(f"History is intact: {verdict.n_events} events, {verdict.n_rows} rows, {verdict.n_texts} texts.")
    if not verdict.intact:
        raise Refused(
            f"The history is not intact: {len(verdict.faults)} faults.",
            place=folder.name,
            advice="Do not work on it. `anselm restore` puts the newest whole copy into a new folder.",
        )


def backup(
    folder: Path = STUDY,
    as_json: bool = JSON,
) -> None:
    """Make a dated copy and verify it, also while the workbench runs.

    Example: anselm backup my-study
    """
    from anselm.bootstrap import open_study

    with open_study(folder, read_only=True) as workbench:
        made = workbench.back_up()
    if as_json:
        print_json({"name": made.name, "n_bytes": made.n_bytes})
    else:
        print(f"{made.name}: {made.n_bytes} bytes, verified.")


def restore(
    folder: Path = STUDY,
    target: Path = typer.Argument(..., metavar="DIR", help="A new folder for the study as it was."),
    name: str = typer.Option("", "--copy", help="Which copy; the newest when none is named."),
) -> None:
    """Put a verified copy into a new folder; without a name the newest.

    Example: anselm restore my-study my-study-as-it-was
    """
    from anselm.bootstrap import backups
    from anselm.bootstrap import restore as put_back

    known = backups(folder)
    if not known:
        raise Refused("This study has no copies.", place=folder.name, advice="Make one with: anselm backup")
    put_back(folder, name or known[0].name, target)
    print(f"{name or known[0].name} is at {target}. The study it came from is as it was.")

"""`anselm codebook import`: codes come in from a codebook in a file, after a look at what would change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, writing
from anselm.cli.options import ACTS, JSON, STUDY

_WHAT = {"near_miss": "near miss", "parent": "place"}


def codebook(
    action: str = typer.Argument(..., metavar="import", help="What to do; import is all there is."),
    folder: Path = STUDY,
    file: Path = typer.Argument(..., metavar="FILE", help="The codebook: .qdc, .qdpx, .csv, .tsv or .xlsx."),
    keep: bool = typer.Option(False, "--keep", help="Bring it in; without this only say what would change."),
    new: str = typer.Option("add", "--new", metavar="W", help="New codes: add or leave."),
    same: str = typer.Option("leave", "--same", metavar="W", help="Codes that are here: leave, words or all."),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Bring codes in from a codebook in a file: say what is new and what differs, and with --keep do it in one step.

    Codes that are here already are left as they are, or take over the file's words (--same words), or also its
    colours and places (--same all). What the file leaves empty is never taken over, and nothing is retired.

    Example: anselm codebook import my-study codebook.qdc --keep
    """
    if action != "import":
        raise typer.BadParameter("say: anselm codebook import STUDY FILE", param_hint="import")
    if folder.is_file() and file.is_dir():
        folder, file = file, folder
    try:
        data = file.read_bytes()
    except OSError as error:
        print(f"{file.name}: it cannot be opened: {error.strerror}.", file=sys.stderr)
        raise typer.Exit(1) from error
    sent = {"name": file.name, "data": data}
    with writing(folder, as_) as study:
        coming: dict[str, Any] = study.call_json("coding.look_at_codes", {"file": sent})
        brought: dict[str, Any] | None = None
        if keep:
            brought = study.call_json("coding.bring_codes", {"file": sent, "new": new, "same": same})
    if as_json:
        print_json(brought if brought is not None else coming)
        return
    _say(coming)
    if brought is None:
        print("Nothing is kept yet. Add --keep to bring it in.")
    else:
        print(
            f"{len(brought['added'])} added, {len(brought['changed'])} changed, {brought['n_left']} left as they are."
        )


def _say(coming: dict[str, Any]) -> None:
    for one in coming["codes"]:
        note = f"  ({one['note']})" if one["note"] else ""
        print(f"{one['state']:<8}{'  ' * one['depth']}{one['name']}{note}")
        for difference in one["differences"]:
            what = _WHAT.get(difference["what"], difference["what"])
            said = f"{what}: “{difference['here']}” here, “{difference['there']}” in the file"
            print(f"{'':<10}{'  ' * one['depth']}{said}")
    for note in coming["notes"]:
        place = ", ".join(filter(None, (f"row {note['row']}" if note["row"] else "", note["column"])))
        print(f"{place}: {note['reason']}" if place else note["reason"])
    if coming["ignored"]:
        print(f"Columns that say nothing of codes are left out: {', '.join(coming['ignored'])}.")
    print(f"{coming['n_new']} new, {coming['n_same']} here already, {coming['n_differs']} of them different.")

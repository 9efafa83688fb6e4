"""`anselm export`: the study as a file for another program, and what that file cannot hold."""

from __future__ import annotations

from pathlib import Path

import typer

from anselm.cli.opening import print_json, reading
from anselm.cli.options import ASKS, JSON, STUDY
from anselm.domain.errors import Invalid

ENDINGS = ("qdpx", "qdc", "csv", "xlsx")


def export(
    folder: Path = STUDY,
    out: Path = typer.Argument(..., metavar="OUT", help="A file ending in .qdpx, .qdc, .csv or .xlsx."),
    as_: str | None = ASKS,
    sound: bool = typer.Option(
        False, "--sound", help="The recordings that may be heard go along (.qdpx); no voice is disguised."
    ),
    pages: bool = typer.Option(
        False, "--pages", help="The PDF files go along (.qdpx), with the coded regions of their pages."
    ),
    as_json: bool = JSON,
) -> None:
    """Write the study for another program, and print what its format cannot hold.

    Example: anselm export my-study my-study.qdpx
    """
    ending = out.suffix.lstrip(".").lower()
    if ending not in ENDINGS:
        raise Invalid(f"A study is written as {', '.join('.' + one for one in ENDINGS)}.", place=out.name)
    with reading(folder, as_) as study:
        file = study.reporting.export(format=ending, sound=sound, pages=pages)
        lost = study.reporting.losses(format=ending, sound=sound, pages=pages)
    try:
        out.write_bytes(file.content)
    except OSError as error:
        raise Invalid(f"It cannot be written: {error.strerror}.", place=out.name) from error
    if as_json:
        print_json({"file": str(out), "n_bytes": len(file.content), "holds": lost.holds, "losses": list(lost.losses)})
        return
    print(f"{out}: {lost.holds}")
    if lost.losses:
        print("It cannot hold:", *(f"  {one}" for one in lost.losses), sep="\n")

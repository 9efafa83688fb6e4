"""`anselm check`: a Word file that came back from co-authors, held against the study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, reading
from anselm.cli.options import ASKS, JSON, STUDY
from anselm.domain.errors import Invalid


def check(
    folder: Path = STUDY,
    file: Path = typer.Argument(..., metavar="FILE", help="A Word document (.docx)."),
    as_: str | None = ASKS,
    as_json: bool = JSON,
) -> None:
    """Hold a Word file that came back against the study: quotations, labels, counts, consent.

    Ends 0 when everything stands, 1 when something was found or the file was refused.

    Example: anselm check my-study report-with-comments.docx
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Invalid(f"It cannot be opened: {error.strerror}.", place=file.name) from error
    with reading(folder, as_) as study:
        answer = study.call_json("reporting.check_file", {"file": {"name": file.name, "data": data}})
    if as_json:
        print_json(answer)
    else:
        _say(answer)
    if answer["findings"]:
        raise typer.Exit(1)


def _say(answer: dict[str, Any]) -> None:
    print(f"{answer['file']}: {answer['made_of']}")
    print(f"Checked: {_n(answer['n_quotations'], 'quotation')}, {_n(answer['n_claims'], 'sentence')} with a count.")
    for one in answer["findings"]:
        where = f"{one['section']}, " if one["section"] else ""
        print(f"\n{where}paragraph {one['paragraph']}: {one['reason']}")
        print(f"  … {one['around']} …" if one["around"] else "", f"  {one['advice']}", sep="\n")
    if not answer["findings"]:
        print("Everything stands as the study has it.")
    print("", *answer["notes"], sep="\n")


def _n(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"

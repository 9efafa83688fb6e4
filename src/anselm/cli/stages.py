"""`anselm stages`: how far each source is in each stage of the method."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, reading
from anselm.cli.options import ASKS, JSON, STUDY

SIGNS = {"done": "●", "begun": "◐", "open": "○", "apart": "×"}
KEY = "● done  ◐ begun  ○ not yet  × read apart, told once the round is opened  - not asked for"


def stages(
    folder: Path = STUDY,
    case: str = typer.Option("", "--case", metavar="C", help="Only the sources of this case, by code or name."),
    as_: str | None = ASKS,
    as_json: bool = JSON,
) -> None:
    """Show how far each source is in each stage of the method, analyst by analyst, and what would be next.

    Stages advise; nothing waits for them. A mark is set by: anselm call my-study study.mark_stage --json -

    Example: anselm stages my-study --case T3
    """
    with reading(folder, as_) as study:
        board = study.call_json("study.stages", {})
    wanted = case.casefold()
    rows = [one for one in board["sources"] if not wanted or _is_of(one["case"], wanted)]
    if as_json:
        print_json({**board, "sources": rows})
        return
    print(f"{board['profile_name']}\n")
    for number, stage in enumerate(board["stages"], 1):
        print(f"{number}  {stage['name']:24}{_standing(stage)}")
    shown = [(at, one) for at, one in enumerate(board["stages"]) if one["whole"] is None]
    initials = {one["id"]: one["initials"] for one in board["analysts"]}
    width = max([len(one["name"]) for one in rows] + [6])
    heads = "".join(f"{at + 1:<{_room(board, one)}}" for at, one in shown)
    print(f"\n{'':{width}}  {heads.rstrip()}")
    for row in rows:
        cells = "".join(f"{_cell(row['cells'][at], initials):<{_room(board, one)}}" for at, one in shown)
        print(f"{row['name']:{width}}  {cells.rstrip()}")
    print(f"\n{KEY}\n{board['next']}")


def _is_of(case: str, wanted: str) -> bool:
    code, _, name = case.casefold().partition(" ")
    return wanted in (case.casefold(), code, name)


def _standing(stage: dict[str, Any]) -> str:
    if stage["whole"] is not None:
        return f"{stage['whole']['how']}. {_why(stage['whole'])}"
    return f"{stage['n_done']} of {stage['n_asked']} sources" if stage["n_asked"] else "not asked for of any source"


def _why(one: dict[str, Any]) -> str:
    if not one["marked_by"]:
        return str(one["why"])
    note = f": {one['note']}" if one["note"] else "."
    return f"Marked by {one['marked_by']}, {one['marked_at'][:10]}{note}"


def _room(board: dict[str, Any], stage: dict[str, Any]) -> int:
    """How wide a column is: a sign and initials for each analyst, or one sign."""
    return 5 * len(board["analysts"]) + 1 if stage["about"] == "analyst" else 4


def _cell(reached: list[dict[str, Any]], initials: dict[str, str]) -> str:
    if all(one["how"] == "not asked" for one in reached):
        return "-"
    return " ".join(f"{SIGNS.get(one['how'], '-')}{initials.get(one['who'], '')}" for one in reached)

"""`anselm import STUDY FILE.qdpx`: a project of another program comes in, after a look at what is in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, writing

_MOST_LISTED = 40
_BECAME = {
    "new": "new",
    "here": "here already",
    "corrected": "here, its words corrected since",
    "being read": "here, being read apart in a round",
}


def import_project(
    folder: Path, file: Path, *, keep: bool, mine: list[str], cases: str, as_: str | None, as_json: bool
) -> None:
    """Look at a project, or bring it in, and print what comes and what does not."""
    try:
        data = file.read_bytes()
    except OSError as error:
        print(f"{file.name}: it cannot be opened: {error.strerror}.", file=sys.stderr)
        raise typer.Exit(1) from error
    request = {"file": {"name": file.name, "data": data}, "mine": "\n".join(mine), "case_kind": cases}
    with writing(folder, as_) as study:
        name = "coding.bring_project" if keep else "coding.look_at_project"
        answer: dict[str, Any] = study.call_json(name, request)
    if as_json:
        print_json(answer)
    else:
        print("\n".join(told(answer)))


def told(answer: dict[str, Any]) -> list[str]:
    """What a project brings, or brought, line by line."""
    program = f", written by {answer['program']}" if answer["program"] else ""
    lines = [f"{answer['file']}: the project “{answer['name']}”{program}."]
    lines += _texts(answer)
    if answer["recordings"]:
        n_here = len(answer["recordings"]) - answer["n_recordings"]
        lines.append(f"Recordings: {_counted(answer['n_recordings'], n_here)}.")
        lines += [f"  {one['name']}: the sound of {one['source']}" for one in answer["recordings"][:_MOST_LISTED]]
        if answer["n_recordings"]:
            lines.append("  The file does not say who agreed to be recorded: record it under Cases and consents.")
    lines += _codes(answer)
    lines += _coders(answer)
    if answer["n_memos"] or answer["n_memos_here"]:
        lines.append(f"Memos: {_counted(answer['n_memos'], answer['n_memos_here'])}.")
    if answer["cases"] or answer["n_cases_here"]:
        lines.append(f"Cases: {_counted(len(answer['cases']), answer['n_cases_here'])}.")
        if answer["cases"]:
            lines.append(f"  {_named(answer['cases'])}. If these are names of people, write codes in their place.")
    if answer["n_values"]:
        lines.append(f"Attributes: {answer['n_values']:,} values.")
    if answer["positions"]:
        lines.append(answer["positions"])
    if answer["left"]:
        lines.append("What does not come in:")
        for one in answer["left"]:
            names = f" ({_named(one['names'])})" if one["names"] else ""
            lines.append(f"  {one['what']}{names}. {one['why']}")
    return [*lines, _end(answer)]


def _counted(n_new: int, n_here: int) -> str:
    return f"{n_new:,} new" + (f", {n_here:,} here already" if n_here else "")


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more


def _texts(answer: dict[str, Any]) -> list[str]:
    sources = answer["sources"]
    lines = [f"Sources: {_counted(answer['n_sources'], len(sources) - answer['n_sources'])}."]
    for one in sources[:_MOST_LISTED]:
        codings = f", {one['n_codings']:,} codings" if answer["counted"] and one["n_codings"] else ""
        size = "picture" if one["kind"] == "picture" else f"{one['n_characters']:,} characters"
        lines.append(f"  {one['name']}: {_BECAME[one['became']]}, {size}{codings}")
    if len(sources) > _MOST_LISTED:
        lines.append(f"  … and {len(sources) - _MOST_LISTED} more")
    return lines


def _codes(answer: dict[str, Any]) -> list[str]:
    if not answer["counted"]:
        return ["Codes and codings come in as they are; this study does not count them."]
    codings = _counted(answer["n_codings"], answer["n_codings_here"])
    if not answer["n_codings"] and not answer["n_codings_here"]:
        codings = "none that could come in"
    return [f"Codes: {_counted(answer['n_codes'], answer['n_codes_here'])}. Codings: {codings}."]


def _coders(answer: dict[str, Any]) -> list[str]:
    lines = []
    for one in answer["coders"]:
        name = one["name"] or "not named in the file"
        whose = "yours" if one["mine"] else f"{one['called']}, a colleague without an account"
        counts = [f"{one['n_codings']:,} codings"] if answer["counted"] and one["n_codings"] else []
        counts += [f"{one['n_memos']:,} memos"] if one["n_memos"] else []
        lines.append(f"  {name}: {', '.join([*counts, f'kept as {whose}'])}")
    return ["By whom:", *lines] if lines else []


def _end(answer: dict[str, Any]) -> str:
    if not answer["anything"]:
        return "All of it is here already; nothing was added." if answer["kept"] else "All of it is here already."
    if answer["kept"]:
        return "It is in the study, all of it in one step: undo takes the whole back."
    return "Nothing is kept yet. Add --keep to bring it in."

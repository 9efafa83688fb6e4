"""`anselm survey`: a survey in a table comes in, after a look at what would come of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, writing
from anselm.cli.options import ACTS, JSON, STUDY

_SAID = {"respondent": "who answered", "answer": "open answer", "fact": "attribute", "nothing": "left out"}
_MOST_LISTED = 40


def survey(
    folder: Path = STUDY,
    file: Path = typer.Argument(..., metavar="FILE", help="The table: .csv, .tsv or .xlsx."),
    sheet: str = typer.Option("", "--sheet", metavar="NAME", help="Of a workbook, the sheet to read."),
    keep: bool = typer.Option(False, "--keep", help="Bring it in; without this only say what would come of it."),
    who: str = typer.Option("", "--who", metavar="COLUMN", help="The column that says who answered."),
    answers: list[str] = typer.Option([], "--answer", metavar="COLUMN", help="A column of open answers; repeatable."),
    attributes: list[str] = typer.Option([], "--attribute", metavar="COLUMN", help="A column of attributes; likewise."),
    again: str = typer.Option("", "--again", metavar="FILE", help="The file it is a later table of, or new."),
    by_order: bool = typer.Option(False, "--by-order", help="Where no column says who: rows stand in the same order."),
    by: list[str] = typer.Option([], "--by", metavar="COLUMN", help="Where none says who: a column that does with it."),
    as_: str | None = ACTS,
    as_json: bool = JSON,
) -> None:
    """Bring in a survey from a table: each respondent a source, in one step or, with what is wrong, not at all.

    The first row names the columns. Which column is what is proposed; once --answer or --attribute names any, columns
    that are not named are left out. Of a workbook the sheet of --sheet is read, else the first in sight that has rows.
    The table is kept with the choice of its columns. Of a later table of the same name (or --again FILE) it is said
    what is new, changed or gone; changed answers become new versions, and nothing here is lost. Where no column said
    who answered then, --by-order or --by COLUMN (repeatable) says how respondents are known again.

    Example: anselm survey my-study survey.xlsx --who "Respondent ID" --answer "What happened?" --keep
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        print(f"{file.name}: it cannot be opened: {error.strerror}.", file=sys.stderr)
        raise typer.Exit(1) from error
    with writing(folder, as_) as study:
        request = {
            "file": {"name": file.name, "data": data},
            "sheet": sheet,
            "keep": keep,
            "respondent": who,
            "answers": "\n".join(answers),
            "facts": "\n".join(attributes),
            "by_order": by_order,
            "by_columns": "\n".join(by),
            "again": _survey_of(study, file.name, data, again),
        }
        answer: dict[str, Any] = study.call_json("corpus.import_survey", request)
    if as_json:
        print_json(answer)
    else:
        _say(answer, keep)
    if answer["refused"]:
        raise typer.Exit(1)


def _survey_of(study: Any, name: str, data: bytes, again: str) -> str:
    """The survey whose last table has this name; new and nothing stand for themselves."""
    if again in ("", "new"):
        return again
    look = study.call_json("corpus.import_survey", {"file": {"name": name, "data": data}, "again": "new"})
    found = [one["id"] for one in look["befores"] if one["name"] == again]
    if not found:
        names = ", ".join(one["name"] for one in look["befores"]) or "none"
        print(f"No survey came in from a file of that name. There are: {names}.", file=sys.stderr)
        raise typer.Exit(1)
    return str(found[0])


def _say(answer: dict[str, Any], keep: bool) -> None:
    if len(answer["sheets"]) > 1:
        print("Sheets of the workbook:")
        for one in answer["sheets"]:
            read = "read" if one["name"] == answer["sheet"] else "hidden" if not one["in_sight"] else ""
            print(f"{read:>6}  {one['n_rows']:>5}{'+' if one['more'] else ' '} rows  {one['name']}")
    if answer["before"]:
        print(f"A later table of {answer['before']['name']} of {answer['before']['at'][:10]}.")
    for one in answer["columns"]:
        name = one["name"] or "(no name)"
        new = "  (new)" if answer["before"] and not one["before"] and one["name"] else ""
        print(f"{one['letters']:>3}  {_SAID[one['use']]:<12}  {one['n_filled']:>5} filled in  {name}{new}")
    if not answer["refused"]:
        _say_what_comes(answer)
    _list(answer["warnings"], answer["in_lines"], sys.stdout)
    _list(answer["refused"], answer["in_lines"], sys.stderr)
    if answer["refused"]:
        print("Nothing came in. Put this right in the table and bring it in again.", file=sys.stderr)
    elif not keep and (answer["n_sources"] or answer["n_changed"] or answer["n_revalued"]):
        print("Nothing is kept yet. Add --keep to bring it in.")


def _say_what_comes(answer: dict[str, Any]) -> None:
    people = f"{answer['n_people']} new people, {answer['n_values']} attributes"
    silent = f"; {answer['n_silent']} answered nothing in words" if answer["n_silent"] else ""
    verb = "came in" if answer["kept"] else "would come in"
    if not answer["before"]:
        print(f"{answer['n_sources']} sources {verb}, {people}{silent}.")
        return
    print(
        f"New: {answer['n_sources']}, changed: {answer['n_changed']}, as they were: {answer['n_same']}, "
        f"in the table no more: {answer['n_gone']} (they stay). {people}, "
        f"{answer['n_revalued']} attributes changed{silent}."
    )
    for one in [one for one in answer["sources"] if one["became"] in ("changed", "gone")][:_MOST_LISTED]:
        print(f"{one['became']:>8}  {one['respondent']}  {', '.join(one['changed'])}")


def _list(problems: list[dict[str, Any]], in_lines: bool, out: Any) -> None:
    word = "line" if in_lines else "row"
    for one in problems[:_MOST_LISTED]:
        places = [f"{word} {one['row']}" if one["row"] else "", f"“{one['column']}”" if one["column"] else ""]
        place = ", ".join(filter(None, places))
        print(f"{place}: {one['reason']}" if place else one["reason"], file=out)
    if len(problems) > _MOST_LISTED:
        print(f"… and {len(problems) - _MOST_LISTED} more.", file=out)

"""`anselm query`, `saturation` and `matrix`: passages by what stands with them, how codes grew, cases by themes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, reading
from anselm.cli.options import ASKS, JSON, STUDY


def query(
    folder: Path = STUDY,
    expression: str = typer.Argument(..., metavar="EXPR", help="The query in its written form."),
    set_: str = typer.Option("consensus", "--set", metavar="S", help="consensus, working, or a round by name."),
    together: bool = typer.Option(
        False, "--together", help="Relations hold between all readings, not within one reader's."
    ),
    limit: int = typer.Option(100_000, "--limit", metavar="N", min=0, max=100_000, help="At most so many passages."),
    as_: str | None = ASKS,
    as_json: bool = JSON,
) -> None:
    """Find the passages a written query asks for, with the count by case.

    A query joins codes, themes and facts (case, role, person, source, reader, wave, attributes, practices) with AND, OR
    and NOT; OVERLAPS, INSIDE, AROUND, NEAR and SAME say how a passage stands to another. The guide has the grammar.

    Example: anselm query my-study '"D1 overhearing" AND NEAR("D2 quick ask", 2 turns) IN team'
    """
    fields = {"text": expression, "set": set_, "readers": "together" if together else "apart", "limit": limit}
    with reading(folder, as_) as study:
        answer = study.call_json("interpretation.query", fields)
    if as_json:
        print_json(answer)
        return
    for one in answer["passages"]:
        where = " · ".join(part for part in (one["case_code"], one["label"], one["encounter"] or one["source"]) if part)
        turn = f", turn {one['turn']}" if one["turn"] is not None else ""
        print(f"{where}{turn}  [{'; '.join(one['codes'])}]\n      {' '.join(one['words'].split())}")
    _counted(answer)


def _counted(answer: dict[str, Any]) -> None:
    if answer["n_passages"] is not None:
        found = ", ".join(
            _so_many(answer[f"n_{name}"], one, many)
            for name, one, many in (
                ("passages", "passage", "passages"),
                ("participants", "person", "people"),
                ("cases", "case", "cases"),
            )
        )
        print(found)
        print("; ".join(f"{one['code'] or one['name']} {one['n_passages']}" for one in answer["by_case"]))
    if answer["note"]:
        print(answer["note"])
    print(f"query: {answer['written']}; set: {answer['set']}")


def _so_many(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def saturation(
    folder: Path = STUDY,
    unit: str = typer.Option("interview", "--unit", metavar="U", help="interview, person or case."),
    base: int = typer.Option(4, "--base", metavar="N", help="How many interviews the base holds."),
    run: int = typer.Option(2, "--run", metavar="N", help="How many interviews a run holds."),
    threshold: float = typer.Option(0.05, "--threshold", metavar="X", help="New codes of a run by codes of the base."),
    set_: str = typer.Option("consensus", "--set", metavar="S", help="consensus, working, or a round by name."),
    where: str = typer.Option("", "--where", metavar="EXPR", help="A query that narrows, such as 'role = A'."),
    as_: str | None = ASKS,
    as_json: bool = JSON,
) -> None:
    """Show how the codes grew in the order held, and say what that shows.

    Both ways of reading the rule are given (runs side by side, overlapping runs), how often it is met in chance
    orders, and the coverage. Nothing is claimed.

    Example: anselm saturation my-study --base 4 --run 2 --threshold 0.05 --json
    """
    fields = {"unit": unit, "base": base, "run": run, "threshold": threshold, "set": set_, "where": where}
    with reading(folder, as_) as study:
        answer = study.call_json("interpretation.saturation", fields)
    if as_json:
        print_json(answer)
        return
    for one in answer["units"]:
        new = f"{one['n_new']} new: {' '.join(one['new'])}" if one["n_new"] else "none new"
        print(f"{one['name']:<12} {one['held_on'] or 'no date':<12} {one['n_after']:>4} codes   {new}")
    print(answer["statement"])
    for rule in answer["rules"]:
        if rule["share_of_orders"] is not None:
            print(f"{rule['convention']}: met in {rule['share_of_orders']:.0%} of {answer['n_orders']} chance orders")
    covered = answer["estimates"]["coverage"]
    if covered is not None:
        print(f"coverage {covered:.3f}; codes there may be (Chao 2): {answer['estimates']['chao2']:.1f}")
    print(*answer["warnings"], sep="\n")
    print(f"codebook: {answer['codebook']}; set: {answer['set']}")


def matrix(
    folder: Path = STUDY,
    out: Path | None = typer.Argument(None, metavar="[OUT]", help="A file ending in .xlsx, .docx or .csv."),
    name: str = typer.Option("", "--matrix", metavar="NAME", help="A matrix by name; the first else."),
    group_by: str = typer.Option("", "--group-by", metavar="A", help="Cases in the order of an attribute."),
    as_: str | None = ASKS,
    as_json: bool = JSON,
) -> None:
    """Print the framework matrix, or write it as a file.

    Cases by themes or codes, each cell a summary in own words with its state (draft, final, stale) and the passages
    it rests on.

    Example: anselm matrix my-study matrix.xlsx --group-by "Age in months"
    """
    with reading(folder, as_) as study:
        answer = study.call_json("interpretation.matrix", {"matrix": name, "group_by": group_by})
        if out is not None:
            ending = out.suffix.lstrip(".").lower()
            file = study.interpretation.matrix_file(matrix=name, group_by=group_by, format=ending)
            out.write_bytes(file.content)
    if as_json:
        print_json(answer | ({"file": str(out)} if out is not None else {}))
        return
    states = [cell["state"] for row in answer["cells"] for cell in row]
    counted = ", ".join(f"{states.count(state)} {state}" for state in ("final", "draft", "stale", "empty"))
    if out is not None:
        print(f"{out}: {answer['name']}, {counted}")
        return
    for row, cells in zip(answer["rows"], answer["cells"], strict=True):
        for column, cell in zip(answer["columns"], cells, strict=True):
            if cell["state"] != "empty":
                why = f": {cell['why_stale']}" if cell["why_stale"] else ""
                head = f"{row['code']} × {column['key'] or column['name']}"
                print(f"{head}  ({cell['state']}{why})\n      {cell['summary']}")
    print(f"{answer['name']}: {counted}; set: {answer['set']}")

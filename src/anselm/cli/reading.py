"""`anselm codings`, `extracts`, `agreement` and `claims`: what was coded, read out."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import typer

from anselm.cli.opening import print_json, reading
from anselm.cli.options import ASKS, JSON, STUDY
from anselm.domain.errors import Invalid, NotFound, Refused

COLUMNS = ("coder", "source", "start", "end", "code", "text")


def codings(
    folder: Path = STUDY,
    set_: str = typer.Option("working", "--set", metavar="S", help="working, consensus, or a round by name."),
    coder: str = typer.Option("", "--coder", metavar="C", help="Only this coder's."),
    ids: bool = typer.Option(False, "--ids", help="With the identifier of each coding."),
    format_: str = typer.Option("csv", "--format", help="csv, json or parquet."),
    as_: str | None = ASKS,
) -> None:
    """Print every coding of a set, sorted by source, start, end, coder and code.

    Example: anselm codings my-study --set consensus --format json
    """
    with reading(folder, as_) as study:
        rows = study.coding.codings_table(set=set_, coder=coder)
    names = (*COLUMNS, "id") if ids else COLUMNS
    table = [{name: getattr(row, name) for name in names} for row in rows]
    if format_ == "json":
        print_json(table)
    elif format_ == "parquet":
        _parquet(table, names)
    elif format_ == "csv":
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    else:
        raise Invalid(f"There is no format {format_}; choose csv, json or parquet.", place="--format")


def _parquet(table: list[dict[str, Any]], names: tuple[str, ...]) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise Refused("Parquet needs: python3 -m pip install 'anselm[columns]'") from error
    columns = {name: [row[name] for row in table] for name in names}
    made = pa.table(columns).replace_schema_metadata({"anselm_schema": "codings 1"})
    parquet.write_table(made, sys.stdout.buffer)


def extracts(
    folder: Path = STUDY,
    out: Path = typer.Argument(..., metavar="OUT", help="A file ending in .docx, .xlsx, .csv or .md."),
    code: str = typer.Option("", "--code", metavar="C", help="A code by key or name."),
    theme: str = typer.Option("", "--theme", metavar="T", help="A theme by key or name."),
    case: str = typer.Option("", "--case", metavar="K", help="A case by code or name."),
    set_: str = typer.Option("consensus", "--set", metavar="S", help="consensus, working, or a round by name."),
    as_: str | None = ASKS,
) -> None:
    """Write every passage with label, turn, time and the question before it, by case and role.

    Example: anselm extracts my-study --code D1 overhearing.docx
    """
    ending = out.suffix.lstrip(".").lower()
    with reading(folder, as_) as study:
        answer = study.coding.extracts(
            code_id=_named(study.coding.codes(with_retired=True), code, "code"),
            theme_id=_named(study.interpretation.themes(), theme, "theme"),
            case_id=_named(study.fieldwork.cases(), case, "case"),
            set=set_,
            format=ending,
        )
    out.write_bytes(answer.content)
    print(f"{out}")


def _named(known: Any, name: str, what: str) -> str:
    """The identifier of something by key, code or name; empty when nothing was named. Raises NotFound."""
    if not name:
        return ""
    for one in known:
        if name in (getattr(one, "key", None), getattr(one, "code", None), one.name, one.id):
            return str(one.id)
    raise NotFound(f"There is no {what} called {name}.")


def agreement(
    folder: Path | None = typer.Argument(None, metavar="STUDY", help="The study's folder."),
    round_: str = typer.Option("", "--round", metavar="R", help="A round by name; the newest opened one else."),
    unit: str = typer.Option(
        "character", "--unit", metavar="U", help="character, word, sentence, utterance, source or case."
    ),
    spans: Path | None = typer.Option(None, "--spans", metavar="F.csv", help="coder,source,start,end,code: no study."),
    lengths: Path | None = typer.Option(None, "--lengths", metavar="L.csv", help="source,length[,coder]."),
    matrix: Path | None = typer.Option(
        None, "--matrix", metavar="F.csv", help="Header of coders; empty cells are not assigned."
    ),
    as_: str | None = ASKS,
    as_json: bool = JSON,
) -> None:
    """Say how far readers coincide, in a round or in any table, with the reason where there is no figure.

    Example: anselm agreement my-study --round "Round 1" --json
    """
    if spans is not None or matrix is not None:
        _of_tables(spans, lengths, matrix, as_json=as_json)
        return
    if folder is None:
        raise typer.BadParameter("name a study, or tables with --spans and --lengths or --matrix")
    with reading(folder, as_) as study:
        answer = study.call_json("coding.agreement", {"round_id": _round(study, round_), "unit": unit})
    if as_json:
        print_json(answer)
        return
    for row in [*answer["overall"], *answer["codes"]]:
        figure = row["undefined"] if row["value"] is None else f"{row['value']:.3f}"
        figure += "" if row["low"] is None else f"  {row['low']:.3f} to {row['high']:.3f}"
        who = " and ".join(row["pair"]) if row["pair"] else "all readers"
        print(f"{row['code'] or 'all codes, pooled':<28}  {who:<24}  {row['coefficient']:<24}  {figure}")
    for row in answer["without"]:
        figure = row["undefined"] if row["value"] is None else f"{row['value']:.3f}"
        print(f"{'without ' + row['name']:<28}  {row['without']:<24}  {row['coefficient']:<24}  {figure}")
    print(f"unit: {answer['unit']}; set: {answer['set']}; {answer['n_sources']} sources read by more than one")
    if answer["interval"] and answer["likely_too_narrow"]:
        print("Fewer than 15 sources: these intervals are likely too narrow.")
    for row in answer["narrowing"]:
        if row["coefficient"] == "krippendorff_alpha":
            print(row["sentence"])


def _of_tables(spans: Path | None, lengths: Path | None, matrix: Path | None, *, as_json: bool) -> None:
    from anselm.cli import agreement_tables

    if spans is not None and lengths is None:
        raise typer.BadParameter("--spans needs --lengths")
    try:
        if matrix is not None:
            table: Any = agreement_tables.matrix_table(matrix)
        elif spans is not None and lengths is not None:
            table = agreement_tables.spans_table(spans, lengths)
    except agreement_tables.TableRefused as refusal:
        raise Refused(str(refusal)) from refusal
    without = () if spans is None or lengths is None else agreement_tables.spans_without(spans, lengths)
    print(agreement_tables.as_json(table, without) if as_json else agreement_tables.as_text(table, without))


def _round(study: Any, name: str) -> str:
    """A round by name, or the newest that is open to all. Raises NotFound."""
    found = [one for one in study.judging.rounds() if not one.standing]
    for one in found:
        if name in (one.id, one.name):
            return str(one.id)
    opened = [one for one in found if one.state != "judging"]
    if name or not opened:
        raise NotFound(f"There is no round called {name}." if name else "No round has been opened yet.")
    return str(opened[-1].id)


def claims(
    folder: Path = STUDY,
    as_: str | None = ASKS,
    as_json: bool = JSON,
) -> None:
    """Count behind every claim.

    Example: anselm claims my-study
    """
    with reading(folder, as_) as study:
        found = study.call_json("reporting.claims", {})
    if as_json:
        print_json(found)
        return
    for one in found:
        print(f"{one['key']:<5} {one['words']:<40} {one['note']}\n      {one['said'] or one['text']}")

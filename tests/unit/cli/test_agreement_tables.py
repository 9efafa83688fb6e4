from __future__ import annotations

import json
from pathlib import Path

import pytest

from anselm.cli import agreement_tables as tables
from anselm.cli.agreement_tables import TableRefused

SPANS = "coder,source,start,end,code\nK,1A,0,10,D1\nL,1A,2,10,D1\n"
LENGTHS = "source,length\n1A,40\n1B,20\n"


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_two_tables_of_spans_and_lengths_print_figures_in_json(tmp_path: Path) -> None:
    table = tables.spans_table(written(tmp_path, "F.csv", SPANS), written(tmp_path, "L.csv", LENGTHS))
    answer = json.loads(tables.as_json(table))
    assert answer["unit"] == "character"
    row = next(row for row in answer["codes"] if row["coefficient"] == "iou")
    assert row["code"] == "D1"
    assert row["pair"] == ["K", "L"]
    assert row["value"] == pytest.approx(0.8)
    assert row["n"] == 60
    assert "pooled" in tables.as_text(table)
    assert "too narrow" in tables.as_text(table)
    without = tables.spans_without(tmp_path / "F.csv", tmp_path / "L.csv")
    named = [(one["without"], one["name"]) for one in json.loads(tables.as_json(table, without))["without"]]
    assert named == [("coder", "K"), ("coder", "L"), ("source", "1A"), ("source", "1B")]
    assert "without 1A" in tables.as_text(table, without)


def test_a_coder_column_in_the_lengths_says_who_read_what(tmp_path: Path) -> None:
    lengths = written(tmp_path, "L.csv", "source,length,coder\n1A,40,K\n1A,40,L\n1B,20,K\n1B,20,M\n")
    table = tables.spans_table(written(tmp_path, "F.csv", SPANS), lengths)
    assert table.coders == ("K", "L", "M")
    assert table.figure("percent", "D1", ("L", "M")).undefined == "no comparison"
    assert table.figure("percent", "D1", ("K", "M")).undefined == "not used"


def test_a_matrix_of_units_and_coders_takes_an_empty_cell_as_not_assigned(tmp_path: Path) -> None:
    table = tables.matrix_table(written(tmp_path, "M.csv", "unit,K,L\n1,a,a\n2,b,a\n3,b,\n\n4,b,b\n"))
    assert table.figure("percent").n == 3
    assert json.loads(tables.as_json(table))["overall"][0]["coefficient"] == "percent"
    assert "K and L" in tables.as_text(table)
    numbers = tables.matrix_table(written(tmp_path, "N.csv", "unit,K,L\n1,1,2\n2,3,3\n"))
    assert numbers.categories == (1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("spans", "lengths", "said"),
    [
        ("coder,source,start,end\n", LENGTHS, "F.csv, row 1, column code"),
        (SPANS + "K,1A,x,10,D1\n", LENGTHS, "F.csv, row 4, column start: 'x' is not a whole number"),
        (SPANS + "K,1A,-1,10,D1\n", LENGTHS, "row 4, column start"),
        (SPANS + "K,9Z,1,10,D1\n", LENGTHS, "row 4, column source: 9Z has no length"),
        (SPANS + "K,1A,9,9,D1\n", LENGTHS, "row 4, column end: 9 is not after"),
        (SPANS + "K,1A,9,41,D1\n", LENGTHS, "row 4, column end: 41 is beyond the 40"),
        (SPANS + "K,1A,9\n", LENGTHS, "row 4: has 3 cells where the header has 5"),
        (SPANS + ",1A,9,10,D1\n", LENGTHS, "row 4, column coder: is empty"),
        ("", LENGTHS, "F.csv, row 1: the file is empty"),
        (SPANS, "source,length\n1A,40\n1A,41\n", "L.csv, row 3, column source: 1A is listed twice"),
        (SPANS, "source,length,coder\n1A,40,K\n1A,41,L\n", "L.csv, row 3, column source: 1A has two lengths"),
        (SPANS, "source,length,coder\n1A,40,K\n", "F.csv, row 3, column coder: L is not assigned to 1A"),
        (SPANS, "source,length,length\n1A,40,4\n", "L.csv, row 1: two columns have the same name"),
        (SPANS, 'source,length\n"1A', "L.csv, row 1: is not a csv table"),
        (SPANS + "K,1A,0,10,D1\n", LENGTHS, "F.csv, row 4, column code: K has D1 from 0 to 10 of 1A in row 2 already"),
        (SPANS, LENGTHS + ",20\n", "L.csv, row 4, column source: is empty"),
        (SPANS, "source,length,coder\n1A,40,K\n1A,40,L\n1A,40,K\n", "L.csv, row 4, column coder: K is listed twice"),
        ("coder,source,start,end,code\nK,1A,0,10,D1\n", LENGTHS, "F.csv, row 1, column coder: only K marks anything"),
        ("coder,source,start,end,code\n", LENGTHS, "F.csv, row 1, column coder: nobody marks anything"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_by_file_row_and_column(
    tmp_path: Path, spans: str, lengths: str, said: str
) -> None:
    with pytest.raises(TableRefused) as refused:
        tables.spans_table(written(tmp_path, "F.csv", spans), written(tmp_path, "L.csv", lengths))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit,K\n1,a\n", "row 1: needs a first column for the unit and at least two coders"),
        ("unit,K,K\n1,a,a\n", "row 1: every coder needs a name"),
        ("unit,K,L\n1,a\n", "row 2: has 2 cells where the header has 3"),
        ("unit,K,L\n1,a,a\n1,b,b\n", "row 3, column unit: unit 1 is listed twice"),
        ("unit,K,L\n1,a,a\n,b,b\n", "row 3, column unit: the unit has no name"),
        ("unit,K,L\n", "row 2: there is no unit below the header"),
    ],
)
def test_a_matrix_that_does_not_fit_is_refused_by_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TableRefused) as refused:
        tables.matrix_table(written(tmp_path, "M.csv", text))
    assert said in str(refused.value)


def test_holes_that_leave_nothing_to_compare_are_a_result_with_its_reason(tmp_path: Path) -> None:
    apart = tables.matrix_table(written(tmp_path, "M.csv", "unit,K,L\n1,a,\n2,,b\n"))
    assert {row.figure.undefined for row in apart.overall if row.coefficient != "holsti"} == {"no comparison"}
    lengths = written(tmp_path, "L.csv", "source,length,coder\n1A,40,K\n1A,40,L\n1B,20,L\n")
    silent = tables.spans_table(written(tmp_path, "F.csv", "coder,source,start,end,code\nK,1A,0,9,D1\n"), lengths)
    assert silent.figure("f1", "D1").value == 0.0
    empty = tables.spans_table(written(tmp_path, "E.csv", "coder,source,start,end,code\n"), lengths)
    assert {row.figure.undefined for row in empty.overall} == {"not used"}
    assert "not used" in tables.as_text(empty)


def test_marks_of_one_coder_over_each_other_count_once(tmp_path: Path) -> None:
    lengths = written(tmp_path, "L.csv", LENGTHS)
    twice = tables.spans_table(written(tmp_path, "F.csv", SPANS + "K,1A,4,10,D1\nK,1A,0,6,D1\n"), lengths)
    assert twice.figure("iou", "D1").value == pytest.approx(0.8)
    assert twice.figure("f1", "D1").n == 60


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableRefused, match="cannot be opened"):
        tables.matrix_table(tmp_path / "nowhere.csv")
    file = tmp_path / "bytes.csv"
    file.write_bytes(b"unit,K,L\n1,\xff,a\n")
    with pytest.raises(TableRefused, match="UTF-8"):
        tables.matrix_table(file)


def test_more_sources_that_would_narrow_alpha_are_said_as_a_guess(tmp_path: Path) -> None:
    marks = "".join(f"{coder},S{at},0,{10 + at * (coder == 'L')},D1\n" for at in range(9) for coder in "KL")
    lengths = "source,length\n" + "".join(f"S{at},60\n" for at in range(9))
    header = SPANS.splitlines()[0] + "\n"
    table = tables.spans_table(written(tmp_path, "F.csv", header + marks), written(tmp_path, "L.csv", lengths))
    last = tables.as_text(table).splitlines()[-1]
    assert last.startswith("About ")
    assert last.endswith(
        "more sources read by two would bring alpha of all codes to ± 0.05. It is a guess: if they are like these."
    )
    assert "About" not in tables.as_text(
        tables.spans_table(written(tmp_path, "G.csv", SPANS), written(tmp_path, "L.csv", LENGTHS))
    )

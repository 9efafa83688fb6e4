"""Queries and tables over one study: every count is the number of passages its query finds, and nobody sees more."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.factories import DirectParser, Hand, colleague, owner, study

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Two interviews of two teams, read by Ada and Bo; three codes, one of them under another, and a theme."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    bo = colleague(ada.workbench, "Bo")
    for n in (1, 2):
        ada.do("fieldwork.add_case", id=f"t{n}", code=f"T{n}", name=("Alder", "Beech")[n - 1])
        person = {"id": f"p{n}", "code": f"P0{n}", "case_id": f"t{n}", "role": "AB"[n - 1], "membership_id": f"m{n}"}
        ada.do("fieldwork.add_participant", **person)
        made = ada.do("corpus.import_file", id=f"s{n}", file={"name": f"INT0{n}.txt", "data": TEXT.encode() + b" " * n})
        ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, participant_id=f"p{n}", case_id=f"t{n}")
    ada.do("coding.add_code", id="c1", key="D1", name="Overhearing")
    ada.do("coding.add_code", id="c2", key="D2", name="Writing down")
    ada.do("coding.add_code", id="c3", key="D11", name="On the phone", parent_id="c1")
    ada.do("interpretation.add_theme", id="h1", name="By ear", code_ids=("c1", "c3"))
    ada.do("fieldwork.add_attribute", id="a1", name="Age", about="case", type="number")
    for n, age in ((1, "4"), (2, "12")):
        ada.do("fieldwork.set_value", id=f"v{n}", attribute_id="a1", about_id=f"t{n}", value=age)
    for hand, name, code, words, source in (
        (ada, "x1", "c1", "I hear them on the phone.", 0),
        (ada, "x2", "c3", "the phone", 0),
        (ada, "x3", "c2", "Then I write it down.", 0),
        (bo, "x4", "c2", "the phone", 0),
        (ada, "x5", "c2", "I hear them on the phone.", 1),
        (ada, "x6", "c1", "I hear them on the phone.", 1),
        (ada, "x7", "c1", "How do you learn?", 1),
    ):
        hand.do("coding.apply", id=name, code_id=code, **place(ada, words, source))
    return ada


def place(ada: Hand, words: str, source: int = 0) -> dict[str, Any]:
    reading = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[source].id)
    start = reading.text.index(words)
    return {"version_id": reading.version_id, "start": start, "end": start + len(words)}


def found(hand: Hand, text: str, **more: Any) -> list[str]:
    answer = hand.do("interpretation.query", text=text, **more)
    assert answer.n_passages == len(answer.passages)
    assert sum(one.n_passages for one in answer.by_case) == answer.n_passages
    return [f"{one.source[:5]} {one.words}" for one in answer.passages]


HEARD_1, HEARD_2 = "INT01 I hear them on the phone.", "INT02 I hear them on the phone."


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("D11", ["INT01 the phone"]),
        ("D1 AND NOT D11", [HEARD_1, HEARD_2, "INT02 How do you learn?"]),
        ('"D1 Overhearing" AND AROUND(D11)', [HEARD_1, "INT01 the phone"]),
        ("D11 AND INSIDE(ANOTHER D1)", None),
        ("D1 AND D2", [HEARD_2]),
        ("D11 AND OVERLAPS(D2)", []),
        ("overhearing AND NEAR(D2, 2 turns) AND case = Alder", [HEARD_1, "INT01 the phone"]),
        ("overhearing AND NEAR(D2, 1 turn) AND case = T1", []),
        ("TH1 AND role = interviewer", ["INT02 How do you learn?"]),
        ("D1 AND person = 2B", [HEARD_2]),
        ("Age > 4 AND D2", [HEARD_2]),
        ("Age != 4 AND D2", [HEARD_2]),
        ("reader = Bo", ["INT01 the phone"]),
        ("(D1 OR D2) IN T2", [HEARD_2, "INT02 How do you learn?"]),
        ("D2 IN team AND D1", None),
        ("D2 AND source = INT01 AND reader = Ada", ["INT01 Then I write it down."]),
        ("D2 AND SAME CASE(ANOTHER D1)", [HEARD_2, "INT01 Then I write it down."]),
    ],
)
def test_a_query_finds_passages(ada: Hand, text: str, passages: list[str] | None) -> None:
    if passages is None:
        ada.refused("interpretation.query", text=text)
    else:
        assert sorted(found(ada, text)) == sorted(passages)


def test_readings_of_two_readers_meet_only_when_they_are_put_together(ada: Hand) -> None:
    assert found(ada, "D11 AND OVERLAPS(D2)", readers="together") == ["INT01 the phone"]


def test_what_a_query_cannot_mean_is_said_in_plain_words(ada: Hand) -> None:
    assert "no code or theme called “Overheering”. Near it: Overhearing" in said(ada, "Overheering")
    assert "nothing called “agee” is known of passages" in said(ada, "agee = 4")
    assert "no case here is “T3”; there is T1 or T2." in said(ada, "case = T3")
    ada.do("interpretation.add_theme", id="h2", name="Overhearing", key="TH9")
    assert "may be D1 or TH9; say which" in said(ada, "Overhearing")


def test_before_and_after_are_refused_where_there_is_no_such_order(ada: Hand) -> None:
    assert "“old” is neither a number nor a day" in said(ada, "Age > old")
    assert "role has no order of its own" in said(ada, "role < A")
    assert "Ask with = or !=" in said(ada, "reader > 3")


def test_days_and_choices_go_by_their_order(ada: Hand) -> None:
    cases = {one.id: one.code for one in ada.do("fieldwork.cases")}
    ada.do("fieldwork.add_attribute", id="a2", name="Begun", about="case", type="date")
    ada.do("fieldwork.add_attribute", id="a3", name="Size", about="case", type="choice", choices=["small", "large"])
    for number, case in enumerate(cases):
        ada.do("fieldwork.set_value", id=f"b{number}", attribute_id="a2", about_id=case, value=f"20{20 + number}-06-01")
        value = ("small", "large")[number % 2]
        ada.do("fieldwork.set_value", id=f"c{number}", attribute_id="a3", about_id=case, value=value)
    assert found(ada, "Begun <= 2020") == found(ada, "Begun < 2020-07") == found(ada, "Size < large")
    assert found(ada, "Begun > 2020") == found(ada, "Begun >= 2021-06-01") == found(ada, "Size > small")
    assert found(ada, "Begun <= 2020")
    assert found(ada, "Begun > 2020")


def said(hand: Hand, text: str) -> str:
    return hand.refused("interpretation.query", text=text).message


def test_two_codes_on_no_one_passage_are_said_to_overlap(ada: Hand) -> None:
    answer = ada.do("interpretation.query", text="D2 AND D11", readers="together")
    assert answer.n_passages == 0
    assert answer.note.endswith("found by: D2 AND OVERLAPS(D11)")
    assert ada.do("interpretation.query", text="D2 AND D11").note == ""


def test_passages_come_in_parts_and_the_rest_is_counted(ada: Hand) -> None:
    first = ada.do("interpretation.query", text="D1 OR D2", limit=2)
    rest = ada.do("interpretation.query", text="D1 OR D2", offset=2)
    assert (len(first.passages), first.n_left) == (2, first.n_passages - 2)
    assert len({one.id for one in (*first.passages, *rest.passages)}) == first.n_passages


UNITS = {"codings": "n_codings", "passages": "n_passages", "participants": "n_participants", "cases": "n_cases"}


@pytest.mark.parametrize("unit", sorted(UNITS))
@pytest.mark.parametrize("sides", [("code", "case"), ("role", "theme"), ("person", "reader"), ("Age", "source")])
@pytest.mark.parametrize("where", ["", "D1 OR NEAR(D1, 1 turn)"])
def test_every_cell_of_a_table_is_what_its_query_finds(ada: Hand, unit: str, sides: Any, where: str) -> None:
    table = ada.do("interpretation.crosstab", rows=sides[0], columns=sides[1], unit=unit, where=where)
    assert table.rows
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, joined, n in zip(table.columns, table.joined, cells, strict=True):
            assert counted(ada, f"{row.term} AND {joined}", unit, where) == n, (row.name, column.name)
    for head in (*table.rows, *table.columns):
        assert counted(ada, head.term, unit, where) == head.n, head.name


def counted(hand: Hand, text: str, unit: str, where: str) -> int:
    return int(getattr(hand.do("interpretation.query", text=text, where=where), UNITS[unit]))


@pytest.mark.parametrize("place_", ["overlaps", "same turn", "same source"])
def test_every_cell_of_codes_together_is_what_its_query_finds(ada: Hand, place_: str) -> None:
    table = ada.do("interpretation.cooccurrence", place=place_)
    assert [one.name for one in table.rows] == ["D1 Overhearing", "D2 Writing down", "D11 On the phone"]
    for at, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True)):
        for to, n in enumerate(cells):
            text = row.term if at == to else f"{row.term} AND {table.joined[to]}"
            assert len(found(ada, text)) == n, text


def test_codes_by_codes_is_another_table_and_what_nobody_knows_is_refused(ada: Hand) -> None:
    assert "stands together" in ada.refused("interpretation.crosstab", rows="code", columns="theme").message
    assert "nothing called colour" in ada.refused("interpretation.crosstab", rows="code", columns="colour").message


def test_a_reflexive_study_finds_passages_and_counts_nothing(ada: Hand) -> None:
    ada.do("study.change_study", profile="braun-clarke-6")
    answer = ada.do("interpretation.query", text="D1")
    assert len(answer.passages) == 4
    assert (answer.n_codings, answer.n_passages, answer.n_participants, answer.n_cases) == (None,) * 4
    assert {one.n_passages for one in answer.by_case} == {None}
    for name in ("crosstab", "cooccurrence"):
        fields = {"rows": "code", "columns": "case"} if name == "crosstab" else {}
        assert "not counted" in ada.refused(f"interpretation.{name}", **fields).message


def test_what_is_found_and_counted_is_written_as_files(ada: Hand) -> None:
    lines = list(csv.DictReader(io.StringIO(file(ada, "query_file", text="D1", format="csv").decode("utf-8-sig"))))
    assert len(lines) == 4
    assert lines[0]["words"] == "I hear them on the phone."
    table = file(ada, "crosstab_file", rows="code", columns="case", format="csv").decode("utf-8-sig").splitlines()
    assert table[1:] == ["D1 Overhearing,2,2,4", "D2 Writing down,2,1,3", "D11 On the phone,1,0,1"]
    book = load_workbook(io.BytesIO(file(ada, "cooccurrence_file", format="xlsx")))
    assert [one.value for one in book["counts"]["B"]][1:] == [4, 1, 1]


def file(hand: Hand, name: str, **fields: Any) -> bytes:
    content: bytes = hand.do(f"interpretation.{name}", **fields).content
    return content

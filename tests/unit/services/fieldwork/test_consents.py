"""Answers are kept for ever and the newest counts; many are recorded at once; a table is read whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, file, owner, study


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    for code in ("P01", "P02", "P03"):
        hand.do("fieldwork.add_participant", id=code, code=code)
    return hand


def states(hand: Hand, scope: str) -> list[str]:
    return [str(row.cells[scope].state) for row in hand.do("fieldwork.consents").rows]


def test_nothing_recorded_is_neither_yes_nor_no(ada: Hand) -> None:
    assert states(ada, "quote") == ["not recorded"] * 3
    assert [one.key for one in ada.do("fieldwork.consents").scopes] == [
        "take-part",
        "audio",
        "quote",
        "archive",
        "recontact",
    ]


def test_a_newer_answer_counts_and_the_older_stays(ada: Hand) -> None:
    first = {"participant_id": "P01", "scope": "quote", "state": "given", "at": "2024-01-05"}
    ada.do("fieldwork.record_consent", id="c1", **first, how="on paper")
    ada.do("fieldwork.record_consent", id="c2", **{**first, "state": "withdrawn", "at": "2024-05-20"})
    assert states(ada, "quote")[0] == "withdrawn"
    past = ada.do("fieldwork.consent_history", participant_id="P01", scope="quote")
    assert [(one.state, one.at) for one in past] == [("withdrawn", "2024-05-20"), ("given", "2024-01-05")]
    ada.do("fieldwork.record_consent", id="c1", **first, how="on paper")
    assert len(ada.do("fieldwork.consent_history", participant_id="P01")) == 2


def test_what_does_not_apply_says_why(ada: Hand) -> None:
    answer = {"participant_id": "P01", "scope": "diary", "state": "does not apply"}
    assert ada.refused("fieldwork.record_consent", id="c", **answer).place == "reason"
    ada.do("fieldwork.record_consent", id="c", **answer, reason="no diary in this team")
    assert "diary" in [one.key for one in ada.do("fieldwork.consents").scopes]
    assert ada.refused("fieldwork.record_consent", id="d", participant_id="P01", scope="x", state="given").code


def test_many_are_recorded_by_exception_and_saying_it_again_changes_nothing(ada: Hand) -> None:
    all_but = {"scopes": ("take-part", "quote"), "state": "given", "at": "2024-01-05", "except_ids": ("P03",)}
    done = ada.do("fieldwork.record_many", **all_but)
    assert (done.n_recorded, done.n_unchanged) == (4, 0)
    assert states(ada, "quote") == ["given", "given", "not recorded"]
    again = ada.do("fieldwork.record_many", **all_but)
    assert (again.n_recorded, again.n_unchanged) == (0, 4)
    ada.do("fieldwork.record_many", scopes=("quote",), state="refused", participant_ids=("P02",), at="2024-01-06")
    matrix = ada.do("fieldwork.consents")
    assert {one.key: one.n_given for one in matrix.scopes}["quote"] == 1
    assert ada.refused("fieldwork.record_many", scopes=("quote",), state="given", participant_ids=("x",)).code == (
        "not-found"
    )


def test_a_table_is_read_long_or_wide(ada: Hand) -> None:
    long = "participant,scope,state,at\nP01,quote,yes,2024-01-05\np02,quote,refused,2024-01\n"
    assert ada.do("fieldwork.import_consents", file=file("c.csv", long)).n_recorded == 2
    wide = "code\ttake-part\tarchive\nP01\tyes\tno\nP03\tyes\t\n"
    assert ada.do("fieldwork.import_consents", file=file("c.tsv", wide)).n_recorded == 3
    assert states(ada, "quote") == ["given", "refused", "not recorded"]
    assert states(ada, "archive") == ["refused", "not recorded", "not recorded"]
    assert ada.do("fieldwork.import_consents", file=file("c.csv", long)).n_recorded == 0


def test_a_table_with_bad_lines_names_row_and_column_and_records_nothing(ada: Hand) -> None:
    bad = (
        "participant,scope,state,at,form\n"
        "P01,quote,yes,2024-01-05,\n"
        "P09,quote,yes,2024-01-05,\n"
        "P02,quoting,yes,2024-01-05,\n"
        "P02,quote,perhaps,2024-01-05,\n"
        "P02,quote,yes,5.1.2024,\n"
        "P02,quote,does not apply,2024-01-05,\n"
        "P02,quote,yes,2024-01-05,v9\n"
    )
    done = ada.do("fieldwork.import_consents", file=file("c.csv", bad))
    assert [(one.row, one.column) for one in done.refused] == [
        (3, "participant"),
        (4, "scope"),
        (5, "state"),
        (6, "at"),
        (7, "reason"),
        (8, "form"),
    ]
    assert states(ada, "quote") == ["not recorded"] * 3
    assert ada.refused("fieldwork.import_consents", file=file("c.csv", "who,what\n")).place == "first line"
    assert ada.refused("fieldwork.import_consents", file=file("c.xlsx", b"PK\x03\x04")).advice


def test_a_form_that_an_answer_names_stays(ada: Hand) -> None:
    ada.do("fieldwork.add_consent_form", id="f1", version="v2", scopes=("take-part", "diary"))
    assert "diary" in [one.key for one in ada.do("fieldwork.consents").scopes]
    answer = {"participant_id": "P01", "scope": "diary", "state": "given", "form_id": "f1"}
    ada.do("fieldwork.record_consent", id="c1", **answer)
    assert ada.do("fieldwork.consents").rows[0].cells["diary"].form == "v2"
    assert ada.refused("fieldwork.remove_consent_form", id="f1").code == "refused"
    assert ada.refused("fieldwork.add_consent_form", id="f2", version="v2", scopes=("quote",)).place == "version"
    assert ada.refused("fieldwork.add_consent_form", id="f3", version="v3", scopes=("x",)).place == "scopes"

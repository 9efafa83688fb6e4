"""Waves in queries and tables: an encounter is of one by its date or as told, and every count opens its passages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, owner, study

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"
DAYS = {1: "2024-01-31", 2: "2024-11-01", 3: "2024-06-01", 4: ""}


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Four interviews: on the last day of one wave, on the first of the next, between them, and without a date."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    ada.do("coding.add_code", id="c1", key="D1", name="Overhearing")
    ada.do("coding.add_code", id="c2", key="D2", name="Writing down")
    for n, day in DAYS.items():
        made = ada.do("corpus.import_file", id=f"s{n}", file={"name": f"INT0{n}.txt", "data": TEXT.encode() + b" " * n})
        source = made.accepted[0].source_id
        ada.do("fieldwork.add_encounter", id=f"e{n}", code=f"INT0{n}", held_on=day)
        ada.do("corpus.bind_source", source_id=source, encounter_id=f"e{n}")
        reading = ada.do("corpus.reading", source_id=source)
        for code, words in (("c1", "I hear them on the phone."), ("c2", "Then I write it down.")):
            if (code, n) != ("c2", 2):
                start = reading.text.index(words)
                place = {"version_id": reading.version_id, "start": start, "end": start + len(words)}
                ada.do("coding.apply", id=f"{code}-{n}", code_id=code, **place)
    ada.do("fieldwork.write_wave", id="w2", name="After the merger", valid_from="2024-11", valid_to="2024-12")
    ada.do("fieldwork.write_wave", id="w1", name="Before it", valid_from="2024-01-01", valid_to="2024-01-31")
    return ada


def sources(hand: Hand, text: str, **more: Any) -> list[str]:
    answer = hand.do("interpretation.query", text=text, **more)
    assert answer.n_passages == len(answer.passages)
    return sorted({one.source[:5] for one in answer.passages})


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ('wave = "Before it"', ["INT01"]),
        ("wave = 'after the merger'".replace("'", '"'), ["INT02"]),
        ("wave = 1 AND D2", ["INT01"]),
        ("Wave = 2", ["INT02"]),
        ('wave = "wave 2"', ["INT02"]),
        ("D1 AND wave != 2", ["INT01"]),
        ("D1 AND NOT wave = 2", ["INT01", "INT03", "INT04"]),
        ("wave > 1", ["INT02"]),
        ('wave < "After the merger"', ["INT01"]),
        ("wave <= 2", ["INT01", "INT02"]),
    ],
)
def test_a_query_finds_the_passages_of_a_wave(ada: Hand, text: str, there: list[str]) -> None:
    assert sources(ada, text) == there
    written = ada.do("interpretation.query", text=text).written
    assert sources(ada, written) == there


def test_a_wave_told_by_hand_goes_before_the_date(ada: Hand) -> None:
    ada.do("fieldwork.change_encounter", id="e4", wave_id="w2")
    ada.do("fieldwork.change_encounter", id="e1", wave_id="w2")
    assert sources(ada, "wave = 2") == ["INT01", "INT02", "INT04"]
    assert {one.code: one.wave for one in ada.do("fieldwork.encounters")} == {
        "INT01": "After the merger",
        "INT02": "After the merger",
        "INT03": "",
        "INT04": "After the merger",
    }
    assert [(one.name, one.n_encounters) for one in ada.do("fieldwork.waves")] == [
        ("Before it", 0),
        ("After the merger", 3),
    ]
    ada.do("fieldwork.remove_wave", id="w2")
    assert sources(ada, 'wave = "Before it"') == ["INT01"]
    ada.do("study.undo")
    assert sources(ada, "wave = 2") == ["INT01", "INT02", "INT04"]


def test_a_wave_that_is_not_there_is_refused_with_those_that_are(ada: Hand) -> None:
    refusal = ada.refused("interpretation.query", text='D1 AND wave = "Third"')
    assert refusal.message == "At character 8: no wave here is “Third”; there is Before it or After the merger."
    assert "no wave here is “Third”" in ada.refused("interpretation.query", text="wave > Third").message
    for one in ("w1", "w2"):
        ada.do("fieldwork.remove_wave", id=one)
    assert "this study has no waves" in ada.refused("interpretation.query", text="wave = 1").message
    assert "This study has no waves" in ada.refused("interpretation.crosstab", rows="code", columns="wave").message


def test_an_attribute_called_wave_is_found_where_there_are_no_waves(ada: Hand) -> None:
    ada.do("fieldwork.add_attribute", id="a1", name="Wave", about="source")
    ada.do("fieldwork.set_value", id="v1", attribute_id="a1", about_id=ada.do("corpus.sources")[2].id, value="x")
    for one in ("w1", "w2"):
        ada.do("fieldwork.remove_wave", id=one)
    assert sources(ada, "wave = x") == ["INT03"]


def test_the_builder_offers_the_waves_in_order(ada: Hand) -> None:
    facts = {one.name: one.values for one in ada.do("interpretation.askable").facts}
    assert facts["wave"] == ("Before it", "After the merger")
    for one in ("w1", "w2"):
        ada.do("fieldwork.remove_wave", id=one)
    assert "wave" not in {one.name for one in ada.do("interpretation.askable").facts}


@pytest.mark.parametrize("sides", [("code", "wave"), ("wave", "source"), ("reader", "wave")])
@pytest.mark.parametrize("unit", ["codings", "passages"])
def test_every_count_by_wave_is_what_its_query_finds(ada: Hand, sides: tuple[str, str], unit: str) -> None:
    table = ada.do("interpretation.crosstab", rows=sides[0], columns=sides[1], unit=unit)
    assert [one.name for one in (*table.rows, *table.columns) if one.term.startswith("wave")] == [
        "Before it",
        "After the merger",
    ]
    for row, cells in zip(table.rows, table.cells, strict=True):
        for joined, n in zip(table.joined, cells, strict=True):
            answer = ada.do("interpretation.query", text=f"{row.term} AND {joined}")
            assert (answer.n_codings if unit == "codings" else answer.n_passages) == n
            assert len(answer.passages) == (n if unit == "passages" else len(answer.passages))
    if sides == ("code", "wave"):
        assert table.cells == ((1, 1), (1, 0))


def test_no_two_waves_share_a_name_or_a_day(ada: Hand) -> None:
    taken = {"id": "w3", "name": "before IT"}
    assert "has that name" in ada.refused("fieldwork.write_wave", **taken).message
    met = ada.refused("fieldwork.write_wave", id="w3", name="Third", valid_from="2024-12-31")
    assert met.message == "These days lie in “After the merger” as well, which runs from 2024-11 to 2024-12."
    backwards = ada.refused("fieldwork.write_wave", id="w3", name="Third", valid_from="2026", valid_to="2025-12")
    assert "ends after it began" in backwards.message
    ada.do("fieldwork.write_wave", id="w3", name="Third", valid_from="2025")
    assert "no" in ada.refused("fieldwork.add_encounter", id="e9", code="INT09", wave_id="w9").message.casefold()

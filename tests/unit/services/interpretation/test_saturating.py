"""How codes grew in the order held: both conventions, what was read, and what to keep in mind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, owner, study

TEXT = "I1: How do you learn?\nP01: I hear them on the phone, and then I write it down.\n"


def interviews(tmp_path: Path, *used: tuple[str | None, str]) -> Hand:
    """One interview for each (day held, codes used in it), imported in this order."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    for n, key in enumerate(sorted({one for _, codes in used for one in codes})):
        ada.do("coding.add_code", id=f"code-{key}", key=f"K{key}", name=f"Code {key}", family=1 + n % 8)
    ada.do("coding.add_code", id="group", key="G", name="A heading", group=True)
    for n, (day, codes) in enumerate(used, 1):
        text = TEXT + "x" * n
        made = ada.do("corpus.import_file", id=f"s{n}", file={"name": f"T{n}.txt", "data": text.encode()})
        source_id = made.accepted[0].source_id
        if day:
            encounter = {"id": f"e{n}", "code": f"INT{n:02d}", "held_on": day}
            ada.do("fieldwork.add_encounter", **encounter)
            ada.do("corpus.bind_source", source_id=source_id, encounter_id=f"e{n}")
        version_id = ada.do("corpus.reading", source_id=source_id).version_id
        for at, one in enumerate(codes):
            place = {"version_id": version_id, "start": 30 + at, "end": 40 + at}
            ada.do("coding.apply", id=f"k{n}-{at}", code_id=f"code-{one}", **place)
    return ada


def grown(hand: Hand, **more: Any) -> Any:
    return hand.do("interpretation.saturation", **more)


HELD = (("2026-01-03", "ab"), ("2026-01-01", "abc"), ("2026-01-02", "cd"), ("2026-01-04", "a"), ("2026-01-05", "e"))


def test_new_codes_stand_in_the_order_held_and_not_in_that_of_the_list(tmp_path: Path) -> None:
    found = grown(interviews(tmp_path, *HELD), base=1, run=1)
    assert [(one.name, one.new) for one in found.units] == [
        ("INT02", ("Ka", "Kb", "Kc")),
        ("INT03", ("Kd",)),
        ("INT01", ()),
        ("INT04", ()),
        ("INT05", ("Ke",)),
    ]
    assert [one.n_after for one in found.units] == [3, 4, 4, 4, 5]
    assert (found.n_codes, found.n_base_codes) == (5, 3)
    assert found.statement.startswith("5 codes in 5 interviews. The last interview, INT05, still brought a new code")
    assert any("coded in another order than they were held" in one for one in found.warnings)


def test_both_conventions_are_given_by_name_and_they_differ(tmp_path: Path) -> None:
    used = [(f"2026-01-0{n}", codes) for n, codes in enumerate(("ab", "c", "", "", "", "d"), 1)]
    side_by_side, overlapping = grown(interviews(tmp_path, *used), base=1, run=2, threshold=0).rules
    assert (side_by_side.convention, overlapping.convention) == ("side by side", "overlapping")
    assert [(one.first, one.last) for one in side_by_side.runs] == [("INT02", "INT03"), ("INT04", "INT05")]
    assert [one.first for one in overlapping.runs] == ["INT02", "INT03", "INT04", "INT05"]
    assert (side_by_side.met.first, side_by_side.met.last) == ("INT04", "INT05")
    assert (overlapping.met.first, overlapping.met.last) == ("INT03", "INT04")
    assert overlapping.n_later == 1
    assert "Overlapping runs first come to 0 % or fewer new codes at INT03 to INT04; 1 code came" in overlapping.words


def test_a_code_counts_where_it_arose_when_its_later_uses_are_set_aside(tmp_path: Path) -> None:
    found = grown(interviews(tmp_path, *HELD), base=1, run=1)
    # Coded in the order of the list: a and b arose in INT01, though INT02 was held before it.
    assert found.as_it_was.n_new == (1, 1, 2, 0, 1)
    assert found.as_it_was.undefined is None


def test_interviews_without_a_date_stand_last_and_are_counted_as_such(tmp_path: Path) -> None:
    found = grown(interviews(tmp_path, (None, "a"), ("2026-01-02", "b")))
    assert [one.held_on for one in found.units] == ["2026-01-02", None]
    assert any("1 interview without a date stand last" in one for one in found.warnings)
    assert any("need more interviews than there are" in one for one in found.warnings)


def test_only_the_units_of_a_narrowing_query_count(tmp_path: Path) -> None:
    ada = interviews(tmp_path, *HELD)
    found = grown(ada, where="Ka")
    assert [(one.name, one.n_new) for one in found.units] == [("INT02", 1), ("INT01", 0), ("INT04", 0)]
    assert "character 1" in ada.refused("interpretation.saturation", where="nonesuch").message


def test_a_frozen_codebook_counts_only_its_codes(tmp_path: Path) -> None:
    ada = interviews(tmp_path, *HELD)
    frozen = ada.do("coding.freeze_codebook", id="b1")
    ada.do("coding.add_code", id="later", key="Kz", name="Later")
    version_id = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id).version_id
    ada.do("coding.apply", id="k9", code_id="later", version_id=version_id, start=1, end=5)
    assert grown(ada).n_codes == 6
    found = grown(ada, codebook_id=frozen.id)
    assert found.n_codes == 5
    assert "codebook 1, frozen on" in found.codebook


def test_an_empty_study_says_so(tmp_path: Path) -> None:
    found = grown(owner(study(tmp_path, parser=DirectParser())))
    assert found.statement == "No code has been used in 0 interviews yet."
    assert found.rules[0].undefined == "undefined because the base holds no code"
    assert found.estimates.coverage is None


def test_a_reflexive_study_has_no_curve_of_codes(tmp_path: Path) -> None:
    ada = interviews(tmp_path, *HELD)
    ada.do("study.change_study", profile="braun-clarke-6")
    assert "reflexively" in ada.refused("interpretation.saturation").message


@pytest.mark.parametrize("unit", ["person", "case"])
def test_what_nobody_is_bound_to_counts_for_no_person_and_no_case(tmp_path: Path, unit: str) -> None:
    found = grown(interviews(tmp_path, *HELD), unit=unit)
    assert (found.n_units, found.units) == (0, ())

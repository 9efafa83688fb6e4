"""A lens of one's own: its words are kept as they are written, and an entry nobody would read is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, owner, study


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path))


def lens(name: str = "Near", *, version: str = "1", more: str = "", level: str = "") -> Mapping[str, Any]:
    text = f"id: ours\nname: Ours\nversion: {version}\nlevels:\n- key: near\n  name: {name}\n{level}{more}"
    return {"id": "l1", "file": {"name": "ours.yaml", "data": text.encode()}}


@pytest.mark.parametrize("version", ["1.10", "010", "2024-01-31", "2024-13-45", "1e3", "no"])
def test_a_version_is_kept_as_it_is_written(ada: Hand, version: str) -> None:
    assert ada.do("interpretation.import_lens", **lens(version=version)).version == version


@pytest.mark.parametrize("name", ["No", "on", "1.10", "null and void"])
def test_a_name_is_kept_as_it_is_written(ada: Hand, name: str) -> None:
    assert ada.do("interpretation.import_lens", **lens(name)).levels[0].name == name


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (lens(level="  defintion: what is near\n"), "line 7: “defintion” of level 1 is no entry that is read"),
        (lens(more="relations_alowed: [enables]\n"), "line 7: “relations_alowed” is no entry that is read"),
        (lens(level="  definition: [what, is near]\n"), "definition of level 1 is no line of words"),
        (lens(more="- {key: near, name: Again}\n"), "the key near is that of two levels"),
        (lens(version="!!int abc", more="levles: []\n"), "“levles” is no entry that is read"),
        (lens(r'"\ud800"'), "line 6: a character there is no letter"),
        (lens(r'"a\0b"'), "line 6: a character there is no letter"),
    ],
)
def test_what_would_be_lost_or_changed_is_named_with_its_line(
    ada: Hand, request_: Mapping[str, Any], said: str
) -> None:
    refusal = ada.refused("interpretation.import_lens", **request_)
    assert said in refusal.message
    assert refusal.advice
    assert ada.do("interpretation.lenses").lenses == ()


@pytest.mark.parametrize("practice", ["{key: a, name: A, detials: [who]}", "{key: a, nmae: A}"])
def test_a_misspelt_entry_of_a_schema_is_named(ada: Hand, practice: str) -> None:
    text = f"key: ours\nname: Ours\npractices:\n- {practice}\n"
    refusal = ada.refused("interpretation.import_schema", id="k1", file={"name": "ours.yaml", "data": text.encode()})
    assert "line 4: " in refusal.message
    assert "is no entry that is read" in refusal.message


def test_details_that_look_like_numbers_or_truths_stay_words(ada: Hand) -> None:
    text = "key: ours\nname: Ours\npractices:\n- {key: a, name: A, details: [yes, 1.10]}\n"
    kept = ada.do("interpretation.import_schema", id="k1", file={"name": "ours.yaml", "data": text.encode()})
    assert kept.properties[0].details == ("yes", "1.10")

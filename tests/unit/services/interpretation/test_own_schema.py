"""A practice schema of one's own: from the shipped file, mended in place; what does not fit has its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, owner, study

HEAD = "key: ours\nname: What we ask\npractices:\n"
OURS = HEAD + "  - {key: huddle, name: Morning huddle, details: [how_often]}\n  - key: handover\n    name: Handover\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    ada = owner(study(tmp_path))
    ada.do("fieldwork.add_case", id="t1", code="T1", name="Alder")
    ada.do("fieldwork.add_participant", id="p1", code="P01", case_id="t1", role="A", membership_id="m1")
    return ada


def file(text: str, given: str = "k2") -> Mapping[str, Any]:
    return {"id": given, "file": {"name": "ours.yaml", "data": text.encode()}}


def test_the_shipped_schema_is_a_file_that_comes_in_as_it_is(ada: Hand) -> None:
    given = ada.do("interpretation.shipped_schema", key="workplace-learning")
    assert given.name == "workplace-learning.practices.yaml"
    kept = ada.do("interpretation.import_schema", **file(given.content.decode(), "k1"))
    assert len(kept.properties) == 20
    assert "There is workplace-learning" in ada.refused("interpretation.shipped_schema", key="ours").advice


def test_practices_of_two_schemas_stand_beside_each_other_and_none_is_asked_about_twice(ada: Hand) -> None:
    ada.do("interpretation.adopt_schema", id="k1", key="workplace-learning")
    ada.do("interpretation.import_schema", **file(OURS))
    told = {one.practice_key for one in ada.do("interpretation.practices")}
    assert {"huddle", "induction"} <= told
    assert {one.practice_key for one in ada.do("interpretation.practices", schema_id="k2")} == {"huddle", "handover"}
    twice = ada.refused(
        "interpretation.import_schema", **file(OURS.replace("ours", "more").replace("huddle", "induction"))
    )
    assert "The key induction is asked about in “How a team learns at work” already." in twice.message
    assert len(ada.do("interpretation.practice_schemas").schemas) == 2


def test_a_schema_brought_in_again_is_mended_in_place_and_keeps_what_was_told(ada: Hand) -> None:
    ada.do("interpretation.import_schema", **file(OURS))
    where = {"schema_id": "k2", "practice_key": "huddle", "case_id": "t1", "participant_id": "p1"}
    ada.do("interpretation.tell_account", id="a1", value="yes", **where)
    ada.do("interpretation.import_schema", **file(OURS.replace("Morning huddle", "Huddle at nine"), "k3"))
    (schema,) = ada.do("interpretation.practice_schemas").schemas
    assert (schema.id, schema.properties[0].name) == ("k2", "Huddle at nine")
    without = HEAD + "  - {key: handover, name: Handover}\n"
    gone = ada.refused("interpretation.import_schema", **file(without, "k4"))
    assert "people told of Huddle at nine, which this file leaves out" in gone.message
    ada.do("study.undo")
    assert ada.do("interpretation.practice_schemas").schemas[0].properties[0].name == "Morning huddle"


@pytest.mark.parametrize(
    ("text", "said", "repair"),
    [
        (
            HEAD + "  - {key: a, name: A}\n  - name: B\n",
            "line 5: key of practice 2 is missing",
            "Write “key: …” there.",
        ),
        (
            HEAD + "  - {key: a, name: A}\n\n  - {key: a, name: B}\n",
            "line 6: the key a of practice 2 is there already, in line 4",
            "a key of its own",
        ),
        (
            HEAD + "  - {key: a b, name: A}\n",
            "line 4: the key “a b” of practice 1 is no single word",
            "letters, figures",
        ),
        (HEAD + "  - {key: a=yes, name: A}\n", "line 4: the key “a=yes” of practice 1", "letters, figures"),
        (HEAD + "  - {key: a, name: A, details: how}\n", "line 4: details of practice 1 is not a list", "as a list"),
        (HEAD + "  - {key: a, name: A, details: [[b]]}\n", "line 4: details of practice 1 holds", "details: ["),
        (HEAD + "  - key: a\n    name: A\n    name: B\n", "line 6: name is written in line 5 already", "Keep one"),
        (HEAD + "  - induction\n", "line 1: practice 1 is not a set of entries", "{key: induction, name: Induction}"),
        ("key: ours\nname: Ours\n", "a schema needs practices", "“practices:”"),
        ("key: [\n", "from line 2 on", "quotation marks"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line_and_its_repair(ada: Hand, text: str, said: str, repair: str) -> None:
    refusal = ada.refused("interpretation.import_schema", **file(text))
    assert said in refusal.message
    assert repair in refusal.advice
    assert "bring the file in again" in refusal.advice
    assert ada.do("interpretation.practice_schemas").schemas == ()

"""What cannot be meant: each refusal names the place and the repair, and the draft is written as it was before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.factories import Hand, owner, study
from tests.printed import say

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"
BODY = "# Findings\n\nThey learn by ear.\n\n{{quote:Q-1}}\n"
RELATION = {"id": "x", "kind": "feeds", "from_level": "micro", "to_level": "micro"}


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Hand:
    ada = owner(study(tmp_path_factory.mktemp("wrongly")))
    ada.do("fieldwork.add_case", id="t1", code="T1", name="Alder")
    ada.do("fieldwork.add_participant", id="p1", code="P01", case_id="t1", role="A", membership_id="m1")
    for scope in ("take-part", "quote"):
        ada.do("fieldwork.record_consent", id=f"k-{scope}", participant_id="p1", scope=scope, state="given")
    made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, participant_id="p1", case_id="t1")
    for code in ("c1", "c2"):
        ada.do("coding.add_code", id=code, name=f"Code {code}")
    for theme in ("h1", "h2"):
        ada.do("interpretation.add_theme", id=theme, name=f"Theme {theme}", code_ids=("c1",))
    ada.do("interpretation.merge_themes", id="h3", theme_ids=("h1", "h2"), name="Both")
    ends = {"from_kind": "code", "from_id": "c1", "to_kind": "code", "to_id": "c2"}
    ada.do("interpretation.relate", **{**RELATION, "id": "r1", **ends})
    on = {"from_kind": "code", "from_id": "c1", "to_kind": "relation", "to_id": "r1"}
    ada.do("interpretation.relate", **{**RELATION, "id": "r2", **on})
    ada.do("reporting.keep_quotation", id="q1", key="Q-1", **place(ada))
    ada.do("reporting.add_report", id="w1", title="Findings", body=BODY)
    return ada


def place(ada: Hand) -> dict[str, Any]:
    reading = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id)
    start = reading.text.index("Then I write it down.")
    return {"version_id": reading.version_id, "start": start, "end": start + 21}


def file(text: str) -> Mapping[str, Any]:
    return {"id": "y", "file": {"name": "ours.yaml", "data": text.encode()}}


WRONG: tuple[tuple[str, Mapping[str, Any], str, str, str], ...] = (
    ("interpretation.adopt_lens", {"id": "y", "key": "rings"}, "key", "No lens called rings", "ppct"),
    (
        "interpretation.import_lens",
        file("id: [\n"),
        "ours.yaml",
        "not YAML in UTF-8, from line 2 on",
        "Mend that entry",
    ),
    ("interpretation.import_lens", file("levels:\n- key: a\n"), "ours.yaml", "name of level 1 is missing", "Mend that"),
    ("interpretation.adopt_schema", {"id": "y", "key": "rings"}, "key", "No schema called rings", "workplace-learning"),
    (
        "interpretation.import_schema",
        file("key: k\npractices:\n- {key: a, name: A}\n- {name: B}\n"),
        "ours.yaml",
        "line 4: key of practice 2 is missing",
        "Write “key: …” there.",
    ),
    (
        "interpretation.merge_themes",
        {"id": "h4", "theme_ids": ("h3", "h1"), "name": "Again"},
        "theme_ids",
        "“Both” came from “Theme h1”",
        "beside each other",
    ),
    (
        "interpretation.merge_themes",
        {"id": "h4", "theme_ids": ("h3", "h3"), "name": "A"},
        "theme_ids",
        "itself",
        "beside",
    ),
    (
        "interpretation.relate",
        {**RELATION, "from_kind": "code", "from_id": "c1", "to_kind": "code"},
        "to",
        "One end of this relation is missing: what it acts on",
        "a factor with a name",
    ),
    (
        "interpretation.relate",
        {**RELATION, "from_kind": "theme", "from_id": "gone", "to_kind": "code", "to_id": "c1"},
        "from",
        "One end of this relation is not in the study: what it comes from",
        "a factor with a name",
    ),
    (
        "interpretation.relate",
        {**RELATION, "id": "r1", "from_kind": "code", "from_id": "c1", "to_kind": "relation", "to_id": "r2"},
        "to",
        "act on itself, by way of",
        "another end",
    ),
    ("interpretation.query", {"text": '"Code c1" AND'}, "character 14", "character 14", "AND"),
)


@pytest.mark.parametrize(("name", "asked", "where", "said", "repair"), WRONG)
def test_what_cannot_be_meant_is_refused_with_its_place_and_a_repair_and_the_draft_is_written(
    ada: Hand, name: str, asked: Mapping[str, Any], where: str, said: str, repair: str
) -> None:
    before = ada.do("reporting.report", id="w1")
    refusal = ada.refused(name, **asked)
    say(said=refusal.message, place=refusal.place, advice=refusal.advice)
    assert refusal.place == where
    assert said in refusal.message
    assert repair in refusal.advice
    assert ada.do("reporting.report", id="w1") == before
    assert "Then I write it down." in written(ada)


@pytest.mark.parametrize(
    ("line", "sentence", "said", "repair"),
    [
        (
            "{{claim:Q99}}",
            "claim Q99",
            "There is no claim “Q99”",
            "Choose a claim from the study, or take the block out",
        ),
        ("{{table:nothing}}", "table nothing", "There is no table “nothing”", "Choose a table"),
        (
            "{{quote:Q-1|Then I wrote it down.}}",
            "the quotation of 1A (Q-1)",
            "printed “wrote”, the source has “write”",
            "Print the passage’s words",
        ),
    ],
)
def test_a_block_that_points_nowhere_or_words_altered_are_named_in_their_line_and_no_word_of_the_draft_is_lost(
    ada: Hand, line: str, sentence: str, said: str, repair: str
) -> None:
    ada.do("reporting.write_report", id="w1", body=f"{BODY}\n{line}\n")
    (found,) = [one for one in ada.do("reporting.check", id="w1").faults if one.refuses]
    say(line=found.line, sentence=found.sentence, reason=found.reason, advice=found.advice)
    assert (found.line, found.sentence, found.section) == (7, sentence, "Findings")
    assert said in found.reason
    assert repair in found.advice
    refusal = ada.refused("reporting.release", id="l1", report_id="w1")
    assert "(line 7)" in refusal.message
    assert "They learn by ear." in written(ada)
    assert ada.do("reporting.report", id="w1").body.endswith(f"{line}\n")
    ada.do("reporting.write_report", id="w1", body=BODY)


def written(ada: Hand) -> str:
    """The draft as Markdown."""
    return str(ada.do("reporting.draft", id="w1", format="md").content.decode())

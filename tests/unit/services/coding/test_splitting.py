"""A code is split: chosen passages go to a new code beside it in one step, and both codes say so."""

from __future__ import annotations

import io
import random
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.teams import Team

from anselm.domain.coding import Code, Coding
from anselm.domain.errors import Refused


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    made.ada.do("coding.add_code", id="g", name="Ways", group=True)
    made.ada.do("coding.add_code", id="a", name="Hearing", parent_id="g")
    for start in (60, 70, 80, 90):
        give(made, made.kay, start, note=f"Noted at {start}.")
    return made


def at(team: Team, *starts: int) -> tuple[dict[str, Any], ...]:
    return tuple({"version_id": team.version_id, "start": start, "end": start + 5} for start in starts)


def give(team: Team, hand: Any, start: int, code_id: str = "a", **more: Any) -> Any:
    return hand.do("coding.apply", id=hand.new_id(), code_id=code_id, **at(team, start)[0], **more)


def part(team: Team, *starts: int, **more: Any) -> dict[str, Any]:
    return {"id": "n1", "name": "Hearing by chance", "definition": "Not meant for them.", **more} | {
        "places": at(team, *starts)
    }


def split(team: Team, *parts: dict[str, Any], **more: Any) -> Any:
    return team.kay.do("coding.split_code", id="a", parts=parts, **more)


def refused(team: Team, *parts: dict[str, Any], code_id: str = "a", **more: Any) -> str:
    return str(team.kay.refused("coding.split_code", id=code_id, parts=parts, **more).message)


def codings(team: Team) -> list[tuple[int, str, str, str]]:
    found = team.ada.do("coding.marks", version_id=team.version_id)
    return [(one.start, one.code_id, one.coder, one.note) for one in found]


def test_chosen_passages_go_to_a_new_code_in_the_same_group_with_coder_and_note_in_one_step(team: Team) -> None:
    before, digest = codings(team), team.ada.workbench.content_digest()
    done = split(team, part(team, 60, 80))
    assert (done.n_moved, done.n_left) == (2, 0)
    old, new = done.codes
    assert (old.id, old.name, new.id, new.name) == ("a", "Hearing", "n1", "Hearing by chance")
    assert (new.parent_id, new.key, new.family, new.definition) == ("g", "A2", old.family, "Not meant for them.")
    changed = [(start, "n1" if start in (60, 80) else "a", coder, note) for start, _, coder, note in before]
    assert codings(team) == changed
    assert split(team, part(team, 60, 80)).n_moved == 2  # a request sent again
    assert codings(team) == changed
    team.kay.do("study.undo")
    assert team.ada.workbench.content_digest() == digest
    team.kay.do("study.redo")
    assert codings(team) == changed


def test_a_code_may_give_its_name_to_what_is_split_from_it_and_split_into_several(team: Team) -> None:
    done = split(team, part(team, 60, name="Hearing"), part(team, 70, id="n2", name="Told"), name="Listening")
    assert [(one.id, one.name, one.key) for one in done.codes] == [
        ("a", "Listening", "A1"),
        ("n1", "Hearing", "A2"),
        ("n2", "Told", "A3"),
    ]
    assert Counter(code for _, code, _, _ in codings(team)) == {"a": 2, "n1": 1, "n2": 1}


def test_what_others_coded_and_what_was_given_in_a_round_stays_and_is_counted(team: Team) -> None:
    give(team, team.lou, 60)
    give(team, team.lou, 95)
    team.start(blind=False)
    give(team, team.kay, 110, round_id="r1")
    ground = team.kay.do("coding.split_ground", code_id="a")
    held = {one.start: (one.mine, one.others, one.in_round) for one in ground.places}
    assert held[60] == (True, True, False)
    assert held[70] == (True, False, False)
    assert held[95] == (False, True, False)
    assert held[110] == (False, False, True)
    done = split(team, part(team, 60, 70, 95, 110))
    assert (done.n_moved, done.n_left) == (2, 2)
    of_a = {(one.start, one.coder_id) for one in rows(team, Coding) if one.code_id == "a"}
    lou, kay = team.lou.viewer.researcher_id, team.kay.viewer.researcher_id
    assert of_a == {(60, lou), (95, lou), (80, kay), (90, kay), (110, kay)}


def rows(team: Team, kind: type[Any]) -> tuple[Any, ...]:
    with team.ada.workbench.reading(team.ada.viewer) as reads:
        return tuple(reads.find(kind))


@pytest.mark.parametrize("seed", range(12))
def test_however_it_is_split_no_coding_is_lost_and_going_back_leaves_the_start(team: Team, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(12):
        give(team, dice.choice((team.kay, team.lou)), dice.randrange(30, 150), dice.choice(("a", "c1", "c2")))
    chosen = sorted({one.start for one in rows(team, Coding)})
    parts: list[dict[str, Any]] = [part(team, *dice.sample(chosen, dice.randrange(1, 6)))]
    parts += [part(team, *dice.sample(chosen, 3), id="n2", name="Told")] if dice.random() < 0.5 else []
    taken = {one["start"] for one in parts[0]["places"]}
    for one in parts[1:]:
        one["places"] = [place for place in one["places"] if place["start"] not in taken]
    before, digest = sorted(rows(team, Coding), key=lambda one: one.id), team.ada.workbench.content_digest()
    try:
        done = split(team, *parts)
    except Refused:  # in words, and nothing of it kept
        assert team.ada.workbench.content_digest() == digest
        return
    after = sorted(rows(team, Coding), key=lambda one: one.id)
    kept = lambda one: (one.id, one.round_id, one.coder_id, one.start, one.end, one.note, one.certainty)  # noqa: E731
    assert [kept(one) for one in before] == [kept(one) for one in after]
    moved = [one for one, was in zip(after, before, strict=True) if one.code_id != was.code_id]
    assert len(moved) == done.n_moved == sum(one.n_split for one in rows(team, Code))
    assert {one.coder_id for one in moved} == {team.kay.viewer.researcher_id}
    team.kay.do("study.undo")
    assert team.ada.workbench.content_digest() == digest


def test_what_cannot_be_split_is_refused_in_words_and_nothing_is_changed(team: Team) -> None:
    digest = team.ada.workbench.content_digest()
    assert "a code called Overhearing already" in refused(team, part(team, 60, name="overhearing"))
    assert "a code called Hearing already" in refused(team, part(team, 60, name="Hearing"))
    assert "a code called Told already" in refused(
        team, part(team, 60, name="Told"), part(team, 70, id="n2", name="Told")
    )
    assert "No passage is chosen for Hearing by chance" in refused(team, part(team))
    assert "has an open coding of yours" in refused(team, part(team, 61))
    assert "that is another name" in refused(team, part(team, 60, 70, 80, 90))
    assert "one of the new codes only" in refused(team, part(team, 60, 70), part(team, 70, id="n2", name="Told"))
    assert "groups other codes" in refused(team, part(team, 60), code_id="g")
    assert "identifier already" in refused(team, part(team, 60, id="c1"))
    assert team.ada.workbench.content_digest() == digest
    team.ada.do("coding.retire_code", id="a")
    assert "out of use" in refused(team, part(team, 60))


def test_while_a_round_is_read_blind_no_code_is_split_and_what_is_unseen_is_neither_told_nor_moved(team: Team) -> None:
    team.start()
    unlike = team.kay.do("coding.split_ground", code_id="a")
    give(team, team.lou, 130, round_id="r1")
    assert team.kay.do("coding.split_ground", code_id="a") == unlike
    assert "while a blind round is under way" in unlike.why_not
    assert "while a blind round is under way" in refused(team, part(team, 60))
    team.hand_in_and_open()
    ground = team.kay.do("coding.split_ground", code_id="a")
    assert ground.why_not == ""
    assert [one.start for one in ground.places if one.in_round] == [130]
    assert split(team, part(team, 60, 130)).n_left == 1


def test_the_history_of_both_codes_says_what_was_split_when_with_how_many_passages_and_by_whom(team: Team) -> None:
    team.ada.do("coding.freeze_codebook", id="v1")
    split(team, part(team, 60, 70, 80))
    day = {one.id: one for one in rows(team, Code)}["n1"].created_at[:10]
    told = {one.name: one for one in team.ada.do("coding.codebook_changes").codes}
    assert (told["Hearing"].became, told["Hearing"].by) == ("changed", ("Kay Ash",))
    assert told["Hearing"].said == (f"A2 Hearing by chance was split from it on {day}, 3 passages.",)
    assert told["Hearing by chance"].said == (
        "It lies under Ways.",
        f"It was split from A1 Hearing on {day}, 3 passages.",
    )
    document = docx.Document(io.BytesIO(team.ada.do("coding.codebook_changes_file").content))
    words = " ".join(one.text for one in document.paragraphs)
    assert f"was split from it on {day}, 3 passages." in words
    assert f"It was split from A1 Hearing on {day}, 3 passages." in words
    team.ada.do("coding.freeze_codebook", id="v2")
    assert team.ada.do("coding.codebook_changes").codes == ()
    team.ada.do("coding.retire_code", id="n1")
    team.ada.do("coding.freeze_codebook", id="v3")
    team.ada.do("coding.restore_code", id="n1")
    assert [one.name for one in team.ada.do("coding.codebook_changes").codes] == ["Hearing by chance"]


def test_one_passage_is_told_as_one_and_a_reflexive_study_counts_none(team: Team) -> None:
    team.ada.do("coding.freeze_codebook", id="v1")
    split(team, part(team, 60))
    said = lambda: [one.said[-1] for one in team.ada.do("coding.codebook_changes").codes]  # noqa: E731
    assert all(one.endswith(", 1 passage.") for one in said())
    team.ada.do("study.change_study", profile="braun-clarke-6")
    assert not any("passage" in one for one in said())
    assert len(said()) == 2


def test_themes_that_rest_on_the_code_are_named_before(team: Team) -> None:
    assert team.kay.do("coding.split_ground", code_id="a").themes == ()
    team.ada.do("interpretation.add_theme", id="t1", name="Learning by ear")
    team.ada.do("interpretation.add_member", id="m1", theme_id="t1", target_kind="code", target_id="a")
    assert team.kay.do("coding.split_ground", code_id="a").themes == ("Learning by ear",)

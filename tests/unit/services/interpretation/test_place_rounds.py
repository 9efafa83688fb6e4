"""A round of placing: the same things on a lens, apart; then compared, settled, and placed in the study."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, rows_added
from tests.teams import Team

from anselm.domain.interpretation import ThemeState
from anselm.domain.judging import Assignment

THEMES = ("t1", "t2", "t3", "t4")
# Who puts what where: the example of tests/unit/analysis/test_placements.py, at the two inner levels.
OF_KAY = ("individual", "individual", "organisation", "organisation")
OF_LOU = ("individual", "organisation", "organisation", "organisation")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team(tmp_path)
    team.ada.do("interpretation.adopt_lens", id="l1", key="socioecological-workplace")
    for at, identifier in enumerate(THEMES):
        team.ada.do("interpretation.add_theme", id=identifier, name=f"Theme {at + 1}")
    return team


@pytest.fixture
def levels(team: Team) -> list[str]:
    (lens,) = team.ada.do("interpretation.lenses").lenses
    return [one.key for one in lens.levels]


def start(team: Team, **more: Any) -> Any:
    readers = tuple(one.viewer.researcher_id for one in (team.kay, team.lou))
    fields = {"id": "r1", "name": "Placing", "lens_id": "l1", "what": "theme", "unit_ids": THEMES, "judge_ids": readers}
    return team.ada.do("interpretation.start_placing", **fields | more)


def puts(hand: Hand, theme: str, level: str, reason: str = "") -> Any:
    fields = {"round_id": "r1", "unit_id": theme, "level_key": level, "reason": reason}
    return hand.do("interpretation.place_in_round", **fields)


def all_placed(team: Team, levels: list[str], of_kay: tuple[int, ...], of_lou: tuple[int, ...]) -> None:
    start(team)
    for hand, chosen in ((team.kay, of_kay), (team.lou, of_lou)):
        for theme, at in zip(THEMES, chosen, strict=True):
            if at >= 0:
                puts(hand, theme, levels[at], f"{hand.prefix} at {at}")
    team.hand_in_and_open()


def shown(hand: Hand) -> Any:
    return hand.do("interpretation.place_round", id="r1")


def figure(hand: Hand) -> dict[str, str]:
    """Which level the figure draws each theme at, by the figure in words."""
    words = hand.do("interpretation.level_figure").text_alternative
    at = re.findall(r"At ([^:]+): ([^.]+)\.", words)
    return {theme: level for level, themes in at for theme in themes.split("; ")}


def told(hand: Hand) -> tuple[Any, ...]:
    """Whatever says where something stands."""
    return (
        shown(hand),
        hand.do("interpretation.placements", lens_id="l1"),
        hand.do("interpretation.level_figure"),
        hand.do("interpretation.themes"),
        hand.do("judging.round", id="r1"),
    )


def test_nobody_sees_anothers_placement_before_the_round_is_opened(team: Team, levels: list[str]) -> None:
    start(team)
    puts(team.lou, "t1", levels[1])
    before = told(team.lou), told(team.ada)
    puts(team.kay, "t1", levels[0], "Their own doing.")
    puts(team.kay, "t2", levels[1])
    digest = team.kay.do("judging.submit", id="r1").digest
    team.kay.do("judging.take_back", id="r1")
    assert told(team.lou)[:4] == before[0][:4]
    assert told(team.ada)[:4] == before[1][:4]
    (mine,) = shown(team.lou).things[0].placed
    assert (mine.mine, mine.level_key, shown(team.lou).things[0].met) == (True, levels[1], "")
    assert not any(thing.placed for thing in shown(team.ada).things)
    assert shown(team.kay).n_mine == 2
    puts(team.kay, "t2", levels[2])
    assert team.kay.do("judging.submit", id="r1").digest != digest
    assert "handed in" in team.kay.refused("interpretation.take_off_in_round", round_id="r1", unit_id="t2").message
    for name, fields in (
        ("interpretation.places_met", {"id": "r1"}),
        ("interpretation.close_places", {"id": "r1"}),
        (
            "interpretation.settle_places",
            {"id": "u1", "round_id": "r1", "unit_ids": ("t1",), "settled_as": "left out", "reason": "No."},
        ),
    ):
        assert "not opened yet" in team.ada.refused(name, **fields).message


def test_where_others_put_it_by_hand_is_out_of_sight_while_one_places_it(team: Team, levels: list[str]) -> None:
    by_hand = {"lens_id": "l1", "target_kind": "theme", "target_id": "t1"}
    team.ada.do("interpretation.place", id="p1", level_key=levels[2], **by_hand)
    start(team, unit_ids=("t1", "t2"))
    assert team.kay.do("interpretation.placements", lens_id="l1") == ()
    assert team.kay.do("interpretation.themes")[0].level_keys == ()
    assert figure(team.kay) == {}
    assert "Theme 1" in figure(team.ada)
    refusal = team.kay.refused("interpretation.place", id="p2", level_key=levels[0], **by_hand)
    assert "apart from the others" in refusal.message
    elsewhere = by_hand | {"target_id": "t3"}
    assert team.kay.do("interpretation.place", id="p3", level_key=levels[0], **elsewhere).level_key == levels[0]
    team.hand_in_and_open()
    assert [one.id for one in team.kay.do("interpretation.placements", lens_id="l1")] == ["p1", "p3"]


def test_opened_it_says_how_they_met_with_the_figures_worked_by_hand(team: Team, levels: list[str]) -> None:
    all_placed(team, levels, (0, 0, 1, 1), (0, 1, 1, 1))
    assert [one.met for one in shown(team.ada).things] == ["same level", "different levels", "same level", "same level"]
    met = team.ada.do("interpretation.places_met", id="r1")
    assert met.headline == "3 of 4 themes placed at the same level."
    assert (met.n_same, met.n_different, met.n_by_one, met.n_by_nobody) == (3, 1, 0, 0)
    assert [(one.level_key, one.other_key, one.n) for one in met.taken_for] == [(levels[0], levels[1], 1)]
    assert sum(one.n for one in met.pairs) == 4
    of = {one.coefficient: one.value for one in met.figures}
    assert of["percent"] == pytest.approx(0.75)
    assert of["cohen_kappa"] == pytest.approx(0.5)
    assert of["krippendorff_alpha"] == pytest.approx(8 / 15)


def test_a_reflexive_study_compares_without_figures(team: Team, levels: list[str]) -> None:
    all_placed(team, levels, (0, 0, 1, 1), (0, 1, 1, 1))
    team.ada.do("study.change_study", profile="braun-clarke-6")
    assert "not measured" in team.ada.refused("interpretation.places_met", id="r1").message
    assert [len(one.placed) for one in shown(team.ada).things] == [2, 2, 2, 2]
    assert "talked about" in team.ada.refused("interpretation.close_places", id="r1").message


def settles(hand: Hand, identifier: str, *themes: str, **fields: Any) -> Any:
    given = {"reason": "Because.", "settled_as": "level"} | fields
    return hand.do("interpretation.settle_places", id=identifier, round_id="r1", unit_ids=themes, **given)


def test_closing_makes_what_was_agreed_the_placements_the_figure_is_drawn_from(team: Team, levels: list[str]) -> None:
    by_hand = {"lens_id": "l1", "target_kind": "theme", "target_id": "t1"}
    team.ada.do("interpretation.place", id="p1", level_key=levels[3], **by_hand)
    all_placed(team, levels, (0, 0, 1, -1), (0, 1, 2, 2))
    before = figure(team.ada)
    assert list(before) == ["Theme 1"]
    settles(team.kay, "u1", "t2", level_key=levels[3], reason="Neither of us.")
    settles(team.lou, "u2", "t3", settled_as="both stand")
    assert shown(team.ada).n_open == 1
    assert figure(team.ada) == before, "nothing is placed before the round is closed"
    assert "1 difference is not settled" in team.ada.refused("interpretation.close_places", id="r1").message
    closed = team.ada.do("interpretation.close_places", id="r1", rule="left out")
    assert (closed.state, closed.n_by_rule, closed.rule) == ("closed", 1, "left out")
    found = [
        (one.target_id, one.level_key, one.reason, one.round, one.mine)
        for one in team.ada.do("interpretation.placements", lens_id="l1")
    ]
    assert found == [
        ("t1", levels[0], "cccccccc at 0", "Placing", False),
        ("t2", levels[3], "Neither of us.", "Placing", False),
        ("t3", levels[1], "Because.", "Placing", False),
        ("t3", levels[2], "Because.", "Placing", False),
    ]
    assert set(figure(team.ada)) == {"Theme 1", "Theme 2", "Theme 3"}
    assert (
        "agreed in a round"
        in team.ada.refused(
            "interpretation.unplace", id=team.ada.do("interpretation.placements", lens_id="l1")[0].id
        ).message
    )
    moved = team.ada.do("interpretation.place", id="p9", level_key=levels[2], **by_hand)
    assert (moved.id, moved.mine) == ("p1", True)
    now = [one for one in team.ada.do("interpretation.placements", lens_id="l1") if one.target_id == "t1"]
    assert [(one.level_key, one.round) for one in now] == [(levels[2], "")]


def test_what_was_settled_is_undone_and_settled_anew_until_the_round_is_closed(team: Team, levels: list[str]) -> None:
    all_placed(team, levels, (0, 0, 1, 1), (0, 1, 2, 1))
    settles(team.kay, "u1", "t2", "t3", level_key=levels[1])
    by = {one.id: one.settled for one in shown(team.lou).things}
    assert (by["t1"], by["t2"].outcome, by["t2"].by) == (None, "other", ("Kay Ash",))
    team.kay.do("study.undo")
    assert shown(team.lou).n_open == 2
    team.kay.do("study.redo")
    settles(team.lou, "u2", "t2", level_key=levels[0], reason="On reflection.")
    by = {one.id: one.settled for one in shown(team.lou).things}
    assert (by["t2"].outcome, by["t2"].reason, by["t2"].level_keys) == ("first", "On reflection.", (levels[0],))
    assert (by["t3"].reason, by["t3"].level_keys) == ("Because.", (levels[1],))
    team.ada.do("interpretation.close_places", id="r1")
    assert "closed" in team.lou.refused("study.undo").message
    assert (
        "is closed"
        in team.lou.refused(
            "interpretation.settle_places",
            id="u3",
            round_id="r1",
            unit_ids=("t2",),
            settled_as="left out",
            reason="No.",
        ).message
    )


def test_left_out_and_at_none_of_the_levels_place_nothing(team: Team, levels: list[str]) -> None:
    all_placed(team, levels, (0, 0, -1, 1), (0, 1, 2, 0))
    start_again = {"settled_as": "left out"}
    settles(team.kay, "u1", "t2", **start_again)
    settles(team.kay, "u2", "t3", level_key="", reason="None of them.")
    settles(team.kay, "u3", "t4", level_key=levels[1])
    team.ada.do("interpretation.close_places", id="r1")
    assert [one.target_id for one in team.ada.do("interpretation.placements", lens_id="l1")] == ["t1", "t4"]


def test_what_nobody_discussed_is_kept_where_the_rule_says_so(team: Team, levels: list[str]) -> None:
    all_placed(team, levels, (0, 0, -1, 1), (0, 1, 2, 1))
    team.ada.do("interpretation.close_places", id="r1", rule="kept")
    found = [(one.target_id, one.level_key) for one in team.ada.do("interpretation.placements", lens_id="l1")]
    assert found == [
        ("t1", levels[0]),
        ("t2", levels[0]),
        ("t2", levels[1]),
        ("t3", levels[2]),
        ("t4", levels[1]),
    ]


def test_a_round_for_training_places_nothing(team: Team, levels: list[str]) -> None:
    start(team, training=True)
    puts(team.kay, "t1", levels[0])
    puts(team.lou, "t1", levels[0])
    team.hand_in_and_open()
    team.ada.do("interpretation.close_places", id="r1")
    assert team.ada.do("interpretation.placements", lens_id="l1") == ()


def test_a_theme_retired_meanwhile_keeps_its_name_and_codes_practices_are_placed_too(
    team: Team, levels: list[str]
) -> None:
    start(team)
    team.ada.do("interpretation.change_theme", id="t4", state=ThemeState.RETIRED, reason="Into another.")
    assert [one.name for one in shown(team.kay).things][-1] == "Theme 4"
    made = start(team, id="r2", name="Codes", what="code", unit_ids=("c1", "c2"))
    assert (made.unit_kind, made.source_ids, made.readers[0].n_sources) == ("code", (), 2)
    team.kay.do("interpretation.place_in_round", round_id="r2", unit_id="c1", level_key="")
    (placed,) = team.kay.do("interpretation.place_round", id="r2").things[0].placed
    assert placed.level_key == ""


def test_what_cannot_be_meant_is_refused_with_its_place(team: Team, levels: list[str]) -> None:
    kay = team.kay.viewer.researcher_id
    whole = {"id": "r9", "name": "N", "lens_id": "l1", "what": "theme", "unit_ids": THEMES, "judge_ids": (kay, "x")}
    for wrong, place in (
        ({"judge_ids": (kay,)}, "judge_ids"),
        ({"judge_ids": (kay, team.lou.viewer.researcher_id), "unit_ids": ("nowhere",)}, "unit_ids"),
        ({"judge_ids": (kay, team.lou.viewer.researcher_id), "settling": "majority"}, "settling"),
        ({"judge_ids": (kay, team.lou.viewer.researcher_id), "settling": "third reader"}, "settler_id"),
        ({}, "judge_ids"),
    ):
        assert team.ada.refused("interpretation.start_placing", **whole | wrong).place == place
    plain = {"id": "r8", "name": "P", "kind": "place", "judge_ids": (kay,)}
    assert "needs a lens" in team.ada.refused("judging.start_round", **plain).message
    start(team)
    at = {"round_id": "r1", "unit_id": "t1", "level_key": levels[0]}
    assert "not a reader" in team.ada.refused("interpretation.place_in_round", **at).message
    assert team.kay.refused("interpretation.place_in_round", **at | {"level_key": "moon"}).place == "level"
    assert team.kay.refused("interpretation.place_in_round", **at | {"unit_id": "c1"}).place == "unit_id"
    for name, fields in (
        ("coding.comparison", {"round_id": "r1"}),
        ("coding.close_round", {"id": "r1"}),
        ("coding.methods", {"id": "r1"}),
    ):
        assert "placed on a lens" in team.ada.refused(name, **fields).message


def test_a_thing_that_only_its_maker_may_know_of_is_placed_by_nobody(team: Team) -> None:
    team.ada.do(
        "judging.start_round",
        id="r7",
        name="Blind",
        judge_ids=(team.ada.viewer.researcher_id,),
        source_ids=(team.source_id,),
    )
    start_ = team.reading.text.index("kitchen")
    team.ada.do(
        "coding.apply_new",
        id="x1",
        version_id=team.version_id,
        start=start_,
        end=start_ + 7,
        round_id="r7",
        code_id="hidden",
        name="Only mine",
    )
    readers = tuple(one.viewer.researcher_id for one in (team.kay, team.lou))
    fields = {"id": "r1", "name": "P", "lens_id": "l1", "what": "code", "unit_ids": ("hidden",), "judge_ids": readers}
    assert "not opened yet" in team.ada.refused("interpretation.start_placing", **fields).message


def test_the_first_page_says_what_is_to_be_placed_and_calls_none_of_it_a_source(team: Team) -> None:
    start(team)
    home = team.kay.do("study.home")
    assert next(one.waiting for one in home.stages if one.key == "code") == 0
    assert home.next.to == "/compare/r1"
    assert "4 things" in home.next.why


def test_a_placement_of_another_round_than_placing_is_not_one_of_this_room(team: Team) -> None:
    rows_added(team.ada.workbench, Assignment("a1", "r0", team.kay.viewer.researcher_id, "t1"))
    team.start()
    assert "nothing is placed" in team.ada.refused("interpretation.place_round", id="r1").message

"""The level figure is placed from the data, and no label of it meets another."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from tests.unit.analysis.figures.level_sample import demo, full, maps, meeting

from anselm.analysis.figures.level_map import LevelEnd, LevelMap, LevelPassage, LevelRelation, LevelRing
from anselm.analysis.figures.levels import layout
from anselm.analysis.figures.metrics import Box, advance, broken
from anselm.analysis.figures.placing import place
from anselm.domain.document import plain


def test_the_demo_stands_at_800_with_no_label_on_another() -> None:
    figure = layout(demo())
    assert figure.drawing.width == 800
    assert meeting(figure) == []


def test_eight_themes_and_twelve_relations_stand_at_800_with_no_label_on_another() -> None:
    figure = layout(full())
    assert figure.drawing.width == 800
    assert meeting(figure) == []
    assert min(one.size for one in figure.drawing.shapes if one.kind == "text" and one.style == "label") >= 9.5


@given(maps())
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_no_labels_meet_whatever_is_shown(shown: LevelMap) -> None:
    figure = layout(shown)
    assert meeting(figure) == []
    frame = Box(0, 0, figure.drawing.width, figure.drawing.height)
    named = [shape for shape in figure.drawing.shapes if shape.kind == "text"]
    assert all(frame.holds(shape.x, shape.y) for shape in named)


def test_the_planted_overlap_is_seen() -> None:
    figure = layout(demo())
    name, box = figure.labels[0]
    doubled = replace(figure, labels=(*figure.labels, (f"not {name}", box)))
    assert meeting(doubled)


def test_every_end_stands_in_the_ring_of_its_level() -> None:
    shown = demo()
    figure = layout(shown)
    bands = [one for one in figure.drawing.shapes if one.style.startswith("band")]
    radii = sorted(float(re.findall(r"A([\d.]+)", one.path)[0]) for one in bands)
    base = radii[-1] + 8
    marks = [one for one in figure.drawing.shapes if one.style in ("code", "factor")]
    assert len(marks) == len(shown.ends)
    labels = {one.ref: one for one in figure.drawing.shapes if one.style == "label"}
    assert set(labels) == {end.key for end in shown.ends}
    seen: dict[int, int] = {}
    for one in marks:
        x, y = (one.x + 5.5, one.y + 5.5) if one.kind == "rect" else (one.x, one.y)
        distance = ((x - 400) ** 2 + (y - base) ** 2) ** 0.5
        ring = sum(distance > radius for radius in radii)
        seen[ring] = seen.get(ring, 0) + 1
    keys = [ring.key for ring in shown.rings]
    wanted: dict[int, int] = {}
    for end in shown.ends:
        wanted[keys.index(end.level)] = wanted.get(keys.index(end.level), 0) + 1
    assert seen == wanted


@pytest.mark.parametrize("width", [800, 1100])
@pytest.mark.parametrize("n", [1, 7, 24])
def test_passages_stand_in_the_ring_of_their_level_clear_of_every_label_and_of_each_other(width: int, n: int) -> None:
    keys = ["micro", "meso", "exo", "macro", "chrono"]
    passages = tuple(LevelPassage(f"{key} {at}", key) for key in keys for at in range(n))
    figure = layout(replace(full(), passages=passages), width)
    assert meeting(figure) == []
    bands = [one for one in figure.drawing.shapes if one.style.startswith("band")]
    radii = sorted(float(re.findall(r"A([\d.]+)", one.path)[0]) for one in bands)
    middle, base = figure.drawing.width / 2, radii[-1] + 8
    seen: list[tuple[str, Box]] = []
    for one in figure.drawing.shapes:
        if one.style != "passage" or not one.ref:
            continue
        x, top = (float(part) for part in re.findall(r"-?[\d.]+", one.path)[:2])
        box = Box(x - 5, top, x + 5, top + 10)
        assert not [name for name, label in figure.labels if label.meets(box)], one.ref
        assert not [name for name, other in seen if other.meets(box)], one.ref
        seen.append((one.ref, box))
        level = one.ref.partition(" ")[0]
        if level == "chrono":
            assert top > base
        else:
            distance = ((x - middle) ** 2 + (top + 5 - base) ** 2) ** 0.5
            assert keys.index(level) == sum(distance > radius for radius in radii), one.ref
    assert sorted(name for name, _ in seen) == sorted(one.key for one in passages)
    assert "Passages placed by themselves stand at Micro; Meso; Exo; Macro; Chrono." in figure.text_alternative
    assert [one.text for one in figure.drawing.shapes].count("a passage placed by itself") == 1


def test_passages_move_nothing_else_in_the_drawing() -> None:
    shown = replace(demo(), passages=(LevelPassage("p", "meso"),))
    before = [one for one in layout(demo()).drawing.shapes if one.ref]
    assert [one for one in layout(shown).drawing.shapes if one.ref and one.ref != "p"] == before
    alone = layout(LevelMap((LevelRing("a", "a"),), passages=(LevelPassage("p", "a"),)))
    assert "strengthens" not in [one.text for one in alone.drawing.shapes]


def test_kind_gives_the_end_mark_and_cases_give_the_width() -> None:
    figure = layout(demo())
    of = {key: [one for one in figure.drawing.shapes if one.ref == key] for key in ("REL1", "REL3", "REL5", "REL2")}
    assert [one.style for one in of["REL1"]][1] == "bar"
    assert [one.style for one in of["REL3"]][1] == "arrow"
    assert [one.style for one in of["REL5"]][:2] == ["line-inferred", "ring"]
    assert of["REL3"][0].stroke > of["REL2"][0].stroke


def test_table_and_words_say_what_the_picture_says() -> None:
    figure = layout(demo())
    rows = [[plain(cell) for cell in row] for row in figure.table.rows]
    assert rows[0] == [
        "1",
        "Time-limited money erodes Readiness to learn",
        "macro to micro",
        "3 teams for, 1 otherwise",
        "told",
    ]
    assert rows[4][1:4] == ["Shield buffers relation 1", "meso to relation", "1 team for"]
    assert rows[6][1] == "Everyday learning stands in for Provision the employer owes"
    themes = {row[1].removeprefix("Theme: "): row[2] for row in rows if row[1].startswith("Theme: ")}
    assert len(themes) == len(demo().themes)
    assert themes["Learning on borrowed time"] == "Policy and money"
    alone = layout(LevelMap((LevelRing("a", "Near"),), passages=(LevelPassage("p", "a"),)))
    (only,) = [[plain(cell) for cell in row] for row in alone.table.rows]
    assert only == ["–", "Passages placed by themselves", "Near", "not counted", "placed"]
    assert "At Policy and money: Learning on borrowed time." in figure.text_alternative
    assert "Relation 5: Shield buffers relation 1, 1 team for, our inference." in figure.text_alternative
    assert "Alder 4 mo" in figure.text_alternative


def test_the_same_data_give_the_same_figure() -> None:
    assert layout(full()) == layout(full())


def test_a_figure_of_levels_alone_is_drawn() -> None:
    figure = layout(LevelMap(tuple(LevelRing(key, key) for key in "abcd")))
    assert [name for name, _ in figure.labels] == ["A", "B", "C", "D"]
    assert layout(LevelMap((LevelRing("a", "a"),))).drawing.width == 800


def test_a_relation_to_what_is_not_there_is_refused() -> None:
    rings, ends = (LevelRing("a", "a"),), (LevelEnd("x", "x", "a"),)
    with pytest.raises(ValueError, match="r joins"):
        LevelMap(rings, ends=ends, relations=(LevelRelation("r", "x", "y", "feeds", 1),))
    with pytest.raises(ValueError, match="r joins"):
        LevelMap(rings, ends=ends, relations=(LevelRelation("r", "x", "r", "feeds", 1),))
    with pytest.raises(ValueError, match="no level"):
        LevelMap(rings, ends=(LevelEnd("x", "x", "b"),))


def test_two_relations_that_act_on_each_other_are_still_drawn() -> None:
    rings, ends = (LevelRing("a", "a"),), (LevelEnd("x", "x", "a"), LevelEnd("y", "y", "a"))
    circle = (LevelRelation("r", "x", "s", "feeds", 1), LevelRelation("s", "y", "r", "feeds", 1))
    assert meeting(layout(LevelMap(rings, ends=ends, relations=circle))) == []


def test_words_break_into_lines_of_like_length() -> None:
    assert broken("Provision the employer owes", 2) == ("Provision the", "employer owes")
    assert broken("a b c d e f", 3) == ("a b", "c d", "e f")
    assert broken("one", 2) == ("one",)
    assert advance("mm", 10) > advance("ii", 10)


def test_where_800_is_too_little_labels_are_kept_apart_by_a_wider_drawing() -> None:
    shown = full()
    longer = tuple(replace(end, name=f"{end.name} and what became of it in the third winter") for end in shown.ends)
    figure = layout(replace(shown, ends=longer))
    assert figure.drawing.width > 800
    assert meeting(figure) == []


def test_more_than_any_drawing_holds_is_still_drawn() -> None:
    crowd = tuple(LevelEnd(f"e{at}", "A name of some length here", "a") for at in range(200))
    placed = place(LevelMap((LevelRing("a", "a"),), ends=crowd), 680, 0.76, loose=True)
    assert placed is not None
    assert sum(one.style == "code" for one in placed.shapes) == 200


def test_a_figure_becomes_a_block_of_the_report() -> None:
    block = layout(demo()).block("levels", "What acts on what")
    assert (block.figure_id, block.caption) == ("levels", "What acts on what")
    assert "Relation 1" in block.text_alternative

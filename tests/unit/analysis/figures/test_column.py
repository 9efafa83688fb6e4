"""On a narrow page the levels stand one under another, in the width there is and in type that is read."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.unit.analysis.figures.level_sample import RINGS, demo, full, maps, meeting

from anselm.analysis.figures.level_map import LevelEnd, LevelMap, LevelPassage, LevelRelation, LevelRing, TimeMark
from anselm.analysis.figures.levels import LevelFigure, layout
from anselm.analysis.figures.metrics import Box, advance, wrapped
from anselm.domain.drawing import Shape

NARROW = [240, 272, 338, 390, 630]
_RUN = re.compile(
    r"M([\d.]+) ([\d.]+)H[\d.]+Q([\d.]+) [\d.]+ [\d.]+ [\d.]+V[\d.]+Q[\d.]+ ([\d.]+) [\d.]+ [\d.]+H([\d.]+)"
)


def runs(figure: LevelFigure) -> dict[str, tuple[float, ...]]:
    """Of each relation: where it starts, its lane, the height it comes to and where it ends."""
    lines = [one for one in figure.drawing.shapes if one.style.startswith("line") and one.ref]
    found = {one.ref: _RUN.match(one.path) for one in lines}
    return {ref: tuple(float(part) for part in match.groups()) for ref, match in found.items() if match}


def marks(figure: LevelFigure) -> dict[str, tuple[float, float]]:
    """The middle of the mark of each end."""
    found = {}
    for one in figure.drawing.shapes:
        if one.style == "code":
            found[one.ref] = (one.x + one.width / 2, one.y + one.height / 2)
        elif one.style == "factor" and one.kind == "circle":
            found[one.ref] = (one.x, one.y)
        elif one.style == "factor":
            x, top, half = (float(part) for part in re.findall(r"M([\d.]+) ([\d.]+).*v([\d.]+)a", one.path)[0])
            found[one.ref] = (x + 5, top + half / 2)
    return found


def tops(figure: LevelFigure) -> list[float]:
    """Where each level begins, the outermost first, and the foot they share."""
    bands = [one.path for one in figure.drawing.shapes if one.style.startswith("band")]
    return [float(re.findall(r"A16 16 0 0 1 [\d.]+ ([\d.]+)H", path)[0]) for path in bands] + [
        float(re.findall(r"V([\d.]+)Z", bands[0])[0])
    ]


def check(shown: LevelMap, width: float) -> LevelFigure:
    """What holds of every narrow drawing, whatever is shown."""
    figure = layout(shown, width)
    assert figure.drawing.width == width
    assert meeting(figure) == []
    frame = Box(0, 0, width, figure.drawing.height)
    assert [name for name, box in figure.labels if not box.within(frame)] == []
    texts = [one for one in figure.drawing.shapes if one.kind == "text"]
    assert all(one.size >= 11 for one in texts)
    ends = {"start": 1.0, "middle": 0.5, "end": 0.0}
    assert all(one.x + advance(one.text, one.size) * ends[one.anchor] <= width for one in texts)
    found = runs(figure)
    assert found.keys() == {one.key for one in shown.relations}
    # No line comes as far right as names begin, and no two go up or down on each other.
    names = [
        box.left for name, box in figure.labels if not name.startswith("relation ") and box.bottom < tops(figure)[-1]
    ]
    assert all(max(x, lane) < left for x, _, lane, _, _ in found.values() for left in names)
    every = sorted((lane, min(y, to), max(y, to)) for _, y, lane, to, _ in found.values())
    assert all(low[0] != high[0] or low[2] < high[1] for low, high in pairwise(every))
    heights = [y for _, y, _, to, _ in found.values() for y in (y, to)]
    assert len(set(heights)) == len(heights)
    levels = tops(figure)
    depth = {ring.key: len(shown.rings) - 1 - at for at, ring in enumerate(shown.rings)}
    stands = marks(figure)
    assert stands.keys() == {end.key for end in shown.ends}
    for end in shown.ends:
        y = stands[end.key][1]
        assert sum(top < y for top in levels[:-1]) - 1 == depth[end.level]
        assert y < levels[-1]
    return figure


@pytest.mark.parametrize("width", NARROW)
def test_eight_themes_and_twelve_relations_stand_in_the_width_there_is_with_no_label_on_another(width: float) -> None:
    check(full(), width)
    check(demo(), width)


@given(maps(), st.integers(240, 639))
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_no_labels_meet_and_no_line_runs_through_one_whatever_is_shown(shown: LevelMap, width: int) -> None:
    check(shown, width)


@given(maps(), st.sampled_from([650, 700, 760, 799]))
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_a_drawing_is_wider_than_asked_for_only_from_800_on(shown: LevelMap, width: int) -> None:
    figure = layout(shown, width)
    assert figure.drawing.width == width
    assert meeting(figure) == []


def test_what_does_not_fit_is_drawn_wider_at_800_and_in_the_width_there_is_below_it() -> None:
    one = full()
    ends = [replace(end, key=f"{end.key} {n}", name=f"{end.name} {n}") for n in (1, 2) for end in one.ends]
    crowded = replace(
        one,
        ends=tuple(ends),
        relations=tuple(
            replace(rel, key=f"{rel.key} {n}", source=f"{rel.source} {n}", target=f"{rel.target} {n}")
            for n in (1, 2)
            for rel in one.relations
        ),
    )
    assert layout(crowded, 800).drawing.width > 800
    below = layout(crowded, 799)
    assert below.drawing.width == 799
    assert meeting(below) == []


@pytest.mark.parametrize("width", NARROW)
@pytest.mark.parametrize("n", [1, 7, 24])
def test_passages_stand_at_their_level_clear_of_every_label_and_of_each_other(width: float, n: int) -> None:
    keys = ["micro", "meso", "exo", "macro", "chrono"]
    passages = tuple(LevelPassage(f"{key} {at}", key) for key in keys for at in range(n))
    figure = check(replace(full(), passages=passages), width)
    levels = tops(figure)
    seen: list[Box] = []
    for one in figure.drawing.shapes:
        if one.style != "passage" or not one.ref:
            continue
        x, top = (float(part) for part in re.findall(r"-?[\d.]+", one.path)[:2])
        box = Box(x - 5, top, x + 5, top + 10)
        level = one.ref.partition(" ")[0]
        if level == "chrono":
            # On a line that is too short for them the last lie on one another.
            assert top > levels[-1]
            continue
        assert not [name for name, label in figure.labels if label.meets(box)], one.ref
        assert not [other for other in seen if other.meets(box)], one.ref
        assert sum(y < top for y in levels[:-1]) == 4 - keys.index(level), one.ref
        assert top + 10 < levels[-1]
        assert max(lane for _, _, lane, _, _ in runs(figure).values()) < box.left
        seen.append(box)
    assert len(seen) == 4 * n
    assert [one.text for one in figure.drawing.shapes].count("a passage placed by itself") == 1


def test_a_relation_that_acts_on_another_ends_on_its_line() -> None:
    found = runs(layout(demo(), 338))
    _, y, lane, to, _ = found["REL1"]
    _, _, own, at, end = found["REL5"]
    assert own != lane
    assert min(y, to) < at < max(y, to)
    assert abs(end - lane) <= 6
    (ring,) = [one for one in layout(demo(), 338).drawing.shapes if one.style == "ring" and one.ref == "REL5"]
    assert abs(ring.x - lane) <= 6


def test_every_relation_has_its_number_on_its_own_line() -> None:
    figure = layout(full(), 338)
    found = runs(figure)
    pills = {one.ref: one for one in figure.drawing.shapes if one.style == "pill"}
    numbers = {one.ref: one.text for one in figure.drawing.shapes if one.style == "pill-text"}
    assert numbers == {one.key: str(at) for at, one in enumerate(full().relations, 1)}
    for ref, (start, y, lane, to, end) in found.items():
        x, middle = pills[ref].x + pills[ref].width / 2, pills[ref].y + 9
        upright = abs(x - lane) < 0.2 and min(y, to) - 1 <= middle <= max(y, to) + 1
        along = any(
            abs(middle - at) < 0.2 and lane - 1 <= x <= max(lane, right) for at, right in ((y, start), (to, end))
        )
        assert upright or along, ref


def test_lines_that_meet_one_mark_come_in_apart_and_the_mark_is_as_long() -> None:
    ends = tuple(LevelEnd(key, f"What {key} says", "a", "factor" if key == "d" else "code") for key in "abcd")
    relations = tuple(LevelRelation(f"{key}d", key, "d", "erodes", 2) for key in "abc")
    figure = check(LevelMap((LevelRing("a", "a"),), ends=ends, relations=relations), 300)
    heights = sorted(to for _, _, _, to, _ in runs(figure).values())
    assert [round(high - low, 1) for low, high in pairwise(heights)] == [16, 16]
    (long,) = [one for one in figure.drawing.shapes if one.style == "factor"]
    assert "v32.0" in long.path
    assert round(marks(figure)["d"][1], 1) == heights[1]


def test_a_name_too_long_for_the_column_goes_on_below_it() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    ends = (LevelEnd("x", f"{word} and more", "a"), LevelEnd("y", "y", "a"))
    figure = check(
        LevelMap((LevelRing("a", word),), ends=ends, relations=(LevelRelation("r", "x", "y", "feeds", 1),)), 240
    )
    lines = [one.text for one in figure.drawing.shapes if one.style == "label" and one.ref == "x"]
    assert "".join(lines).replace(" ", "") == f"{word}andmore"
    assert wrapped("", 12, 100) == ("",)
    assert wrapped("one two three", 10, 45) == ("one two", "three")


def test_cases_are_flags_of_the_time_line_and_no_staff_runs_through_a_name() -> None:
    crowd = tuple(TimeMark(f"Team of the {n}", 10.0 + n / 3, f"{n} months") for n in range(9))
    figure = check(LevelMap(RINGS, time_note="age of the team at first interview, log scale", marks=crowd), 338)
    below = [(name, box) for name, box in figure.labels if box.top > tops(figure)[-1]]
    assert {name for name, _ in below} >= {mark.name for mark in crowd} | {mark.note for mark in crowd}
    staffs = [
        re.fullmatch(r"M([\d.]+) ([\d.]+)V([\d.]+)", one.path)
        for one in figure.drawing.shapes
        if one.style in ("axis", "leader")
    ]
    drawn = [tuple(float(part) for part in match.groups()) for match in staffs if match]
    assert len(drawn) == len(crowd)
    for x, top, foot in drawn:
        crossed = [name for name, box in below if box.left < x < box.right and box.top < foot and top < box.bottom]
        assert crossed == []


def test_the_legend_takes_as_many_lines_as_it_needs() -> None:
    shown = replace(demo(), passages=(LevelPassage("p", "meso"),))
    for width in (240, 338, 800, 1100):
        said = [one for one in layout(shown, width).drawing.shapes if one.text in {
            "strengthens", "weakens", "replaces or dampens", "our inference", "wider line, more teams",
            "a passage placed by itself",
        }]  # fmt: skip
        assert len(said) == 6
        assert all(one.size == 12 and one.x + advance(one.text, 12) <= width for one in said), width


def test_two_relations_that_act_on_each_other_and_a_crowd_are_still_drawn() -> None:
    ends = (LevelEnd("x", "x", "a"), LevelEnd("y", "y", "a"))
    circle = (LevelRelation("r", "x", "s", "feeds", 1), LevelRelation("s", "y", "r", "feeds", 1))
    assert meeting(layout(LevelMap((LevelRing("a", "a"),), ends=ends, relations=circle), 300)) == []
    crowd = tuple(LevelEnd(f"e{at}", "A name of some length here", "a") for at in range(200))
    figure = check(LevelMap((LevelRing("a", "a"),), ends=crowd), 240)
    assert sum(one.style == "code" for one in figure.drawing.shapes) == 200


def test_the_same_data_give_the_same_drawing() -> None:
    shapes: tuple[Shape, ...] = layout(full(), 338).drawing.shapes
    assert layout(full(), 338).drawing.shapes == shapes

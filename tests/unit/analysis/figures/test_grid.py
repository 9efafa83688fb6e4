"""Rows by columns, and chains, drawn so that no label meets another, at any width and of any size."""

from __future__ import annotations

import pytest

from anselm.analysis.figures.chain_map import ChainMark, chain_map, how_many
from anselm.analysis.figures.grid import HERE, Grid, GridRow, Laid, grid
from anselm.analysis.figures.metrics import Box
from anselm.domain.drawing import Drawing

LONG = "Someone who is holding the door open at the Krankenversicherungsgesellschaft"
LEVELS = ("Policy and money", "Team and employer", "Person and close colleagues", "No level")


def meeting(laid: Laid) -> list[tuple[str, str]]:
    """Labels that come too close to each other."""
    named = laid.labels
    return [(one, other) for at, (one, box) in enumerate(named) for other, there in named[at + 1 :] if box.meets(there)]


def outside(drawing: Drawing, laid: Laid) -> list[str]:
    """Labels that are cut off."""
    frame = Box(0, 0, drawing.width, drawing.height)
    return [name for name, box in laid.labels if not box.within(frame)]


def many(n: int, *names: str) -> Grid:
    rows = [GridRow(LONG, tuple((HERE,) if (at + n) % 3 else () for at in range(n)), "Team and employer")]
    rows += [GridRow(f"Row {at}", tuple(names if at == one % 3 else () for one in range(n)), LONG) for at in range(3)]
    return Grid(
        tuple(f"T{at}" if at % 4 else f"Team {LONG}" for at in range(n)), (*rows, GridRow("None here.", group="X"))
    )


@pytest.mark.parametrize("width", [240.0, 340.0, 800.0])
@pytest.mark.parametrize("n", [0, 1, 9, 70])
@pytest.mark.parametrize("names", [("T1",), ("T1", "T2", "Team " + LONG, "T10")])
def test_no_label_of_a_grid_meets_another_or_is_cut_off(width: float, n: int, names: tuple[str, ...]) -> None:
    drawing, laid = grid(many(n, *names), width)
    assert drawing.width == width
    assert meeting(laid) == []
    assert outside(drawing, laid) == []
    assert grid(many(n, *names), width)[0] == drawing


def test_every_cell_is_drawn_once_under_its_column_and_beside_its_row() -> None:
    shown = Grid(("T1", "T2"), (GridRow("a", ((HERE,), ())), GridRow("b", ((), ("x", "y")))))
    drawing, _ = grid(shown, 340)
    at = {one.text: (one.x, one.y) for one in drawing.shapes if one.kind == "text"}
    (dot,) = [one for one in drawing.shapes if one.kind == "circle"]
    assert (dot.x, abs(dot.y - at["a"][1]) < 8) == (at["T1"][0], True)
    assert at["x"][0] < at["T2"][0] < at["y"][0]
    assert abs(at["x"][1] - at["b"][1]) < 8
    with pytest.raises(ValueError, match="not a cell for each of 2 columns: c"):
        Grid(("T1", "T2"), (GridRow("c", ((),)),))


def chain(n: int, words: str = "Quick ask") -> list[ChainMark]:
    first = ChainMark(LEVELS[0], words)
    return [
        first,
        *(ChainMark(LEVELS[at % 4], words, "stands in for" if at % 3 else "", at % 2 == 0) for at in range(n)),
    ]


@pytest.mark.parametrize("width", [340.0, 800.0])
@pytest.mark.parametrize("words", ["Quick ask", LONG])
@pytest.mark.parametrize("n", [1, 12])
def test_no_label_of_chains_meets_another_or_is_cut_off(width: float, words: str, n: int) -> None:
    drawing, laid = chain_map(LEVELS, [chain(n, words), chain(2, words)], width)
    assert meeting(laid) == []
    assert outside(drawing, laid) == []


def test_an_inference_is_dashed_and_said_and_what_does_nothing_has_no_arrow() -> None:
    told = [ChainMark(LEVELS[1], "a"), ChainMark(LEVELS[0], "b", "erodes"), ChainMark(LEVELS[0], "c")]
    drawing, _ = chain_map(LEVELS, [told], 800)
    assert [one.style for one in drawing.shapes if one.style in ("line", "line-inferred", "arrow")] == ["line", "arrow"]
    assert "our inference" not in [one.text for one in drawing.shapes]
    guessed = [ChainMark(LEVELS[1], "a"), ChainMark(LEVELS[0], "b", "erodes", inferred=True)]
    drawing, _ = chain_map(LEVELS, [guessed], 800)
    assert [one.style for one in drawing.shapes].count("line-inferred") == 2
    assert "our inference" in [one.text for one in drawing.shapes]


def test_as_many_chains_are_drawn_as_a_page_holds_and_one_at_least() -> None:
    some = [chain(4) for _ in range(20)]
    n = how_many(LEVELS, some)
    assert 1 < n < 20
    assert chain_map(LEVELS, some[:n], 800)[0].height <= 1150 < chain_map(LEVELS, some[: n + 1], 800)[0].height
    assert how_many(LEVELS, [chain(60)]) == 1
    assert how_many(LEVELS, []) == 0

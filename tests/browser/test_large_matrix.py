"""A tall and wide matrix in a browser: little of it is drawn, and all of it can be reached, read and written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

import anselm

N_TEAMS, N_THEMES = 60, 30
LONG = "They ask whoever sits near, and then somebody shows it on the day, as it is done here. " * 3

# How many cells are drawn, and whether every row takes up all columns, drawn or kept open.
DRAWN = """(table) => {
  const rows = [...table.rows].filter((row) => !row.hidden && row.ariaHidden !== "true");
  const span = (row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
  return { cells: table.querySelectorAll(".matrix-cell").length, spans: [...new Set(rows.map(span))] };
}"""
# Columns that a cell of a row is seen of, between the column of names and the edge of the box, and whether the names
# stand at the edge still.
IN_SIGHT = """(table) => {
  const box = table.parentElement.getBoundingClientRect();
  const head = table.tHead.getBoundingClientRect().bottom;
  const below = (row) => row.getBoundingClientRect().top >= head;
  const row = [...table.tBodies[0].rows].find((row) => row.ariaHidden !== "true" && below(row));
  const [name, ...cells] = row.cells;
  const edge = name.getBoundingClientRect();
  const seen = cells.filter((cell) => {
    const at = cell.getBoundingClientRect();
    return at.right > edge.right + 1 && at.left < box.right - 1;
  });
  const aligned = seen.every((cell) => {
    const at = [...table.tHead.rows[0].cells].find((one) => one.ariaColIndex === cell.ariaColIndex);
    return at && Math.abs(at.getBoundingClientRect().left - cell.getBoundingClientRect().left) < 1;
  });
  return { held: Math.abs(edge.left - box.left) < 2, kept: seen.filter((cell) => cell.ariaHidden === "true").length,
    columns: seen.map((cell) => Number(cell.ariaColIndex)), aligned, top: row.getBoundingClientRect().top };
}"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with its teams and themes and a few cells."""
    folder = tmp_path_factory.mktemp("large") / "study"
    with anselm.create(folder, title="Large matrix") as study:
        for n in range(1, N_TEAMS + 1):
            study.fieldwork.add_case(id=f"t{n}", code=f"T{n:02}", name=f"Team {n}")
        for n in range(1, N_THEMES + 1):
            study.interpretation.add_theme(id=f"h{n}", name=f"Theme {n}")
        study.interpretation.add_matrix(id="m", name="Teams by themes")
        for n in range(1, N_TEAMS + 1, 7):
            study.interpretation.write_cell(
                id=f"c{n}", matrix_id="m", case_id=f"t{n}", column_id=f"h{n % N_THEMES + 1}", summary=LONG
            )
    return folder


@pytest.fixture
def matrix(written: Path, page: Page, tmp_path: Path) -> Iterator[Locator]:
    """The table, in a copy of the study that is served."""
    with serve(shutil.copytree(written, tmp_path / "study")) as running:
        opened(running, page)
        yield page.get_by_role("table", name="Teams by themes")


def opened(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/interpret/matrix")
    expect(page.get_by_role("button", name="T01 by TH1: not written")).to_be_visible()


def seen(matrix: Locator) -> dict[str, Any]:
    found: dict[str, Any] = matrix.evaluate(IN_SIGHT)
    return found


def scrolled(page: Page, matrix: Locator, top: int, left: int) -> None:
    matrix.evaluate("(table, [top, left]) => table.parentElement.scrollTo(left, top)", [top, left])
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_a_large_matrix_draws_what_is_in_sight_and_says_how_large_it_is(page: Page, matrix: Locator) -> None:
    assert matrix.get_attribute("aria-rowcount") == str(N_TEAMS + 1)
    assert matrix.get_attribute("aria-colcount") == str(N_THEMES + 1)
    whole = matrix.evaluate("(table) => [table.offsetWidth, table.parentElement.clientWidth]")
    assert whole[0] > 2 * whole[1]
    for top, left in ((0, 0), (400, 900), (900, 1700), (99_999, 99_999), (300, 0)):
        scrolled(page, matrix, top, left)
        now, drawn = seen(matrix), matrix.evaluate(DRAWN)
        assert now["held"], "the names of teams stay at the edge"
        assert now["aligned"], "cells stand under their heads"
        assert now["kept"] == 0, "nothing in sight is left out"
        assert now["columns"] == list(range(now["columns"][0], now["columns"][-1] + 1))
        assert drawn["spans"] == [N_THEMES + 1]
        assert drawn["cells"] < N_TEAMS * N_THEMES / 3
        assert matrix.evaluate("(table) => table.offsetWidth") == whole[0]
    last = matrix.get_by_role("button", name=f"T{N_TEAMS} by TH{N_THEMES}:")
    scrolled(page, matrix, 99_999, 99_999)
    expect(last).to_be_visible()
    assert last.locator("xpath=..").get_attribute("aria-colindex") == str(N_THEMES + 1)
    assert complaints(page) == []


def test_rows_stay_where_they_are_while_columns_come_and_go(page: Page, matrix: Locator) -> None:
    width = matrix.evaluate("(table) => table.offsetWidth")
    # Once every cell was near, no row grows or shrinks on the way back.
    for left in range(0, width, 300):
        scrolled(page, matrix, 0, left)
    there = seen(matrix)["top"], matrix.evaluate("(table) => table.tBodies[0].rows[1].offsetHeight")
    for left in range(width, -1, -300):
        scrolled(page, matrix, 0, left)
        assert (seen(matrix)["top"], matrix.evaluate("(table) => table.tBodies[0].rows[1].offsetHeight")) == there


def test_a_far_cell_is_reached_and_written_by_keys_alone(page: Page, matrix: Locator) -> None:
    page.get_by_role("button", name="T01 by TH1: not written").focus()
    for _ in range(24):
        page.keyboard.press("ArrowRight")
    for _ in range(40):
        page.keyboard.press("ArrowDown")
    cell = page.get_by_role("button", name="T41 by TH25: not written")
    expect(cell).to_be_focused()
    expect(cell).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="T41 by TH26: not written")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="T42 by TH1: not written")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name=f"T41 by TH{N_THEMES}: not written")).to_be_focused()
    # What is stood on stays, wherever one scrolls.
    scrolled(page, matrix, 0, 0)
    expect(page.get_by_role("button", name=f"T41 by TH{N_THEMES}: not written")).to_be_focused()
    page.keyboard.press("Control+End")
    far = page.get_by_role("button", name=f"T{N_TEAMS} by TH{N_THEMES}:")
    expect(far).to_be_focused()
    expect(far).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_label("In your own words")).to_be_focused()
    page.keyboard.type("A post stands frozen.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Keep the cell")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(far).to_contain_text("A post stands frozen.")
    expect(far).to_be_focused()
    expect(far).to_be_in_viewport()
    expect(page.get_by_text(re.compile(r"^0 final, 10 draft"))).to_be_visible()


def test_all_of_it_is_drawn_on_paper(page: Page, matrix: Locator) -> None:
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert matrix.evaluate(DRAWN) == {"cells": N_TEAMS * N_THEMES, "spans": [N_THEMES + 1]}
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(matrix.locator(".matrix-cell").nth(N_TEAMS * N_THEMES // 3)).to_have_count(0)


def test_words_out_of_sight_are_found_in_the_page(page: Page, matrix: Locator) -> None:
    far = matrix.get_by_role("button", name=f"T{N_TEAMS - 10} by TH{N_THEMES - 5}: not written")
    expect(far).to_have_count(0)
    page.keyboard.press("Control+f")
    expect(far).to_have_count(1)
    assert matrix.evaluate(DRAWN) == {"cells": N_TEAMS * N_THEMES, "spans": [N_THEMES + 1]}
    scrolled(page, matrix, 900, 1700)
    assert seen(matrix)["aligned"]
    assert seen(matrix)["held"]

"""Queries, counts and the matrix in a browser: what is asked is found, and every number opens what it counts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

import anselm


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def opened(served: Served, page: Page, part: str) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/interpret/{part}")


def asked_by_the_library(study: Path, text: str) -> Any:
    """The same query without a screen, so what is expected follows the demo's words."""
    with anselm.open(study, "Dr Ilse Marrow", read_only=True) as demo:
        return demo.interpretation.query(text=text)


def test_a_query_is_built_row_by_row_found_kept_and_written_anew_by_hand(
    served: Served, page: Page, demo_study: Path
) -> None:
    opened(served, page, "queries")
    page.get_by_role("button", name="Row 1 code or theme").click()
    page.get_by_role("option", name="D1 Overhearing").click()
    page.get_by_role("button", name="Another row").click()
    page.get_by_role("button", name="Row 2 says it").click()
    page.get_by_role("option", name="is near").click()
    page.get_by_role("button", name="Row 2 code or theme").click()
    page.get_by_role("option", name="D2 Quick ask").click()
    written = page.get_by_label("As it is written")
    expect(written).to_have_value("D1 AND NEAR(D2, 2 turns)")
    page.get_by_role("button", name="Find passages").click()
    found = page.get_by_role("region", name="What was found")
    near = asked_by_the_library(demo_study, "D1 AND NEAR(D2, 2 turns)")
    assert near.n_passages > 1
    expect(found).to_contain_text(f"{near.n_passages} passages, {near.n_participants} people, {near.n_cases} teams")
    expect(found.get_by_role("listitem").filter(has_text="read by")).to_have_count(near.n_passages)
    page.get_by_role("button", name="Keep this query").click()
    page.get_by_label("Name").fill("Heard, then asked")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name=re.compile("Kept queries"))).to_be_visible()
    written.fill("TH1 IN T5")
    expect(page.get_by_text("The query was written by hand.")).to_be_visible()
    page.get_by_role("button", name="Find passages").click()
    expect(found).to_contain_text("TH1 IN T5")
    assert complaints(page) == []


def test_every_number_of_a_table_opens_as_many_passages(served: Served, page: Page) -> None:
    opened(served, page, "queries")
    page.get_by_text("Count by", exact=True).click()
    count = page.get_by_role("button", name=re.compile("^TH4 The desk next door by T5: "))
    n = int(count.inner_text())
    count.click()
    behind = page.get_by_role("dialog")
    expect(behind.get_by_role("listitem")).to_have_count(n)
    expect(behind).to_contain_text("TH4 AND case = T5")
    assert complaints(page) == []


def test_a_cell_of_the_matrix_is_written_beside_its_passages(served: Served, page: Page) -> None:
    opened(served, page, "matrix")
    page.get_by_role("button", name="T5 by TH1: not written").click()
    cell = page.get_by_role("dialog")
    cell.get_by_label("In your own words").fill("A post stands frozen, so who goes is not replaced.")
    cell.get_by_text("Final", exact=True).click()
    expect(cell).to_contain_text("rests on at least one passage")
    cell.locator(".matrix-beside .checkbox").first.click()
    cell.get_by_role("button", name="Keep the cell").click()
    expect(page.get_by_role("button", name=re.compile("^T5 by TH1: A post stands frozen"))).to_be_visible()
    expect(page.get_by_text(re.compile("^1 final, 0 draft"))).to_be_visible()
    assert complaints(page) == []


MEETING = """(svg) => {
  const boxes = [...svg.querySelectorAll('text')].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const frame = svg.getBoundingClientRect();
  const cut = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1).map(([words]) => words);
  const apart = (one, other) => one.right <= other.left || other.right <= one.left || one.bottom <= other.top + 3 || other.bottom <= one.top + 3;
  const met = boxes.flatMap(([words, box], at) => boxes.slice(at + 1).filter(([, other]) => !apart(box, other)).map(([other]) => `${words} on ${other}`));
  return [...cut, ...met];
}"""  # noqa: E501


def test_saturation_is_drawn_said_and_not_claimed_because(served: Served, page: Page) -> None:
    opened(served, page, "saturation")
    expect(page.get_by_role("paragraph").filter(has_text="No new code after INT21, the 21st of 27")).to_be_visible()
    figure = page.get_by_role("img", name="How the codes grew")
    assert "Overlapping runs first come" in str(figure.locator("desc").text_content())
    held = figure.locator(".sat-held").get_attribute("d") or ""
    for width, drawn in ((390, 340), (700, 560), (1280, 900)):
        page.set_viewport_size({"width": width, "height": 844})
        expect(figure).to_have_attribute("viewBox", f"0 0 {drawn} 300")
        # Nothing slides sideways, no word is too small to read or on another, and every interview is there.
        slides = "(one) => one.scrollWidth > one.clientWidth + 1"
        assert not page.locator(".saturation-figure").evaluate(slides), width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert figure.evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width") > 0.85, width
        assert (figure.locator(".sat-held").get_attribute("d") or "").count("L") == held.count("L")
        assert figure.evaluate(MEETING) == [], width
    page.get_by_role("textbox", name="Not claimed, because").fill("Nine teams were chosen to differ.")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Nine teams were chosen to differ")).to_be_visible()
    assert complaints(page) == []

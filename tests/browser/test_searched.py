"""A claim that nothing tells otherwise says that nobody searched, until two presses on its page say who did."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

NOT = "Not searched for a case that tells it differently."
BY = re.compile(r"None found, searched by Dr Ilse Marrow on \d+ \w{3} \d{4} in 27 sources\.")


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def test_a_search_is_recorded_in_two_presses_and_said_in_the_margin_the_page_and_the_walk_back(
    served: Served, page: Page
) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    report = page.request.get(f"{served.origin}/api/v1/reports").json()[0]["id"]
    claim = next(one["id"] for one in page.request.get(f"{served.origin}/api/v1/claims").json() if one["key"] == "Q1")
    page.goto(f"{served.origin}/report/{report}/claim/{claim}")
    margin = page.locator(".claim-state").first
    expect(margin).to_contain_text(NOT)
    drawer = page.get_by_role("dialog", name="Claim Q1")
    searched = drawer.get_by_role("region", name="What tells it otherwise")
    expect(searched).to_contain_text(NOT)
    searched.get_by_role("button", name="I searched for one").click()
    assert complaints(page) == []
    searched.get_by_role("button", name="Record it: none found").click()
    expect(searched).to_contain_text(BY)
    expect(margin).to_contain_text(BY)
    # Told otherwise since: what was found later is not passed over in silence, and a new search counts it.
    drawer.get_by_role("button", name=re.compile("^Change evidence of")).first.click()
    page.get_by_role("menuitem", name="Tells it otherwise").click()
    expect(searched).to_contain_text("told otherwise since")
    searched.get_by_role("button", name="I searched again").click()
    many = searched.get_by_role("spinbutton", name="In how many sources")
    many.fill("28")
    expect(searched.get_by_text("Say a number from 1 to 27.")).to_be_visible()
    expect(searched.get_by_role("button", name="Record it: 1 found")).to_be_disabled()
    many.fill("5")
    searched.get_by_role("textbox", name=re.compile("What you looked for")).fill("no week at all")
    searched.get_by_role("button", name="Record it: 1 found").click()
    expect(searched).to_contain_text("in 5 sources, for “no week at all”.")
    expect(searched.get_by_role("listitem")).to_contain_text("Before: none found by Dr Ilse Marrow")
    page.set_viewport_size({"width": 390, "height": 844})
    assert complaints(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{served.origin}/report/{report}/back/{claim}")
    expect(page.get_by_role("listitem").filter(has_text="told otherwise, first")).to_contain_text(
        "1 found, searched by"
    )
    page.goto(f"{served.origin}/report/{report}/claim/{claim}")
    searched.get_by_role("button", name=re.compile("^Take off")).first.click()
    expect(searched).to_contain_text("told otherwise since")

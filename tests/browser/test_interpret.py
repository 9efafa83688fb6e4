"""Interpret: themes, the figure of levels, relations with what stands against them, practices as told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve


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


def test_the_figure_is_drawn_from_the_study_and_said_in_words_and_as_a_table(served: Served, page: Page) -> None:
    opened(served, page, "levels")
    figure = page.get_by_role("img", name="Themes and relations")
    expect(figure).to_be_visible()
    assert "Relation 5: Shield buffers relation 1" in figure.locator("desc").text_content()
    expect(page.get_by_role("table", name="The figure as a table")).to_be_visible()
    assert complaints(page) == []


def test_a_relation_shows_what_tells_it_otherwise_first(served: Served, page: Page) -> None:
    opened(served, page, "relations")
    page.get_by_role("button", name="Evidence for relation 1").click()
    first = page.get_by_role("dialog").get_by_role("listitem").first
    expect(first).to_contain_text("tells it otherwise")
    expect(first).to_contain_text("7A")
    assert complaints(page) == []


def test_a_theme_is_made_from_codes_and_appears_with_them(served: Served, page: Page) -> None:
    opened(served, page, "themes")
    page.get_by_role("button", name="New theme").click()
    page.get_by_label("Name").fill("Two winters")
    page.get_by_text("F1 Growing to know", exact=True).click()
    page.get_by_role("button", name="Make the theme").click()
    expect(page.get_by_role("heading", name="Two winters")).to_be_visible()
    assert complaints(page) == []


def test_a_practice_opens_what_each_informant_told(served: Served, page: Page) -> None:
    opened(served, page, "practices")
    page.get_by_role("button", name="Induction: yes 1 weeks; by shadowing only").click()
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("It was three days, really")
    expect(told).to_contain_text("They get a week.")
    assert complaints(page) == []

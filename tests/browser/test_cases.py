"""Cases: who was heard, which role was not, and what each person agreed to."""

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


def test_a_team_names_who_was_heard_and_which_role_was_not(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases")
    page.get_by_role("link", name="Ivy").click()
    expect(page.get_by_role("heading", name="Ivy")).to_be_visible()
    expect(page.get_by_text("Not heard: role A.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="9C1")).to_be_visible()
    assert complaints(page) == []


def test_a_consent_is_recorded_in_its_cell_and_read_out_in_words(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/consent")
    cell = (
        page.get_by_role("button", name="1C, quoted")
        .or_(page.get_by_role("button", name="1C,"))
        .filter(has_text="refused")
    )
    expect(cell.first).to_be_visible()
    assert complaints(page) == []
    cell.first.click()
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("option", name="given").click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="1C,").filter(has_text="given").first.wait_for()


def test_people_are_grouped_by_team_and_added_by_code(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/people")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Code").fill("P28")
    page.get_by_label("Profession").fill("student nurse")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("cell", name="student nurse")).to_be_visible()
    assert complaints(page) == []

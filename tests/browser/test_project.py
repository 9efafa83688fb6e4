"""A project of another program dropped among the files: looked at, then brought in by a step that goes back in one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask
from tests.browser.serving import Served
from tests.formats.project_files import kitchen


@pytest.fixture
def refused() -> tuple[str, ...]:
    """A refusal is asked for here."""
    return ("409",)


def _choose(page: Page, served: Served, file: Path) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/sources")
    page.get_by_role("button", name="Add files").click()
    _again(page, file)


def _again(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(file)


def test_a_project_is_looked_at_comes_in_and_goes_back_in_one_step(served: Served, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "kitchen.qdpx"
    file.write_bytes(kitchen())
    _choose(page, served, file)
    dialog = page.get_by_role("dialog", name="This is a project of another program")
    status = dialog.get_by_role("status")
    expect(status).to_have_text(re.compile(r"“Kitchen talk”.*It would bring 2 sources, 3 codes, 3 codings"))
    left = dialog.get_by_role("table", name="What will not come in")
    expect(left.get_by_role("row").filter(has_text="1 recording")).to_contain_text("Tour.mp4")
    assert complaints(page) == []
    assert len(ask(page, "/sources")) == 1
    dialog.get_by_role("button", name="Kay Ash, kept as: a colleague without an account").click()
    page.get_by_role("menuitem", name="mine").click()
    expect(dialog.get_by_role("button", name="Kay Ash, kept as: yours")).to_be_visible()
    dialog.get_by_role("button", name="Bring in the project").click()
    done = page.get_by_role("dialog", name="The project is in the study")
    expect(done.get_by_role("status")).to_have_text(re.compile(r"In the study now: 2 sources, 3 codes, 3 codings"))
    assert complaints(page) == []
    done.get_by_role("button", name="Done").click()
    expect(page.get_by_role("link", name="Diary", exact=True)).to_be_visible()
    _again(page, file)
    expect(status).to_have_text(re.compile("All of it is here already"))
    expect(dialog.get_by_role("button", name="Bring in the project")).to_be_disabled()
    dialog.get_by_role("button", name="Leave it out").click()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Taken back: bringing in a project.")).to_be_visible()
    expect(page.get_by_role("link", name="Diary", exact=True)).to_have_count(0)


def test_a_damaged_project_is_refused_in_words_and_nothing_comes_in(served: Served, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "cut.qdpx"
    file.write_bytes(kitchen()[:-60])
    _choose(page, served, file)
    dialog = page.get_by_role("dialog", name="This is a project of another program")
    expect(dialog.get_by_text(re.compile("damaged or cut short"))).to_be_visible()
    expect(dialog.get_by_role("button", name="Bring in the project")).to_be_disabled()
    assert len(ask(page, "/sources")) == 1

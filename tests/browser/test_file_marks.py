"""Comments and highlights of a Word file, decided of in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become, tell
from tests.browser.serving import Served, serve
from tests.unit.services.coding.test_proposed import talk


@pytest.fixture
def served(interviewed: Path, tmp_path: Path) -> Iterator[Served]:
    """A study with one interview behind a running workbench."""
    with serve(copytree(interviewed, tmp_path / "study")) as running:
        yield running


def _waiting(page: Page) -> int:
    found: int = ask(page, "/file-marks")["n_waiting"]
    return found


def _brought_in(page: Page, served: Served, tmp_path: Path) -> None:
    """A Word file with three comments and three highlights, and its list of them."""
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/sources")
    word = tmp_path / "INT07.docx"
    word.write_bytes(talk())
    page.get_by_role("button", name="Add files").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(word)
    expect(page.get_by_text("6 comments and highlights to decide on")).to_be_visible()
    source = next(one["id"] for one in ask(page, "/sources") if one["name"] == "INT07")
    page.goto(f"{served.origin}/sources/{source}")
    page.get_by_role("tab", name="Proposed from the file").click()


def test_comments_of_a_word_file_become_codings_memos_or_are_set_aside_and_undo_takes_each_back(
    served: Served, page: Page, tmp_path: Path
) -> None:
    _brought_in(page, served, tmp_path)
    expect(page.get_by_text("6 of 6 are not decided.")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Make codings of: “overhearing”, 2 comments").click()
    expect(page.get_by_label("Or a new code called")).to_have_value("overhearing")
    page.get_by_role("button", name="Make it and code 2 passages").click()
    become(page, lambda: _waiting(page), 4)
    expect(page.get_by_text("Coded as overhearing by you.")).to_have_count(2)
    one = page.get_by_role("listitem").filter(has_text="ask Siân about this")
    one.get_by_role("button", name="Keep as a memo").click()
    expect(one).to_contain_text("Kept as a memo by you.")
    yellow = page.get_by_role("listitem").filter(has_text="Siân says")
    yellow.get_by_role("button", name="Set aside", exact=True).click()
    expect(yellow).to_contain_text("Set aside by you.")
    assert complaints(page) == []
    page.keyboard.press("Control+z")
    become(page, lambda: _waiting(page), 3)
    expect(yellow.get_by_role("button", name="Set aside", exact=True)).to_be_visible()
    one.get_by_role("button", name="Decide anew").click()
    become(page, lambda: _waiting(page), 4)
    # Where there is room what the file proposes stands beside the text, else behind Memos.
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("listitem").filter(has_text="I hear them on the phone.").get_by_role("link").click()
    expect(page.locator(".coded").first).to_be_visible()
    side = page.get_by_role("region", name="Proposed from the file")
    expect(side).to_contain_text("4 of 6 comments and highlights are not decided.")
    assert complaints(page) == []


def test_all_of_one_colour_get_a_code_that_is_there(served: Served, page: Page, tmp_path: Path) -> None:
    _brought_in(page, served, tmp_path)
    tell(page, "/codes/add", {"id": "c1", "name": "Quick ask"})
    page.get_by_role("button", name="Make codings of: Highlighted green, 2 passages").click()
    page.get_by_label("A code that is there").fill("quick")
    expect(page.get_by_text("Enter takes the first, C1 Quick ask.")).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Code 2 passages", exact=True).click()
    expect(page.get_by_text("Coded as Quick ask by you.")).to_have_count(2)
    assert _waiting(page) == 4

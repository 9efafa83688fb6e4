"""Codes come in from a codebook in a file: what differs is seen side by side, chosen, and taken back in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become, tell
from tests.browser.serving import Served

TABLE = (
    "code,parent,definition,exclude,colour,remark\n"
    "Overhearing,Ways,Hears what was not meant for them,Asked,#FF0000,x\n"
    "Joining,,Goes along,,,\n"
    "Noticing,Ways,Sees it,,,\n"
    "Ways,,,,,\n"
)


@pytest.fixture
def refused() -> tuple[str, ...]:
    """A refusal is asked for here."""
    return ("409",)


def _names(page: Page) -> list[str]:
    return [one["name"] for one in ask(page, "/codes")]


def test_a_codebook_is_looked_at_code_by_code_and_comes_in_as_chosen(
    served: Served, page: Page, tmp_path: Path
) -> None:
    book = tmp_path / "book.csv"
    book.write_text(TABLE)
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/code")
    tell(page, "/codes/add", {"id": "c1", "name": "Overhearing", "definition": "Hears it", "family": 3})
    tell(page, "/codes/add", {"id": "c2", "name": "Joining", "definition": "Goes along"})
    expect(page.locator(".text-turns")).to_be_visible()
    page.get_by_role("button", name="Bring in codes …").click()
    dialog = page.get_by_role("dialog", name="Bring in codes")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Choose a codebook").click()
    chooser.value.set_files(book)
    expect(dialog.get_by_role("status")).to_have_text(
        "2 codes are new; 2 are here already, of which 1 says something else."
    )
    row = dialog.get_by_role("row").filter(has_text="Hears what was not meant for them")
    for words in ("here Hears it", "in the file Hears what was not meant for them", "colour 3", "colour 1", "the top"):
        expect(row).to_contain_text(words)
    expect(dialog.get_by_text("left out: remark")).to_be_visible()
    assert complaints(page) == []
    assert _names(page) == ["Overhearing", "Joining"]
    way = dialog.get_by_role("button", name="Overhearing: Leave")
    way.focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Take over its words").click()
    dialog.get_by_role("button", name="Noticing: Add").click()
    page.get_by_role("menuitem", name="Leave out").click()
    dialog.get_by_role("button", name="Bring in 2 codes").click()
    expect(page.get_by_text("1 code added, 1 changed.")).to_be_visible()
    expect(dialog).to_have_count(0)
    become(page, lambda: _names(page), ["Overhearing", "Joining", "Ways"])
    code = ask(page, "/codes")[0]
    assert (code["definition"], code["exclude"], code["family"]) == ("Hears what was not meant for them", "Asked", 3)
    page.keyboard.press("Control+z")
    become(page, lambda: _names(page), ["Overhearing", "Joining"])
    assert ask(page, "/codes")[0]["definition"] == "Hears it"


def test_what_is_no_codebook_is_refused_where_one_dropped_it(served: Served, page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/code")
    expect(page.locator(".text-turns")).to_be_visible()
    page.get_by_role("button", name="Bring in codes …").click()
    dialog = page.get_by_role("dialog", name="Bring in codes")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Choose a codebook").click()
    chooser.value.set_files(bad)
    expect(dialog.get_by_role("alert")).to_contain_text("No column of it is called code.")
    assert complaints(page) == []

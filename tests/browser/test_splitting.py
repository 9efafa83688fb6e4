"""A code is split at its passages: from the codebook to the dialog, the history of both, and back across a reload."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become, tell
from tests.browser.serving import Served

STARTS = (60, 90, 120)


def given(page: Page, served: Served) -> str:
    """Three passages of Overhearing, in a codebook that was kept."""
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    tell(page, "/codes/add", {"id": "a", "name": "Overhearing", "key": "D1"})
    version = str(ask(page, "/sources")[0]["version_id"])
    for start in STARTS:
        place = {"version_id": version, "start": start, "end": start + 10}
        tell(page, "/codings/apply", {"id": f"k{start}", "code_id": "a", **place})
    tell(page, "/codebook-versions/freeze", {"id": "v1", "note": "Before the split"})
    return version


def names(page: Page, version: str) -> list[str]:
    called = {one["id"]: one["name"] for one in ask(page, "/codes")}
    return [called[one["code_id"]] for one in ask(page, f"/codings?version_id={version}")]


@pytest.mark.parametrize("refused", [("409",)])
def test_chosen_passages_are_split_off_as_a_new_code_and_taken_back_after_a_reload(served: Served, page: Page) -> None:
    version = given(page, served)
    page.goto(served.origin + "/code")
    page.get_by_role("treeitem", name=re.compile("Overhearing")).click()
    page.get_by_role("button", name="More to do with this code").click()
    page.get_by_role("menuitem", name="Split off a new code").click()
    expect(page.get_by_role("status").filter(has_text="Choose the passages of Overhearing")).to_be_visible()
    off = page.get_by_role("button", name="Split off as a new code …")
    expect(off).to_be_disabled()
    # By keyboard from here: every passage, then all but the first.
    page.get_by_role("checkbox", name="Choose all").focus()
    page.keyboard.press("Space")
    off.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Split Overhearing")
    expect(dialog.get_by_role("alert")).to_contain_text("that is another name")
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name=re.compile(": choose")).first.focus()
    page.keyboard.press("Space")
    off.focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Name of the new code")).to_be_focused()
    said = dialog.get_by_role("list", name="What will happen")
    expect(said).to_contain_text("2 passages go to the new code, with their coders and notes.")
    expect(said).to_contain_text("Overhearing keeps 1 passage.")
    page.keyboard.type("overhearing")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("There is a code called Overhearing already.")
    assert complaints(page) == []
    page.keyboard.press("Control+a")
    page.keyboard.type("Listening in")
    page.keyboard.press("Tab")
    page.keyboard.type("They mean to hear it.")
    dialog.get_by_role("button", name="Split it off").press("Enter")
    expect(page.get_by_text("Listening in is split off from Overhearing, with 2 passages.")).to_be_visible()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    assert names(page, version) == ["Overhearing", "Listening in", "Listening in"]
    page.goto(served.origin + "/code/changes")
    changed = page.get_by_role("region", name="Changed")
    expect(changed).to_contain_text(re.compile("Listening in was split from it on .*, 2"))
    new = page.get_by_role("region", name="New", exact=True)
    expect(new).to_contain_text(re.compile(r"It was split from D1 Overhearing on .*, 2 passages\."))
    page.goto(served.origin + "/code/passages/a")
    expect(page.get_by_role("checkbox", name="Choose all")).to_be_visible()
    page.reload()
    expect(page.get_by_role("checkbox", name="Choose all")).to_be_visible()
    page.keyboard.press("Control+z")
    become(page, lambda: names(page, version), ["Overhearing"] * 3)
    expect(page.get_by_role("checkbox", name=re.compile(": choose"))).to_have_count(3)

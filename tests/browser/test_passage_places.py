"""A passage is put at a level of the lens at the desk, and found there by level and case."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

LEVEL, OTHER = "Team and employer", "Policy and money"


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def test_words_of_a_turn_are_placed_with_a_key_and_stand_at_their_level(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    source = page.request.get(f"{served.origin}/api/v1/sources").json()[0]["id"]
    page.goto(f"{served.origin}/code/{source}")
    page.get_by_text("Right. So, early supported discharge").click()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog", name="Place this passage at a level")
    expect(dialog).to_be_visible()
    assert complaints(page) == []
    words = dialog.locator("blockquote").inner_text()
    dialog.get_by_text(LEVEL).click()
    dialog.get_by_label("Why there, if you want to say").fill("It is how the service is arranged.")
    dialog.get_by_role("button", name="Place it").click()
    expect(dialog).to_have_count(0)
    page.goto(f"{served.origin}/interpret/levels")
    table = page.get_by_role("table", name=re.compile("^Passages at the levels"))
    expect(table.get_by_role("row", name=re.compile(LEVEL)).get_by_role("button", name="1A, turn 2")).to_be_visible()
    table.get_by_role("button", name="1A, turn 2").click()
    drawer = page.get_by_role("dialog", name=f"{LEVEL}, T1")
    expect(drawer).to_contain_text(words)
    expect(drawer).to_contain_text("Placed by you: It is how the service is arranged.")
    assert complaints(page) == []
    drawer.get_by_role("button", name=re.compile("Move it to")).click()
    page.get_by_role("option", name=re.compile(OTHER)).click()
    expect(drawer).to_contain_text("Nothing stands here now.")
    page.keyboard.press("Escape")
    expect(table.get_by_role("row", name=re.compile(OTHER)).get_by_role("button", name="1A, turn 2")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(table.get_by_role("row", name=re.compile(LEVEL)).get_by_role("button", name="1A, turn 2")).to_be_visible()


def test_a_lens_of_ones_own_comes_in_from_its_file_and_a_faulty_one_is_refused_with_its_place(
    served: Served, browser: Browser, tmp_path: Path
) -> None:
    # A page of its own: the refusal is an answer that the console reports.
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.on("filechooser", lambda _chooser: None)
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/interpret/levels")
    (tmp_path / "bad.yaml").write_text("id: mine\nname: Mine\n", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(
        "id: mine\nname: Near and far\nversion: '1'\nlevels:\n"
        "  - {key: near, name: Near, definition: Within a day's walk., example: The shop., non_example: The capital.}\n"
        "  - {key: far, name: Far, definition: Further than that.}\n",
        encoding="utf-8",
    )
    bring = page.get_by_role("button", name="Bring in a lens of your own")
    for name in ("bad.yaml", "mine.yaml"):
        with page.expect_file_chooser() as chooser:
            bring.click()
        chooser.value.set_files(tmp_path / name)
        if name == "bad.yaml":
            expect(page.get_by_text("bad.yaml: a lens needs at least one level")).to_be_visible()
    expect(page.get_by_text("bad.yaml: a lens needs at least one level")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Lens$")).click()
    page.get_by_role("option", name="Near and far").click()
    page.get_by_role("button", name="What its levels mean").click()
    expect(page.get_by_role("definition").filter(has_text="The capital.")).to_be_visible()
    # The name of a theme is there once, and the choice beside it still says of what.
    places = page.get_by_role("region", name="Where each theme stands")
    expect(places.get_by_text("The desk next door", exact=True)).to_have_count(1)
    label = places.locator("label, span").filter(has_text=re.compile("^Level of The desk next door$"))
    seen = label.first.bounding_box()
    assert seen is not None
    assert seen["width"] <= 1
    page.set_viewport_size({"width": 390, "height": 844})
    choice = places.get_by_role("button", name=re.compile("Level of The desk next door"))
    choice.click()
    page.get_by_role("option", name="Near").click()
    expect(choice).to_contain_text("Near")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints(page) == []
    page.context.close()


def test_more_passages_than_are_shown_at_once_come_on_asking(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/interpret/levels")
    page.get_by_role("button", name="Place passages").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("Passages under")).click()
    page.get_by_role("option", name="theme TH4 The desk next door").click()
    shown = dialog.locator("blockquote")
    expect(dialog.get_by_text("These are the first 100, in the order of the interviews.")).to_be_visible()
    expect(shown).to_have_count(100)
    dialog.get_by_role("button", name="Show the rest").click()
    expect(dialog.get_by_role("button", name="Show the rest")).to_have_count(0)
    assert shown.count() > 100
    assert complaints(page) == []

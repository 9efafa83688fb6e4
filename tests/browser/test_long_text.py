"""A text of more than a megabyte: in parts, opened at any place of it, coded, taken back, read on from part to part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become, codebook, drag, made, tell
from tests.browser.serving import Served, serve

# Twice, far apart: in the first part, and near the end of the last.
NEAR, FAR = 12, 4_950
N_TURNS = 5_000
WORDS = "the board met and we went through the notes of the week before, one by one, until nobody had more to say "


def _year() -> str:
    """A year of meetings, 1.2 MB: every turn with its number in words, some with what is looked for."""
    turns = []
    for n in range(1, N_TURNS + 1):
        who = "Interviewer" if n % 4 == 1 else "2B"
        umbrella = " The violet umbrella stood there." if n in (NEAR, FAR) else ""
        hours, minutes = divmod(n // 6, 60)
        turns.append(f"[{hours:02d}:{minutes:02d}:{n % 6 * 10:02d}] {who}: Item {n} {WORDS * 2}.{umbrella}\n")
    return "".join(turns)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    (folder / "year.txt").write_text(_year(), encoding="utf-8")
    made(str(folder / "study"), str(folder / "year.txt"))
    return folder / "study"


@pytest.fixture
def served(study: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(copytree(study, tmp_path / "study")) as running:
        yield running


@pytest.fixture
def source(served: Served, page: Page) -> str:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    codebook(page)
    identifier: str = ask(page, "/sources")[0]["id"]
    return identifier


def _line(page: Page) -> str:
    return page.get_by_role("region", name="Parts of this text").text_content() or ""


def _all_here(page: Page) -> None:
    expect(page.locator(".turn-speech").first).to_be_visible()
    expect(page.locator(".text-turns[aria-busy]")).to_have_count(0, timeout=60_000)


def test_from_find_at_its_end_one_codes_takes_back_and_reads_on(served: Served, page: Page, source: str) -> None:
    page.goto(f"{served.origin}/code/{source}")
    line = page.get_by_role("region", name="Parts of this text")
    expect(line).to_contain_text("Part 1 of 2")
    _all_here(page)
    shown = ask(page, f"/desk/text?source_id={source}")
    first, second = shown["parts"]
    assert f"turns 1–{first['last_turn']:,}" in _line(page)
    # No more than the part is on the wire and on the page.
    assert len(shown["reading"]["text"]) == first["end"]
    assert page.locator(".turn").count() == first["last_turn"]
    line.get_by_role("button", name="All parts").click()
    parts = page.get_by_role("list", name="All parts").get_by_role("listitem")
    expect(parts).to_have_count(2)
    expect(parts.nth(1)).to_contain_text(f"Item {second['first_turn']} the board met")
    expect(parts.nth(1)).to_contain_text("0 codings")
    assert complaints(page) == []
    # Find goes over the whole text, and opens the part that holds the place.
    line.get_by_role("button", name="Find in the whole text").click()
    page.get_by_role("searchbox", name="Words").fill("umbrella")
    expect(page.get_by_text("2 places in 1 source")).to_be_visible()
    page.get_by_role("link", name=f"turn {FAR}", exact=False).click()
    expect(line).to_contain_text("Part 2 of 2")
    _all_here(page)
    expect(page.get_by_text("The violet umbrella stood there.")).to_be_in_viewport()
    drag(page, "violet umbrella")
    page.keyboard.type("Over")
    page.keyboard.press("Enter")
    expect(page.locator(".coded")).to_have_text(["violet umbrella"])
    here = _year().rindex("violet umbrella")
    # It is on the page before it has arrived.
    there = f"/codings?version_id={shown['reading']['version_id']}"
    become(page, lambda: [(one["start"], one["end"]) for one in ask(page, there)], [(here, here + 15)])
    page.keyboard.press("Control+z")
    expect(page.locator(".coded")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".coded")).to_have_count(1)
    # By keys to the part before, and it is told.
    page.keyboard.press("Alt+PageUp")
    expect(line).to_contain_text("Part 1 of 2")
    _all_here(page)
    expect(page.locator(".text-turns")).to_be_focused()
    expect(page.locator(".text-status")).to_contain_text("Part 1 of 2, turns 1–")
    expect(page.locator(".coded")).to_have_count(0)
    page.get_by_role("navigation", name="On to another part").get_by_role("button", name="Next part").click()
    expect(page.locator(".coded")).to_have_count(1)
    expect(page.locator(".turn-speech").first).to_be_in_viewport()
    page.keyboard.press("Alt+PageDown")
    expect(page.locator(".text-status")).to_contain_text("This is the last part")
    # Here one reads on, the next time this text is opened.
    page.goto(f"{served.origin}/code/{source}")
    expect(line).to_contain_text("Part 2 of 2")


def test_a_coding_that_crosses_the_border_is_in_both_parts_and_says_so(served: Served, page: Page, source: str) -> None:
    shown = ask(page, f"/desk/text?source_id={source}")
    version, border = shown["reading"]["version_id"], shown["parts"][0]["end"]
    place = {"version_id": version, "round_id": "", "start": border - 60, "end": border + 50, "code_id": "code-D1"}
    tell(page, "/codings/apply", {"id": "crossing", **place})
    page.goto(f"{served.origin}/code/{source}?at={border - 60}-{border + 50}")
    line = page.get_by_role("region", name="Parts of this text")
    expect(line).to_contain_text("Part 1 of 2")
    _all_here(page)
    coded = page.locator(".coded").last
    expect(coded).to_be_in_viewport()
    assert (coded.get_attribute("aria-description") or "").endswith("to part 2")
    assert page.locator(".margin-beyond").get_attribute("data-shown") == "↓ part 2"
    # Its end is not here, so it is not here that it is moved.
    coded.click()
    panel = page.get_by_role("dialog", name="Coded here")
    expect(panel.get_by_role("button", name="Starts one word later")).to_be_visible()
    expect(panel.get_by_role("button", name="Ends one word later")).to_have_count(0)
    expect(page.locator(".grip")).to_have_count(1)
    panel.get_by_role("button", name="Goes on in part 2").click()
    expect(line).to_contain_text("Part 2 of 2")
    _all_here(page)
    coded = page.locator(".coded").first
    assert (coded.get_attribute("aria-description") or "").endswith("from part 1")
    assert page.locator(".margin-beyond").get_attribute("data-shown") == "↑ part 1"
    coded.click()
    panel.get_by_role("button", name="Ends one word later").click()
    page.wait_for_function(
        """([version, end]) => fetch(`/api/v1/codings?version_id=${version}`)
             .then((answer) => answer.json()).then(([mark]) => mark.end > end)""",
        arg=[version, border + 50],
    )
    marks = ask(page, f"/codings?version_id={version}")
    assert [one["start"] for one in marks] == [border - 60]


def test_the_same_words_and_the_next_turn_are_found_across_the_border(served: Served, page: Page, source: str) -> None:
    page.goto(f"{served.origin}/code/{source}?part=1")
    line = page.get_by_role("region", name="Parts of this text")
    expect(line).to_contain_text("Part 1 of 2")
    _all_here(page)
    drag(page, "violet umbrella")
    page.keyboard.type("Over")
    page.keyboard.press("Enter")
    expect(page.locator(".coded")).to_have_text(["violet umbrella"])
    page.keyboard.press("o")
    expect(line).to_contain_text("Part 2 of 2")
    _all_here(page)
    # They are selected there, for a key to code them.
    selected = "() => [...(CSS.highlights.get('anselm-selection') ?? [])].map(String)"
    become(page, lambda: page.evaluate(selected), ["violet umbrella"])
    expect(page.get_by_text("The violet umbrella stood there.")).to_be_in_viewport()
    page.keyboard.press("Shift+O")
    expect(page.locator(".coded")).to_have_text(["violet umbrella"])
    page.keyboard.press("Alt+PageUp")
    expect(line).to_contain_text("Part 1 of 2")
    _all_here(page)
    # Turn by turn over the border.
    page.keyboard.press("Control+End")
    page.keyboard.press("u")
    page.keyboard.press("u")
    expect(line).to_contain_text("Part 2 of 2")
    _all_here(page)
    expect(page.get_by_role("group", name="Turn by turn")).to_be_visible()
    page.keyboard.press(".")
    expect(page.locator(".coded")).to_have_count(2, timeout=20_000)


def test_printing_prints_the_whole_and_one_comes_back_to_the_part(served: Served, page: Page, source: str) -> None:
    page.add_init_script("window.print = () => { window.printed = document.querySelectorAll('.turn').length; }")
    page.goto(f"{served.origin}/code/{source}?part=2")
    line = page.get_by_role("region", name="Parts of this text")
    expect(line).to_contain_text("Part 2 of 2")
    page.keyboard.press("Control+p")
    expect(line).to_contain_text("The whole text, to print it")
    page.wait_for_function("() => window.printed !== undefined", timeout=120_000)
    assert page.evaluate("window.printed") == N_TURNS
    line.get_by_role("button", name="Back to the parts").click()
    expect(line).to_contain_text("Part 2 of 2")


def test_a_screen_reader_gets_shorter_parts_where_that_is_chosen(served: Served, page: Page, source: str) -> None:
    page.goto(f"{served.origin}/settings")
    page.get_by_role("checkbox", name="Show long texts in parts sooner").check(force=True)
    page.goto(f"{served.origin}/code/{source}?part=1")
    expect(page.get_by_role("region", name="Parts of this text")).to_contain_text("Part 1 of 3")

"""Whose marks one sees, which mark one gets hold of, and keys that act on words just selected."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from docs.shots import LEAD
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import PLACE, ask, become, drag, tell
from tests.browser.serving import Served, serve

SMALL = "eleven years in a basement"


@pytest.fixture
def desk(page: Page, interviewed: Path, tmp_path: Path) -> Iterator[Page]:
    """One interview and three codes of three colours."""
    shutil.copytree(interviewed, tmp_path / "study")
    with serve(tmp_path / "study") as served:
        page.goto(served.launch_url)
        expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
        for family, (key, name) in enumerate((("D1", "Overhearing"), ("D2", "Quick ask"), ("D3", "Joint visit")), 2):
            tell(page, "/codes/add", {"id": f"code-{key}", "name": name, "key": key, "family": family})
        page.goto(f"{served.origin}/code/{ask(page, '/sources')[0]['id']}")
        expect(page.locator(".turn-speech").first).to_be_visible()
        yield page
        page.goto("about:blank")


def coded(page: Page, words: str, name: str) -> None:
    """Give words a code by mouse and by typing its name."""
    drag(page, words)
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)


def on(page: Page, words: str) -> Any:
    return page.locator(".text-turns .coded", has_text=words)


def test_a_small_mark_lies_over_a_whole_turn_given_after_it_and_is_what_a_click_opens(desk: Page) -> None:
    coded(desk, SMALL, "Quick ask")
    expect(on(desk, SMALL)).to_have_attribute("data-family", "3")
    left, top, right, _ = desk.evaluate(PLACE, "I knew every tablet.")
    desk.mouse.click((left + right) / 2, top)
    for key in ("u", "d", "1"):
        desk.keyboard.press(key)
    expect(desk.locator(".coded[data-family='2']").first).to_be_visible()
    expect(on(desk, SMALL)).to_have_attribute("data-family", "3")
    left, top, right, _ = desk.evaluate(PLACE, SMALL)
    desk.mouse.click((left + right) / 2, top)
    panel = desk.get_by_role("dialog", name="Coded here: Quick ask, Overhearing")
    expect(panel.locator(".coding-current")).to_contain_text("Quick ask")
    desk.keyboard.press("x")
    expect(on(desk, SMALL)).to_have_attribute("data-family", "2")
    expect(on(desk, SMALL)).to_contain_text("eleven years")


def test_the_words_selected_name_a_new_code_with_one_key_more(desk: Page) -> None:
    drag(desk, "Two weeks of boxes on a sheet.")
    picker = desk.get_by_role("dialog", name="Give a code")
    expect(picker).to_contain_text("Two weeks of boxes on a sheet")
    assert complaints(desk) == []
    desk.keyboard.press("Control+Enter")
    expect(picker).to_have_count(0)

    def names() -> list[str]:
        return [one["name"] for one in ask(desk, "/codes")]

    become(desk, lambda: "Two weeks of boxes on a sheet" in names(), True)
    expect(on(desk, "Two weeks of boxes")).to_have_count(1)
    desk.keyboard.press("Control+z")
    become(desk, lambda: "Two weeks of boxes on a sheet" in names(), False)


def test_after_a_hand_has_selected_the_last_code_and_a_memo_are_a_key_away(desk: Page) -> None:
    coded(desk, SMALL, "Quick ask")
    drag(desk, "Nobody told me that.")
    desk.keyboard.press(".")
    expect(desk.get_by_role("dialog", name="Give a code")).to_have_count(0)
    expect(on(desk, "Nobody told me that.")).to_have_attribute("data-family", "3")
    drag(desk, "That was the plan.")
    desk.keyboard.press("Alt+m")
    expect(desk.get_by_role("dialog", name="Give a code")).to_have_count(0)
    expect(desk.get_by_role("textbox", name="Memo")).to_be_focused()
    expect(desk.get_by_role("button", name="On", exact=False).filter(has_text="this passage")).to_be_visible()


def test_that_words_stand_nowhere_further_on_is_seen(desk: Page) -> None:
    coded(desk, SMALL, "Quick ask")
    desk.keyboard.press("o")
    expect(desk.get_by_text("These words stand nowhere further on.", exact=True)).to_be_visible()


def test_codes_are_merged_from_the_palette(desk: Page) -> None:
    desk.keyboard.press("Control+k")
    desk.keyboard.type("merge")
    expect(desk.get_by_role("menuitem", name="Merge a code into another")).to_be_visible()
    # The first lets go of what was typed, the second of the palette.
    desk.keyboard.press("Escape")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog", name="Find or do")).to_have_count(0)
    desk.locator(".book").get_by_text("Quick ask").click()
    desk.keyboard.press("Control+k")
    desk.keyboard.type("merge")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name="Merge Quick ask")).to_be_visible()


def test_one_colleagues_marks_are_shown_alone_and_printed_alone(page: Page, demo_study: Path, tmp_path: Path) -> None:
    with serve(shutil.copytree(demo_study, tmp_path / "demo"), "--as", LEAD) as served:
        page.goto(served.launch_url)
        expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible(timeout=30_000)
        shown_and_printed(page, served)
        page.goto("about:blank")


def shown_and_printed(page: Page, served: Served) -> None:
    source, round_id, by = read_by_several(page)
    page.goto(f"{served.origin}/code/{source}?round={round_id}")
    expect(page.locator(".coded").first).to_be_visible()
    name, ids = next(iter(by.items()))
    page.get_by_role("button", name="Marks").click()
    page.get_by_role("option", name=f"{name} only").click()
    legend = page.get_by_role("list", name="Whose marks").get_by_role("listitem")
    expect(legend).to_have_count(1)
    expect(legend).to_contain_text(name)

    def seen() -> set[str]:
        found = page.locator(".text-turns .coded").evaluate_all(
            "(all) => all.flatMap((one) => one.dataset.coding.split(' '))"
        )
        return set(found)

    become(page, seen, ids)
    page.emulate_media(media="print")
    expect(page.locator(".desk-printed")).to_have_text("Marks of one reader only, of every code.")
    expect(legend).to_be_visible()
    expect(page.locator(".text-margin")).to_be_hidden()
    assert seen() == ids
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Marks").click()
    page.get_by_role("option", name="everyone’s").click()
    who_coded_what_on_paper(page, by)


# Notes beside the turns: each coding's number, its coder's initials and line; and the numbers that stand in the words.
ON_PAPER = """() => ({
  notes: [...document.querySelectorAll('.turn-note')].map((note) => {
    const shown = (part) => note.querySelector(part).dataset;
    return [shown('.note-number').shown, shown('.note-coder').shown, shown('.note-coder').line];
  }),
  inWords: [...document.querySelectorAll('.coded[data-paper]')].flatMap((one) => one.dataset.paper.split(' ')),
  lines: [...document.querySelectorAll('.coded')].map((one) => [one.dataset.coding.split(' '),
    getComputedStyle(one).backgroundImage, getComputedStyle(one).textDecorationLine]),
  words: document.querySelector('.text-turns').textContent,
})"""


def who_coded_what_on_paper(page: Page, by: dict[str, set[str]]) -> None:
    """Every coding has a number in the words and a note with its coder's initials; coders differ by their line."""
    n = sum(map(len, by.values()))
    words = page.locator(".text-turns").text_content()
    page.emulate_media(media="print")
    become(page, lambda: page.locator(".turn-note").count(), n)
    paper = page.evaluate(ON_PAPER)
    numbers = [number for number, _, _ in paper["notes"]]
    assert sorted(numbers, key=int) == [str(one) for one in range(1, n + 1)]
    assert sorted(paper["inWords"], key=int) == [str(one) for one in range(1, n + 1)]
    initials = {name: "".join(part[0] for part in name.split()) for name in by}
    count = Counter(coder for _, coder, _ in paper["notes"])
    assert count == {initials[name]: len(ids) for name, ids in by.items()}
    line_of = {coder: line for _, coder, line in paper["notes"]}
    assert len(set(line_of.values())) == len(by)
    # In black alone, and told apart by how they are broken.
    assert all("rgb(0, 0, 0)" in line and other == "none" for _, line, other in paper["lines"])
    alone = {name: {line for over, line, _ in paper["lines"] if set(over) <= ids} for name, ids in by.items()}
    assert all(len(one) == 1 for one in alone.values()), alone
    assert len(set.union(*alone.values())) == len(by)
    expect(page.locator(".turn-number").first).to_have_css("opacity", "1")
    body, turn = page.locator(".turn-body").first.bounding_box(), page.locator(".turn").first.bounding_box()
    assert body
    assert turn
    assert turn["x"] + turn["width"] - body["x"] - body["width"] > 190
    assert paper["words"] == words
    page.emulate_media(media="screen")
    expect(page.locator(".turn-note, .coded[data-paper]")).to_have_count(0)


def read_by_several(page: Page) -> tuple[str, str, dict[str, set[str]]]:
    """A text and an opened round in which several marked it: their names and what each marked."""
    for round_ in ask(page, "/rounds"):
        if round_["standing"] or round_["kind"] != "code" or round_["state"] == "judging":
            continue
        for source in round_["source_ids"]:
            reading = ask(page, f"/sources/reading?source_id={source}")
            marks = ask(page, f"/codings?version_id={reading['version_id']}&round_id={round_['id']}")
            by: dict[str, set[str]] = {}
            for mark in marks:
                by.setdefault(mark["coder"], set()).add(mark["id"])
            if len(by) > 1:
                return source, round_["id"], by
    raise AssertionError("no round of the demo was read by two")


def test_a_letter_the_card_of_a_coding_has_no_use_for_is_meant_for_the_words_pressed_into(desk: Page) -> None:
    coded(desk, SMALL, "Quick ask")
    left, top, _, _ = desk.evaluate(PLACE, SMALL)
    desk.mouse.click(left + 6, top)
    panel = desk.get_by_role("dialog", name="Coded here: Quick ask")
    expect(panel).to_be_focused()
    desk.keyboard.press("s")
    expect(panel).to_have_count(0)
    desk.keyboard.press("d")
    desk.keyboard.press("1")
    expect(desk.locator(".coded[data-family='2']").first).to_be_visible()
    expect(on(desk, SMALL)).to_have_attribute("data-family", "3")


def test_what_the_desk_needs_first_is_asked_for_first(desk: Page) -> None:
    coded(desk, SMALL, "Quick ask")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(urlsplit(request.url).path))
    desk.reload()
    expect(on(desk, SMALL)).to_be_visible()
    expect(desk.get_by_role("complementary", name="Codebook")).to_be_visible()
    scripts = next(n for n, one in enumerate(asked) if one.startswith("/static/assets/coding-") and one.endswith(".js"))
    # The screen's own scripts before it is known who is there; the marks before what the drawn desk asks for.
    assert scripts < asked.index("/api/v1/viewer"), asked
    assert asked.index("/api/v1/codings") < asked.index("/api/v1/recordings"), asked

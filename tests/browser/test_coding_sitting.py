"""What stood in the way in the third sitting (docs/friction/coding.md), and does not any more."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become, coded, drag, made, open_desk, said, tell
from tests.browser.serving import Served, serve

# The words 96 pixels under the top of the window, where the text is.
SEEN = """() => {
  const box = document.querySelector(".text-turns").getBoundingClientRect();
  const range = document.caretRangeFromPoint(box.left + Math.min(box.width / 2, 240), 150);
  return range && Number(range.startContainer.parentElement.closest("[data-turn]")?.dataset.turn.slice(5));
}"""


def in_the_text(page: Page) -> None:
    """The next key is meant for the words."""
    expect(page.locator(".text-turns")).to_be_focused()


def test_a_coding_is_given_a_code_made_in_its_place_and_one_step_back_takes_back_both(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    drag(page, "eleven years")
    page.get_by_role("option", name="Overhearing").click()
    in_the_text(page)
    page.keyboard.press("r")
    options = page.get_by_role("dialog", name="Give a code").get_by_role("option")
    # What it has already is not offered: Enter would do nothing.
    expect(options).to_have_count(2)
    page.keyboard.type("Long service")
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    in_the_text(page)
    assert said(page) == "now Long service, made for it"
    expect(page.get_by_role("treeitem", name=re.compile("Long service"))).to_have_attribute("aria-selected", "true")

    def given() -> dict[str, int]:
        return {one["name"]: one["n_codings"] for one in ask(page, "/codes")}

    become(page, given, {"Overhearing": 0, "Quick ask": 0, "Joint visit": 0, "Long service": 1})
    page.reload()
    expect(page.get_by_role("treeitem", name=re.compile("Long service here 1"))).to_be_visible()
    page.keyboard.press("Control+z")
    become(page, given, {"Overhearing": 1, "Quick ask": 0, "Joint visit": 0})


def test_escape_ends_a_memo_from_wherever_in_it_the_focus_is(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_desk(page, served)
    drag(page, "Two weeks of boxes")
    page.keyboard.press("Alt+m")
    page.get_by_label("Memo on this passage").fill("My own first week was like this.")
    page.locator(".memo-new").get_by_text("Only for me").click()
    page.keyboard.press("Escape")
    in_the_text(page)
    expect(page.locator(".memo-new")).to_have_count(0)
    expect(page.get_by_text("only you see it")).to_be_visible()
    # A list of choices in it takes its own Escape, and the memo stays.
    page.keyboard.press("m")
    page.get_by_role("button", name=re.compile("^Kind|Analytic")).first.click()
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.locator(".memo-new")).to_be_visible()


def test_a_filter_of_the_codebook_is_reached_and_ended_from_among_the_codes_and_nothing_moves_unseen(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    page.keyboard.press("/")
    page.keyboard.type("joint")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tree = page.get_by_role("tree", name="Codebook")
    expect(tree).to_be_focused()
    expect(page.get_by_role("treeitem")).to_have_count(1)
    # In the whole book it would go into the code before it, which is out of sight.
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("A code is moved among all codes. Esc ends the filter.")).to_be_visible()
    assert [one["name"] for one in ask(page, "/codes")] == ["Overhearing", "Quick ask", "Joint visit"]
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Filter codes")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(page.get_by_role("treeitem")).to_have_count(3)
    expect(tree).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    become(page, lambda: [one["name"] for one in ask(page, "/codes")], ["Overhearing", "Joint visit", "Quick ask"])


def test_turn_by_turn_says_which_number_gives_which_code(served: Served, page: Page) -> None:
    open_desk(page, served)
    for words, code in (("eleven years", "Overhearing"), ("Two weeks of boxes", "Quick ask")):
        drag(page, words)
        page.get_by_role("option", name=code).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    page.keyboard.press("u")
    numbers = page.get_by_role("group", name="Codes used last, by number").get_by_role("button")
    assert [" ".join(one.split()) for one in numbers.all_inner_texts()] == ["1 Quick ask", "2 Overhearing"]
    assert complaints(page) == []
    page.keyboard.press("2")
    become(page, lambda: len(coded(page)) > 2, True)
    assert said(page).startswith("coded Overhearing")
    # Pressed, it does what its number does, and one goes on.
    numbers.filter(has_text="Quick ask").click()
    become(page, lambda: said(page).startswith("coded Quick ask"), True)
    in_the_text(page)


def test_where_there_is_one_code_a_key_gives_it_though_it_was_never_given(served: Served, page: Page) -> None:
    open_desk(page, served, (("D1", "Unit"),))
    drag(page, "eleven years in a basement")
    page.keyboard.press("Escape")
    page.keyboard.press(".")
    become(page, lambda: coded(page), ["eleven years in a basement"])


def test_the_words_one_reads_stay_when_a_tablet_is_turned_and_when_the_codes_go(page: Page, tmp_path: Path) -> None:
    lines = "".join(f"Interviewer: Number {n}?\n2B: {'I heard of it on the phone. ' * 12}\n" for n in range(1, 60))
    (tmp_path / "2B.txt").write_text(lines, encoding="utf-8")
    made(str(tmp_path / "study"), str(tmp_path / "2B.txt"))
    page.set_viewport_size({"width": 1180, "height": 820})
    with serve(tmp_path / "study") as served:
        open_desk(page, served)
        tell(page, "/codes/add", {"id": "group", "name": "Sounds", "key": "G", "family": 4, "group": True})
        page.reload()
        drag(page, "on the phone")
        page.get_by_role("option", name="Overhearing").click()
        page.keyboard.press("Escape")
        expect(page.locator("[data-turn='turn 118']")).to_be_attached()
        page.mouse.move(500, 500)
        page.mouse.wheel(0, 4000)
        become(page, lambda: page.evaluate(SEEN) > 20, True)
        page.wait_for_timeout(300)
        before = page.evaluate(SEEN)
        for width, height in ((820, 1180), (1180, 820), (390, 800), (1180, 820)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(300)
            become(page, lambda: abs(page.evaluate(SEEN) - before) <= 1, True)
        # What has the focus stands above the text and goes with the codes: the browser holds the place of that one.
        page.get_by_role("button", name="In sight").evaluate("(one) => one.focus({ preventScroll: true })")
        for _ in range(2):
            page.keyboard.press("v")
            page.wait_for_timeout(300)
            become(page, lambda: abs(page.evaluate(SEEN) - before) <= 1, True)
        page.goto("about:blank")  # the page goes before its workbench does

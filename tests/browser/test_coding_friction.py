"""What stood in the way when three interviews were coded (docs/friction/coding.md), and does not any more."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import PLACE, ask, become, coded, drag, open_desk, said, tell
from tests.browser.serving import Served


def in_the_text(page: Page) -> None:
    """The next key is meant for the words."""
    expect(page.locator(".text-turns")).to_be_focused()


def first_code(page: Page, words: str, name: str = "Overhearing") -> None:
    """Code words with the mouse."""
    drag(page, words)
    page.get_by_role("option", name=name).click()
    expect(page.locator(".text-turns .coded").first).to_be_visible()


def test_what_is_closed_beside_the_text_gives_the_focus_back_to_the_words(served: Served, page: Page) -> None:
    open_desk(page, served)
    # At 1280 a memo is drawn over the text: one Escape ends it and puts it away.
    drag(page, "eleven years in a basement")
    page.keyboard.press("Alt+m")
    page.get_by_label("Memo on this passage").fill("A long apprenticeship.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    in_the_text(page)
    # At 1440 it is written beside it.
    page.set_viewport_size({"width": 1440, "height": 900})
    drag(page, "Two weeks of boxes")
    page.keyboard.press("Alt+m")
    page.get_by_label("Memo on this passage").fill("Who made the sheet?")
    page.keyboard.press("Escape")
    in_the_text(page)
    page.keyboard.press("d")
    page.keyboard.press("1")
    become(page, lambda: coded(page), ["Two weeks of boxes"])
    # A code's words are written in between.
    page.get_by_role("button", name="New code", exact=True).click()
    page.get_by_role("textbox", name="Name").fill("Boxes")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    in_the_text(page)


def test_a_coding_is_cut_and_joined_by_a_key_each_and_both_are_said(served: Served, page: Page) -> None:
    open_desk(page, served)
    first_code(page, "I had eleven years in a basement")
    left, top, *_ = page.evaluate(PLACE, "years in")
    page.mouse.click(left + 1, top)
    expect(page.get_by_role("button", name="Cut before")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Alt+c")
    become(page, lambda: [words.strip() for words in coded(page)], ["I had eleven", "years in a basement"])
    in_the_text(page)
    assert said(page).startswith("cut in two before years")
    page.mouse.click(left - 30, top)
    expect(page.get_by_role("button", name="Join with the next")).to_be_visible()
    page.keyboard.press("Alt+j")
    become(page, lambda: coded(page), ["I had eleven years in a basement"])
    in_the_text(page)
    assert said(page).startswith("joined with the next, now 32 characters")


def test_the_ends_of_the_coding_in_focus_are_moved_by_keys_without_opening_it(served: Served, page: Page) -> None:
    open_desk(page, served)
    first_code(page, "eleven years")
    page.keyboard.press("t")
    page.keyboard.press("p")
    for _ in range(2):
        page.keyboard.press("Alt+ArrowRight")
    become(page, lambda: coded(page), ["eleven years in a"])
    for keys in ("Alt+Shift+ArrowLeft", "Alt+Shift+ArrowLeft", "Alt+ArrowLeft"):
        page.keyboard.press(keys)
    become(page, lambda: coded(page), ["I had eleven years in"])
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert said(page).startswith("now 21 characters")
    # Elsewhere in the text the keys are the text's and the browser's own.
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+Shift+ArrowRight")
    assert coded(page) == ["I had eleven years in"]


def test_a_new_name_is_not_taken_for_a_code_that_only_has_its_letters(served: Served, page: Page) -> None:
    open_desk(page, served, (("D1", "Method of data collection"), ("D2", "Quick ask")))
    drag(page, "eleven years")
    page.keyboard.type("theo")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("New code theo")
    expect(options.nth(1)).to_contain_text("Method of data collection")
    assert complaints(page) == []
    page.keyboard.press("Enter")
    become(
        page,
        lambda: sorted(one["name"] for one in ask(page, "/codes")),
        ["Method of data collection", "Quick ask", "theo"],
    )
    drag(page, "a basement")
    page.keyboard.type("mdc")
    expect(options.first).to_have_text(re.compile("Method of data collection"))


def test_the_picker_stands_in_the_margin_of_a_laptop_and_an_end_is_dragged_under_the_panel(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    drag(page, "Two weeks of boxes")
    words, picker = page.locator(".text-turns").bounding_box(), page.get_by_role("dialog").bounding_box()
    assert words is not None
    assert picker is not None
    assert picker["x"] >= words["x"] + words["width"], "the picker lies on words"
    page.keyboard.press("Enter")
    # Where the margin has no room, what is opened makes way while an end is dragged.
    page.set_viewport_size({"width": 1000, "height": 900})
    page.keyboard.press("t")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Coded here")
    expect(panel).to_be_visible()
    grip = page.locator(".grip-end").bounding_box()
    assert grip is not None
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] - 6)
    page.mouse.down()
    page.mouse.move(grip["x"] + 60, grip["y"] + grip["height"], steps=3)
    expect(panel).to_be_hidden()
    _, _, right, middle = page.evaluate(PLACE, "on a sheet")
    page.mouse.move(right - 3, middle + 12, steps=3)
    page.mouse.up()
    expect(panel).to_be_visible()
    become(page, lambda: coded(page), ["Two weeks of boxes on a sheet"])


def test_no_bar_and_no_number_lies_over_words(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.locator(".turn").first.hover()
    name, number = page.locator(".turn-name").first.bounding_box(), page.locator(".turn-number").first.bounding_box()
    assert name is not None
    assert number is not None
    assert number["y"] >= name["y"] + name["height"], "the number of a turn is printed over who speaks"
    page.keyboard.press("t")
    page.keyboard.press("u")
    bar, middle = (
        page.get_by_role("group", name="Turn by turn").bounding_box(),
        page.locator(".split-middle").bounding_box(),
    )
    assert bar is not None
    assert middle is not None
    assert bar["y"] >= middle["y"] + middle["height"], "the bar lies on the turn that is selected"
    assert complaints(page) == []


def test_what_was_found_is_given_a_code_that_is_made_there_by_keys_alone(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.goto(f"{served.origin}/find?find=plan")
    page.get_by_role("button", name="Choose all 1").click()
    page.get_by_label("Code", exact=True).fill("Plans")
    assert complaints(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("p.code-finder")).to_be_focused()
    page.get_by_role("button", name="Code 1 place").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Plans given to 1 place")).to_be_visible()
    expect(page.get_by_role("button", name="Choose all 1")).to_be_focused()
    become(page, lambda: [one["n_codings"] for one in ask(page, "/codes") if one["name"] == "Plans"], [1])


def test_the_space_that_comes_with_a_name_is_typed_once(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("m")
    memo = page.get_by_role("textbox", name="Memo on the interview")
    for typed in ("See @Quick", " and @Joint", "."):
        page.keyboard.type(typed)
        if "@" in typed:
            expect(page.get_by_role("listbox", name="What to name here")).to_be_visible()
            page.keyboard.press("Enter")
    expect(memo).to_have_value("See @D2 and @D3.")


def test_who_has_read_a_text_goes_on_from_where_that_was_said(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.keyboard.press("v")
    read = page.get_by_role("button", name="I have read this")
    read.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Not read after all")).to_be_focused()


def test_a_key_pressed_after_going_to_a_text_from_the_top_of_the_page_is_meant_for_its_words(
    served: Served, page: Page
) -> None:
    source = open_desk(page, served)
    page.goto(f"{served.origin}/sources")
    page.get_by_role("link", name="Compare", exact=True).focus()
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox", name="Find or do").fill(ask(page, "/sources")[0]["name"])
    page.keyboard.press("Enter")
    expect(page.locator(".turn-speech").first).to_be_visible()
    assert source in page.url
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("s")
    in_the_text(page)
    assert said(page).startswith("How did you come to be here?")
    # A name that is typed stays where it is typed.
    page.keyboard.press("/")
    page.keyboard.press("s")
    expect(page.get_by_label("Filter codes")).to_have_value("s")


def test_a_code_given_while_its_marks_are_filtered_out_is_said_with_the_way_to_see_it(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    first_code(page, "eleven years")
    page.get_by_role("treeitem", name=re.compile("Overhearing")).click()
    page.get_by_role("button", name="Only this").click()
    drag(page, "Two weeks of boxes")
    page.keyboard.type("Quick")
    page.keyboard.press("Enter")
    told = page.get_by_role("status").filter(has_text="Quick ask was given, and is out of sight here.")
    expect(told).to_be_visible()
    assert coded(page) == ["eleven years"]
    assert complaints(page) == []
    page.get_by_role("button", name="Show every mark").click()
    become(page, lambda: coded(page), ["eleven years", "Two weeks of boxes"])


def test_of_many_codes_the_one_ready_to_be_given_is_always_in_sight_and_told_which_it_is(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    for n in range(40):
        tell(page, "/codes/add", {"id": f"many-{n}", "name": f"Way of asking {n}"})
    page.reload()
    drag(page, "I knew every tablet")
    picker = page.get_by_role("dialog", name="Give a code")
    listed, ready = picker.get_by_role("listbox"), picker.locator("[role=option][aria-selected=true]")
    total = int(ready.get_attribute("aria-setsize") or 0)
    assert total > 40
    assert complaints(page) == []

    def in_sight(place: int) -> None:
        expect(ready).to_have_attribute("aria-posinset", str(place))
        expect(picker.get_by_role("combobox")).to_have_attribute(
            "aria-activedescendant", ready.get_attribute("id") or ""
        )
        box, row = listed.bounding_box(), ready.bounding_box()
        assert box is not None
        assert row is not None
        assert box["y"] <= row["y"] <= box["y"] + box["height"] - row["height"], (place, box, row)

    in_sight(1)
    for place in range(2, 25):
        page.keyboard.press("ArrowDown")
        in_sight(place)
    page.keyboard.press("PageDown")
    in_sight(31)
    for place in range(30, 0, -1):
        page.keyboard.press("ArrowUp")
        in_sight(place)
    page.keyboard.press("ArrowUp")
    in_sight(total)
    page.keyboard.type("asking 3")
    in_sight(1)
    expect(ready).to_contain_text("Way of asking 3")
    page.keyboard.press("Enter")
    expect(page.locator(".coded")).to_have_count(1)

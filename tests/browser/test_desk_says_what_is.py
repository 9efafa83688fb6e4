"""At the desk what is said is what happens: the code used last, where one would cut, what is out of sight, undo."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.browser.desk import PLACE, ask, become, coded, drag, open_desk
from tests.browser.serving import Served


def codes_given(page: Page) -> list[str]:
    """The names of the codes given, in the order of their places."""
    version = ask(page, "/sources")[0]["version_id"]
    # The codings first: a code is there before what it is given to, and the page is at work meanwhile.
    found = sorted(ask(page, f"/codings?version_id={version}"), key=lambda one: int(one["start"]))
    names = {one["id"]: one["name"] for one in ask(page, "/codes")}
    return [names[one["code_id"]] for one in found]


def press_on(page: Page, words: str) -> None:
    left, _, _, middle = page.evaluate(PLACE, words)
    page.mouse.click(left + 6, middle)


def test_the_code_just_made_is_the_one_used_last(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "Two weeks of boxes")
    page.get_by_role("option", name="Overhearing").click()
    drag(page, "I hear her")
    page.keyboard.type("By the wall")
    page.keyboard.press("Control+Enter")
    become(page, lambda: codes_given(page), ["Overhearing", "By the wall"])
    expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)
    become(page, lambda: page.evaluate("Boolean(document.activeElement?.closest('.text-turns'))"), True)
    page.keyboard.press("s")
    page.keyboard.press(".")
    become(page, lambda: codes_given(page)[1:], ["By the wall"] * 2)


def test_a_code_just_made_is_used_before_the_codebook_lists_it(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "Two weeks of boxes")
    page.get_by_role("option", name="Overhearing").click()
    expect(page.locator(".text-turns .coded")).to_have_count(1)
    # From here on the codebook is not listed again: whoever is quick meets it so on any machine.
    page.route(re.compile(r"/api/v1/codes(\?|$)"), lambda route: None)
    drag(page, "I hear her")
    page.keyboard.type("By the wall")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".text-turns .coded")).to_have_count(2)
    become(page, lambda: page.evaluate("Boolean(document.activeElement?.closest('.text-turns'))"), True)
    page.keyboard.press("s")
    page.keyboard.press(".")
    expect(page.locator(".text-status")).to_contain_text("coded By the wall")
    # It stands in the picker and in the codebook too, and its name is not made a second time.
    drag(page, "eleven years")
    page.keyboard.type("By the wall")
    expect(page.get_by_role("option", name="By the wall", exact=True)).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".text-status")).to_contain_text("coded By the wall")
    page.unroute_all(behavior="ignoreErrors")
    become(page, lambda: codes_given(page), ["By the wall", "Overhearing", "By the wall", "By the wall"])
    assert [one["name"] for one in ask(page, "/codes")].count("By the wall") == 1


def test_a_coding_is_cut_where_it_says(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "I hear her on the phone, one less on Sundays")
    page.get_by_role("option", name="Overhearing").click()
    become(page, lambda: len(coded(page)), 1)
    press_on(page, "phone")
    expect(page.get_by_role("button", name=re.compile("Cut before “phone"))).to_be_visible()
    page.keyboard.press("Escape")
    press_on(page, "Sundays")
    cut = page.get_by_role("button", name=re.compile("Cut before"))
    expect(cut).to_contain_text("Sundays")
    cut.click()
    become(page, lambda: len(codes_given(page)), 2)
    version = ask(page, "/sources")[0]["version_id"]
    text = ask(page, f"/sources/reading?source_id={ask(page, '/sources')[0]['id']}")["text"]
    parts = sorted((int(one["start"]), int(one["end"])) for one in ask(page, f"/codings?version_id={version}"))
    assert [text[start:end] for start, end in parts] == ["I hear her on the phone, one less on ", "Sundays"]


def test_control_z_is_a_step_back_from_the_panel_too(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "I hear her")
    page.get_by_role("option", name="Overhearing").click()
    become(page, lambda: coded(page), ["I hear her"])
    press_on(page, "hear")
    expect(page.locator(".coding-panel")).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    become(page, lambda: coded(page), ["I hear her on"])
    page.keyboard.press("Control+z")
    become(page, lambda: coded(page), ["I hear her"])


def test_closing_a_code_brings_the_others_back_into_sight(served: Served, page: Page) -> None:
    open_desk(page, served)
    for words, code in (("I hear her", "Overhearing"), ("Two weeks of boxes", "Joint visit")):
        drag(page, words)
        page.get_by_role("option", name=code).click()
    become(page, lambda: len(coded(page)), 2)
    page.get_by_role("treeitem").filter(has_text="Overhearing").first.click()
    page.get_by_role("button", name="Only this").click()
    become(page, lambda: len(coded(page)), 1)
    page.get_by_role("button", name="Close what Overhearing means").click()
    become(page, lambda: len(coded(page)), 2)


def test_words_between_two_corrections_of_a_turn_keep_their_coding(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "on the phone")
    page.get_by_role("option", name="Overhearing").click()
    become(page, lambda: codes_given(page), ["Overhearing"])
    page.goto(f"{served.origin}/sources/{ask(page, '/sources')[0]['id']}/text")
    page.get_by_role("button", name="Correct turn 6").click()
    page.get_by_role("textbox", name="Words of 2B").fill("I heard her on the phone, two less on Sundays. That was it.")
    page.get_by_role("button", name="Make the correction").click()
    become(page, lambda: ask(page, "/sources")[0]["version_number"], 2)
    version = ask(page, "/sources")[0]["version_id"]
    text = ask(page, f"/sources/reading?source_id={ask(page, '/sources')[0]['id']}")["text"]
    (one,) = ask(page, f"/codings?version_id={version}")
    assert text[one["start"] : one["end"]] == "on the phone"

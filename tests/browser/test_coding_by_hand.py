"""What hands do at the desk in a real interview's length: sixty codings by keys alone, and the ways that save keys."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import INTERVIEW, PLACE, ask, become, coded, drag, made, open_desk, said
from tests.browser.serving import Served, serve

SIZE = 45_000


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Served]:
    """An interview of 45 KB behind a running workbench."""
    text = ""
    while len(text.encode()) < SIZE:
        n = len(text)
        text += INTERVIEW.replace("?", f", {n}?").replace(". ", f" {n}. ")
    (tmp_path / "2B.txt").write_text(text, encoding="utf-8")
    made(str(tmp_path / "study"), str(tmp_path / "2B.txt"))
    with serve(tmp_path / "study") as running:
        yield running


def announced(page: Page) -> list[str]:
    """What the accessibility tree says of each mark, in order."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    marks = [node for node in nodes if node.get("role", {}).get("value") == "mark" and not node["ignored"]]
    return [str(node.get("description", {}).get("value", "")) for node in marks]


def kept_codings(page: Page) -> list[dict[str, object]]:
    """The codings of the only text, as the study has them."""
    version = ask(page, "/sources")[0]["version_id"]
    found: list[dict[str, object]] = ask(page, f"/codings?version_id={version}")
    return found


def test_sixty_passages_of_a_long_interview_are_coded_by_keys_alone_and_all_are_announced(
    long: Served, page: Page
) -> None:
    open_desk(page, long)
    page.keyboard.press("t")
    expect(page.locator(".text-turns")).to_be_focused()
    names = {"1": "Overhearing", "2": "Quick ask", "3": "Joint visit"}
    given = [names[str(n % 3 + 1)] for n in range(60)]
    for n in range(60):
        if n:
            page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("s")
        page.keyboard.press("d")
        page.keyboard.press(str(n % 3 + 1))
    expect(page.locator(".text-turns .coded")).to_have_count(60, timeout=30_000)
    heard = announced(page)
    assert len(heard) == 60
    assert all(name in said_of for name, said_of in zip(given, heard, strict=True)), heard
    become(page, lambda: len(kept_codings(page)), 60)
    spans = Counter((one["start"], one["end"]) for one in kept_codings(page))
    assert len(spans) == 60, "a passage was coded twice"
    assert said(page).startswith("coded Joint visit")


def test_the_same_words_at_their_next_places_get_the_code_by_one_key_each_and_undo_takes_one_back(
    served: Served, page: Page
) -> None:
    open_desk(page, served)
    page.keyboard.press("t")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("1")
    become(page, lambda: coded(page), [])  # Nothing was used yet, so 1 gives nothing.
    page.keyboard.press("d")
    page.keyboard.press("1")
    become(page, lambda: coded(page), ["I"])
    page.keyboard.press("o")
    expect(page.locator(".text-status")).to_contain_text("2B, turn 2")
    page.keyboard.press(".")
    become(page, lambda: len(coded(page)), 2)
    for n in range(3, 6):
        page.keyboard.press("Shift+O")
        become(page, lambda: len(coded(page)), n)
    page.keyboard.press("Shift+O")
    expect(page.locator(".text-status")).to_contain_text("nowhere further on")
    assert coded(page) == ["I"] * 5
    become(page, lambda: len(kept_codings(page)), 5)
    page.reload()
    expect(page.locator(".text-turns .coded")).to_have_count(5)
    page.keyboard.press("Control+z")
    expect(page.locator(".text-turns .coded")).to_have_count(4)


def test_turn_by_turn_one_key_codes_what_a_participant_says_and_goes_on(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.keyboard.press("t")
    page.keyboard.press("Control+Home")
    page.keyboard.press("u")
    expect(page.get_by_role("group", name="Turn by turn")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("d")
    page.keyboard.press("1")
    page.keyboard.press("u")
    page.keyboard.press("Shift+U")
    for n in (2, 3):
        page.keyboard.press(".")
        become(page, lambda: len(coded(page)), n)
    page.keyboard.press(".")
    become(page, lambda: len(coded(page)), 4)
    expect(page.get_by_role("group", name="Turn by turn")).to_have_count(0)
    assert coded(page)[0] == "I had eleven years in a basement. I knew every tablet."
    assert [words[-6:] for words in coded(page)] == ["ablet.", "stant.", " plan.", " wall."]
    become(page, lambda: len(kept_codings(page)), 4)


def test_on_paper_stands_the_whole_interview_with_turn_numbers_and_a_wide_margin(long: Served, page: Page) -> None:
    open_desk(page, long)
    page.emulate_media(color_scheme="dark")
    page.keyboard.press("t")
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(page.locator(".text-turns .coded")).to_have_count(1)
    expect(page.locator(".text-turns[aria-busy]")).to_have_count(0)
    turns = page.locator(".turn").count()
    paper = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    words, edges = "", []
    for sheet in paper:
        text = sheet.get_textpage()
        words += text.get_text_bounded() + "\n"
        edges.append(max(text.get_charbox(at)[2] for at in range(text.count_chars())))
    # Where a coding ends stands its own number, and beside its turn what it is and whose.
    numbers = [int(found) for found in re.findall(r"^(?:1 )?(\d+) (?:Interviewer|2B)\b", words, re.MULTILINE)]
    assert numbers == list(range(1, turns + 1)), "a turn is missing or has no number"
    assert paper[0].get_textpage().get_text_bounded().count("Interviewer") > 3, "the first page is left empty"
    # What a coding is stands in the margin beside its turn; the only one is on the first sheet.
    assert max(edges[1:]) <= 595 - 55 / 25.4 * 72, "the margin is not free to write in"
    assert edges[0] <= 595 - 35 / 25.4 * 72, "no margin is left beside a coding"
    assert re.findall(r".*Overhearing.*", words) == ["1 1 Interviewer 1 D1 Overhearing TR\r"]


def test_the_end_of_a_coding_is_dragged_to_another_word_and_undone_after_a_reload(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "I hear her")
    page.get_by_role("option", name="Overhearing").click()
    become(page, lambda: coded(page), ["I hear her"])
    page.locator(".text-turns .coded").click()
    grip = page.locator(".grip-end").bounding_box()
    assert grip is not None
    _, _, right, middle = page.evaluate(PLACE, "on the phone")
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] - 6)
    page.mouse.down()
    page.mouse.move(right - 20, middle + 12, steps=4)
    page.mouse.move(right - 3, middle + 12)
    page.mouse.up()
    become(page, lambda: coded(page), ["I hear her on the phone"])
    become(page, lambda: [one["end"] - one["start"] for one in kept_codings(page)], [23])
    page.reload()
    become(page, lambda: coded(page), ["I hear her on the phone"])
    page.keyboard.press("Control+z")
    become(page, lambda: coded(page), ["I hear her"])

"""Words of a PDF are marked on its page by mouse and keys and are codings of its text; a scan is coded by region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typst
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import seated
from tests.browser.desk import CODES, ask, become, codebook, made, tell
from tests.browser.serving import Served, serve
from tests.browser.test_pages import INTERVIEW, shown, source
from tests.formats.pdf_files import pdf_file

SCAN = typst.compile(b"#rect(width: 6cm, height: 9cm, fill: gray)\n#pagebreak()\n#circle(radius: 2cm)")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    tmp_path = tmp_path_factory.mktemp("words")
    files = {"INT01.pdf": INTERVIEW, "scan.pdf": SCAN, "short.pdf": pdf_file(["Kept by hand on Mondays"])}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    made(str(tmp_path / "study"), *(str(tmp_path / name) for name in files))
    with serve(tmp_path / "study", "--port", "0") as one:
        yield one


@pytest.fixture(scope="module")
def signed_in(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    for page in seated(browser, served):
        codebook(page)
        page.close()
        yield page.context


@pytest.fixture
def page(signed_in: BrowserContext, served: Served) -> Iterator[Page]:
    page = signed_in.new_page()
    page.goto(served.origin)
    page.wait_for_selector("main")
    for one in codings(page):
        tell(page, "/codings/remove", {"id": one["id"]})
    page.goto(f"{served.origin}/code/{source(page)['id']}?page=2")
    shown(page, 2)
    expect(page.get_by_role("button", name="Mark words")).to_be_visible()
    yield page
    page.close()


def codings(page: Page, name: str = "INT01") -> Any:
    return ask(page, f"/codings?version_id={source(page, name)['version_id']}")


def text(page: Page) -> str:
    return str(ask(page, f"/sources/reading?source_id={source(page)['id']}")["text"])


def words(page: Page, number: int = 2) -> Any:
    """The words of a page, as the server answers them."""
    return ask(page, f"/pages/words?version_id={source(page)['version_id']}&number={number}")["words"]


def over(page: Page, word: dict[str, int]) -> tuple[float, float]:
    """Where on the screen the middle of a word of page 2 is."""
    size = ask(page, f"/pages?version_id={source(page)['version_id']}")["pages"][1]
    box = page.locator(".stage-sheet").bounding_box()
    assert box is not None
    x, y = (word["left"] + word["right"]) / 2, (word["top"] + word["bottom"]) / 2
    return box["x"] + x * box["width"] / size["width"], box["y"] + y * box["height"] / size["height"]


def drag(page: Page, first: dict[str, int], last: dict[str, int]) -> None:
    page.mouse.move(*over(page, first))
    page.mouse.down()
    page.mouse.move(*over(page, last), steps=5)
    page.mouse.up()


def test_words_dragged_over_on_the_page_are_a_coding_of_the_text(page: Page) -> None:
    there = words(page)
    drag(page, there[3], there[9])
    page.get_by_role("option", name=CODES[0][1]).first.click()
    expect(page.locator(".stage-words").first).to_be_visible()
    become(page, lambda: len(codings(page)), 1)
    (one,) = codings(page)
    assert (one["start"], one["end"], one["code_id"]) == (there[3]["start"], there[9]["end"], f"code-{CODES[0][0]}")
    listed = page.get_by_role("region", name="Coded words of page 2")
    expect(listed).to_contain_text(" ".join(text(page)[one["start"] : one["end"]].split())[:40])
    assert complaints(page) == []
    page.keyboard.press("Control+z")
    expect(page.locator(".stage-words")).to_have_count(0)
    become(page, lambda: codings(page), [])


def test_words_are_marked_word_by_word_with_keys_alone(page: Page) -> None:
    there = words(page)
    page.keyboard.press("w")
    held = page.get_by_role("application", name="Words being marked")
    expect(held).to_be_focused()
    expect(held).to_have_attribute("aria-label", f"Words being marked: {said(page, there, 0, 0)}")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(held).to_have_attribute("aria-label", f"Words being marked: {said(page, there, 1, 3)}")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.get_by_role("combobox").fill(CODES[1][1])
    page.keyboard.press("Enter")
    expect(held).to_be_focused()
    expect(held).to_have_attribute("aria-label", f"Words being marked: {said(page, there, 3, 3)}")
    become(page, lambda: len(codings(page)), 1)
    (one,) = codings(page)
    assert (one["start"], one["end"], one["code_id"]) == (there[1]["start"], there[2]["end"], f"code-{CODES[1][0]}")
    page.keyboard.press("Escape")
    expect(held).to_have_count(0)


def said(page: Page, there: Any, first: int, last: int) -> str:
    return " ".join(text(page)[there[first]["start"] : there[last]["end"]].split())


def test_from_a_coding_in_the_text_to_its_words_on_the_page_and_back(page: Page, served: Served) -> None:
    there = words(page)
    place = {"start": there[20]["start"], "end": there[30]["end"]}
    body = {"id": "c1", "version_id": source(page)["version_id"], "code_id": f"code-{CODES[2][0]}", **place}
    tell(page, "/codings/apply", body)
    page.goto(f"{served.origin}/code/{source(page)['id']}?at={place['start']}-{place['end']}")
    page.locator(".coded").first.click()
    page.get_by_role("dialog", name="Coded here").get_by_role("link", name="On the page").click()
    page.wait_for_url(re.compile(rf"page=2&words={place['start']}-{place['end']}"))
    shown(page, 2)
    lines = page.locator(".stage-words")
    expect(lines.first).to_be_visible()
    expect(page.locator(".stage-came").first).to_be_in_viewport()
    x, y = over(page, there[20])
    box = lines.first.bounding_box()
    assert box is not None
    assert box["x"] <= x <= box["x"] + box["width"]
    assert box["y"] <= y <= box["y"] + box["height"]
    page.mouse.click(x, y)
    listed = page.get_by_role("region", name="Coded words of page 2")
    listed.get_by_role("link", name="In the text").click()
    page.wait_for_url(re.compile(rf"at={place['start']}-{place['end']}"))
    expect(page.locator(".coded").first).to_be_in_viewport()


def test_in_a_round_words_of_the_page_are_coded_in_it_and_no_region_is_seen(page: Page, served: Served) -> None:
    one = source(page, "short")
    me = ask(page, "/viewer")["researcher_id"]
    region = {"page": 1, "left": 0, "top": 0, "right": 30, "bottom": 30}
    tell(page, "/codings/media/apply", {"id": "m1", "source_id": one["id"], "of_id": one["version_id"],
                                        "code_id": "code-D1", "region": region})  # fmt: skip
    started = {"id": "r1", "name": "Apart", "judge_ids": [me], "source_ids": [one["id"]], "settler_id": me}
    tell(page, "/rounds/start", started)
    page.goto(f"{served.origin}/code/{one['id']}?page=1")
    expect(page.get_by_text("You mark words in Apart.")).to_be_visible()
    expect(page.get_by_role("button", name="Mark a region")).to_have_count(0)
    expect(page.locator(".stage-region")).to_have_count(0)
    page.keyboard.press("w")
    page.keyboard.press("Enter")
    page.get_by_role("combobox").fill(CODES[0][1])
    page.keyboard.press("Enter")
    expect(page.locator(".stage-words")).to_have_count(1)
    become(page, lambda: len(ask(page, f"/codings?version_id={one['version_id']}&round_id=r1")), 1)
    assert codings(page, "short") == []


def test_a_scan_opens_on_its_page_and_a_region_of_it_is_coded(page: Page, served: Served) -> None:
    one = source(page, "scan")
    page.goto(f"{served.origin}/code/{one['id']}")
    shown(page, 1)
    expect(page.get_by_text("This file holds no words, only pages.")).to_be_visible()
    expect(page.get_by_role("button", name="Mark words")).to_have_count(0)
    page.keyboard.press("]")
    shown(page, 2)
    box = page.locator(".stage-sheet").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.3 * box["height"], steps=4)
    page.mouse.up()
    page.get_by_role("option", name=CODES[0][1]).first.click()
    expect(page.locator(".stage-region")).to_have_count(1)

    def marks() -> list[tuple[int, str]]:
        found = ask(page, f"/codings/media?source_id={one['id']}")
        return [(mark["region"]["page"], mark["code_id"]) for mark in found]

    become(page, marks, [(2, "code-D1")])
    assert complaints(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_coded_words_at_phone_width_are_listed_and_nothing_runs_over(page: Page, served: Served, scheme: Any) -> None:
    there = words(page)
    body = {"id": f"phone-{scheme}", "version_id": source(page)["version_id"], "code_id": "code-D1"}
    tell(page, "/codings/apply", {**body, "start": there[2]["start"], "end": there[12]["end"]})
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served.origin}/code/{source(page)['id']}?page=2")
    shown(page, 2)
    expect(page.get_by_role("region", name="Coded words of page 2")).to_contain_text(CODES[0][1])
    assert page.evaluate("() => document.documentElement.scrollWidth <= 390")
    assert complaints(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")

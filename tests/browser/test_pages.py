"""A PDF at the desk: from the words to the page they are on and back, and regions of a page coded by mouse and keys."""

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
from tests.formats.pdf_files import assembled, pdf_file

TURNS = "\n\n".join(f"I1: How was week {n}?\n\nP01: Well, #lorem(40)" for n in range(1, 25))
INTERVIEW = typst.compile(f'#set page(paper: "a5")\n= Interview at Beech\n{TURNS}'.encode())


def odd() -> bytes:
    """A PDF with words whose one page has no size that can be shown."""
    good = pdf_file(["These are words that can be read."])
    inside = {n: good.split(b"\n%d 0 obj\n" % n, 1)[1].split(b"\nendobj", 1)[0] for n in range(1, 9)}
    inside[8] = re.sub(rb"/MediaBox\[[^\]]*\]", b"/MediaBox[0 0 900000 900000]", inside[8])
    return assembled(inside)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    tmp_path = tmp_path_factory.mktemp("pages")
    (tmp_path / "INT01.pdf").write_bytes(INTERVIEW)
    (tmp_path / "odd.pdf").write_bytes(odd())
    made(str(tmp_path / "study"), str(tmp_path / "INT01.pdf"), str(tmp_path / "odd.pdf"))
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
    for one in ask(page, f"/codings/media?source_id={source(page)['id']}"):
        tell(page, "/codings/media/remove", {"id": one["id"]})
    page.goto(f"{served.origin}/code/{source(page)['id']}")
    expect(page.get_by_role("button", name="See the page")).to_be_visible()
    yield page
    page.close()


def source(page: Page, name: str = "INT01") -> Any:
    return next(one for one in ask(page, "/sources") if one["name"] == name)


def marks(page: Page, n: int) -> list[tuple[str, dict[str, int]]]:
    """Code and region of the so many that the server has in the end."""
    path = f"/codings/media?source_id={source(page)['id']}"
    become(page, lambda: len(ask(page, path)), n)
    return [(one["code_id"], one["region"]) for one in ask(page, path)]


def shown(page: Page, number: int) -> None:
    """The page of that number is on the screen, drawn."""
    expect(page.get_by_role("img", name=f"Page {number} of")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.stage img')?.naturalWidth > 500")


def test_from_the_words_to_their_page_and_back(page: Page) -> None:
    second = page.get_by_role("button", name="Page 2", exact=True)
    first_line = page.locator(".text-view").evaluate(
        "(view) => { const mark = [...view.querySelectorAll('.text-page')][1].getBoundingClientRect().top;"
        " const below = [...view.querySelectorAll('.turn-speech')]"
        ".find((one) => one.getBoundingClientRect().top >= mark - 1);"
        " return below.textContent.trim(); }"
    )
    second.scroll_into_view_if_needed()
    second.click()
    shown(page, 2)
    at = next(
        one for one in ask(page, f"/pages?version_id={source(page)['version_id']}")["pages"] if one["number"] == 2
    )
    text = ask(page, f"/sources/reading?source_id={source(page)['id']}")["text"]
    assert text[at["start"] :].replace("I1: ", "").replace("P01: ", "").startswith(first_line[:12])
    page.keyboard.press("]")
    shown(page, 3)
    expect(page.get_by_role("button", name="Next page")).to_be_enabled()
    page.keyboard.press("[")
    shown(page, 2)
    page.get_by_role("link", name="Its words in the text").click()
    page.wait_for_url(re.compile(rf"at={at['start']}-"))
    expect(page.get_by_role("button", name="Page 2", exact=True)).to_be_in_viewport()


def test_the_key_shows_the_page_one_reads_on(page: Page) -> None:
    page.get_by_role("button", name="Page 3", exact=True).scroll_into_view_if_needed()
    page.mouse.move(700, 600)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(300)
    page.keyboard.press("Shift+P")
    page.wait_for_url(re.compile(r"page=[34]"))


def test_a_region_of_a_page_is_drawn_coded_found_among_passages_and_undone(page: Page, served: Served) -> None:
    page.goto(f"{served.origin}/code/{source(page)['id']}?page=2")
    shown(page, 2)
    box = page.locator(".stage-sheet").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.1 * box["height"])
    page.keyboard.down("Shift")  # words are there
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.25 * box["height"], steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    page.get_by_role("option", name=CODES[0][1]).first.click()
    expect(page.get_by_role("region", name="Regions of page 2")).to_contain_text("page 2, upper, 50% wide and 15% high")
    (one,) = marks(page, 1)
    size = ask(page, f"/pages?version_id={source(page)['version_id']}")["pages"][1]
    assert one[0] == f"code-{CODES[0][0]}"
    assert one[1]["page"] == 2
    assert one[1]["left"] == pytest.approx(0.2 * size["width"], abs=2)
    assert one[1]["bottom"] == pytest.approx(0.25 * size["height"], abs=2)
    assert complaints(page) == []
    page.goto(f"{served.origin}/code/passages/{one[0]}")
    expect(page.locator(".crop img")).to_be_visible()
    page.get_by_role("link", name="on the page").click()
    shown(page, 2)
    expect(page.locator(".stage-region.is-chosen")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator(".stage-region")).to_have_count(0)
    assert marks(page, 0) == []


def test_a_region_of_a_page_by_the_keyboard_alone(page: Page, served: Served) -> None:
    page.goto(f"{served.origin}/code/{source(page)['id']}?page=1")
    shown(page, 1)
    page.keyboard.press("n")
    draft = page.get_by_role("application", name="Region being marked")
    expect(draft).to_be_focused()
    expect(draft).to_have_attribute("aria-label", re.compile("Region being marked: page 1, "))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("combobox").fill(CODES[1][1])
    page.keyboard.press("Enter")
    expect(page.locator(".stage-region")).to_have_count(1)
    assert [(code, region["page"]) for code, region in marks(page, 1)] == [(f"code-{CODES[1][0]}", 1)]
    page.keyboard.press("]")
    shown(page, 2)
    expect(page.locator(".stage-region")).to_have_count(0)
    expect(page.locator(".stage-draft")).to_have_count(0)


def test_a_page_that_cannot_be_shown_says_so_and_its_words_are_there(page: Page, served: Served) -> None:
    page.goto(f"{served.origin}/code/{source(page, 'odd')['id']}?page=1")
    expect(page.get_by_text("Its words can be read and coded as before.")).to_be_visible()
    expect(page.get_by_role("button", name="Mark a region")).to_have_count(0)
    page.get_by_role("link", name="Its words in the text").click()
    expect(page.get_by_text("These are words that can be read.")).to_be_visible()
    answer = page.request.get(
        f"{served.origin}/api/v1/pages/file?version_id={source(page, 'odd')['version_id']}&number=1"
    )
    assert answer.status == 409
    assert "Page 1 cannot be shown." in answer.json()["detail"]


def test_a_page_comes_as_a_picture_and_as_nothing_else(page: Page, served: Served) -> None:
    answer = page.request.get(f"{served.origin}/api/v1/pages/file?version_id={source(page)['version_id']}&number=1")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.body().startswith(b"\x89PNG")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_phone_width_nothing_runs_over(page: Page, served: Served, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    for way in ("", "?page=2"):
        page.goto(f"{served.origin}/code/{source(page)['id']}{way}")
        page.wait_for_selector(".stage img" if way else ".text-page-name")
        assert page.evaluate("() => document.documentElement.scrollWidth <= 390")
        assert complaints(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")

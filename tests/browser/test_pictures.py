"""A picture at the desk: regions drawn by mouse and by keyboard alone, coded, found again among passages, undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import seated
from tests.browser.desk import INTERVIEW, ask, become, codebook, made, tell
from tests.browser.serving import Served, serve
from tests.pictures import chunk, exif, png

WALL = png(400, 300, chunk(b"eXIf", exif()))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    tmp_path = tmp_path_factory.mktemp("pictures")
    (tmp_path / "INT01.txt").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "wall.png").write_bytes(WALL)
    made(str(tmp_path / "study"), str(tmp_path / "INT01.txt"), str(tmp_path / "wall.png"))
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
    for one in ask(page, f"/codings/media?source_id={wall(page)['id']}"):
        tell(page, "/codings/media/remove", {"id": one["id"]})
    tell(page, "/pictures/describe", {"version_id": wall(page)["version_id"], "description": ""})
    page.goto(f"{served.origin}/code/{wall(page)['id']}")
    expect(page.get_by_role("img", name="The picture wall")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.stage img').complete && document.querySelector('.book')")
    yield page
    page.close()


def wall(page: Page) -> Any:
    return next(one for one in ask(page, "/sources") if one["name"] == "wall")


def marks(page: Page) -> list[tuple[str, list[int]]]:
    found = ask(page, f"/codings/media?source_id={wall(page)['id']}")
    return [(one["code_id"], [one["region"][side] for side in ("left", "top", "right", "bottom")]) for one in found]


def drawn(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """A rectangle by mouse, in shares of the picture."""
    box = page.locator(".stage-sheet").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + left * box["width"], box["y"] + top * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + right * box["width"], box["y"] + bottom * box["height"], steps=4)
    page.mouse.up()


def test_a_region_is_drawn_coded_listed_and_undone_in_the_pixels_of_the_picture(page: Page) -> None:
    drawn(page, 0.002, 0.002, 0.5, 0.5)
    picker = page.get_by_role("dialog", name="Give a code")
    expect(picker.get_by_text("upper left, 50% wide and 50% high")).to_be_visible()
    page.keyboard.type("Over")
    page.keyboard.press("Enter")
    expect(picker).to_have_count(0)
    listed = page.get_by_role("region", name="Regions").get_by_role("listitem")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text("Overhearing")
    expect(listed).to_contain_text("upper left, 50% wide and 50% high")
    expect(listed).to_contain_text("you")
    become(page, lambda: len(marks(page)), 1)
    ((code, place),) = marks(page)
    assert code == "code-D1"
    # A hand lets go within a pixel of the screen, which is about one of the picture's here.
    assert all(abs(one - wanted) <= 2 for one, wanted in zip(place, (0, 0, 200, 150), strict=True)), place
    page.keyboard.press("Control+z")
    expect(listed).to_have_count(0)
    become(page, lambda: marks(page), [])
    page.keyboard.press("Control+Shift+z")
    expect(listed).to_have_count(1)


def test_by_keyboard_alone_a_region_is_marked_moved_resized_coded_recoded_noted_and_taken_off(page: Page) -> None:
    page.keyboard.press("n")
    draft = page.get_by_role("application")
    expect(draft).to_be_focused()
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Alt+ArrowRight", "Alt+Shift+ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Code")).to_be_focused()
    page.keyboard.type("Quick")
    page.keyboard.press("Enter")
    listed = page.get_by_role("region", name="Regions").get_by_role("listitem")
    expect(listed).to_contain_text("Quick ask")
    # 35 % to 65 % of 400 by 300; an arrow is a fiftieth, with Alt a pixel.
    become(page, lambda: [code for code, _ in marks(page)], ["code-D2"])
    ((_, place),) = marks(page)
    wanted = (140 - 8 + 1, 105 - 6, 260 - 8 + 8 + 1, 195 - 6 + 1)
    # It begins in the middle of what is in sight, which is whole but for a part of a pixel.
    assert all(abs(one - other) <= 1 for one, other in zip(place, wanted, strict=True)), place
    listed.get_by_role("button", name="Move or resize").press("Enter")
    expect(draft).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(draft).to_have_count(0)
    become(page, lambda: marks(page)[0][1][1], place[1] + 6)
    listed.get_by_role("button", name="Other code").press("Enter")
    page.keyboard.type("Joint")
    page.keyboard.press("Enter")
    expect(listed).to_contain_text("Joint visit")
    listed.get_by_role("button", name="Note why").press("Enter")
    page.keyboard.type("who hung it there")
    page.keyboard.press("Tab")
    expect(listed.locator(".coding-note")).to_have_text("who hung it there")
    listed.get_by_role("button", name="Take off").press("Enter")
    expect(listed).to_have_count(0)
    become(page, lambda: marks(page), [])


def test_escape_drops_what_was_begun_and_nothing_is_kept(page: Page) -> None:
    drawn(page, 0.2, 0.2, 0.6, 0.6)
    expect(page.get_by_role("dialog", name="Give a code")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("application")).to_have_count(0)
    assert marks(page) == []


def test_a_region_drawn_larger_or_smaller_lies_at_the_same_pixels(page: Page) -> None:
    for key, times in (("+", 3), ("-", 6)):
        for _ in range(times):
            page.keyboard.press(key)
        page.locator(".stage").evaluate("(one) => one.scrollTo(0, 0)")
        drawn(page, 0.1, 0.1, 0.2, 0.3)
        page.keyboard.type("Over")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)
    page.keyboard.press("0")
    expect(page.get_by_role("button", name="Fit: the whole picture")).to_have_attribute("aria-pressed", "true")
    become(page, lambda: len(marks(page)), 2)
    for _, place in marks(page):
        assert all(abs(one - wanted) <= 3 for one, wanted in zip(place, (40, 30, 80, 90), strict=True)), place


def test_a_region_stands_among_the_passages_cut_out_and_said_in_words(page: Page, served: Served) -> None:
    picture = wall(page)
    body = {"version_id": picture["version_id"], "description": "A board by the door."}
    tell(page, "/pictures/describe", body)
    place = {"left": 0, "top": 0, "right": 200, "bottom": 150}
    where = {"source_id": picture["id"], "of_id": picture["version_id"], "region": place}
    tell(page, "/codings/media/apply", {"id": "m1", "code_id": "code-D1", **where})
    page.goto(f"{served.origin}/code/passages/code-D1")
    cut = page.get_by_role("img", name="Region of wall: upper left, 50% wide and 50% high. The whole picture: A board")
    expect(cut).to_be_visible()
    # What is in sight is the red quarter and nothing else: at all four corners of the cut.
    box = page.locator(".crop").bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 4 / 3) < 0.05
    shown = cut.evaluate("(img) => [img.naturalWidth, img.naturalHeight, img.width / img.parentElement.clientWidth]")
    assert shown[:2] == [400, 300]
    assert abs(shown[2] - 2) < 0.02
    assert complaints(page) == []
    page.get_by_role("link", name="Open in the picture: wall").click()
    expect(page.locator(".stage-region.is-chosen")).to_be_visible()
    expect(page.get_by_role("region", name="Regions").get_by_role("button", name="Overhearing")).to_have_attribute(
        "aria-expanded", "true"
    )
    assert complaints(page) == []


def test_the_desk_of_a_picture_is_whole_in_the_dark_and_on_a_telephone(page: Page) -> None:
    drawn(page, 0.1, 0.1, 0.4, 0.4)
    page.keyboard.type("Over")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Regions").get_by_role("listitem")).to_have_count(1)
    for width, scheme in ((1440, "light"), (1440, "dark"), (390, "light")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.get_by_role("button", name="Mark a region")).to_be_visible()
        assert complaints(page) == []
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0


DROP = """(bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], 'door.png', { type: 'image/png' }));
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
  }
}"""


def test_a_picture_dropped_anywhere_on_the_page_becomes_a_source_that_can_be_coded(page: Page, served: Served) -> None:
    page.goto(served.origin + "/sources")
    expect(page.get_by_role("heading", name="Sources", level=1)).to_be_visible()
    page.evaluate(DROP, list(png(320, 200)))

    def kinds() -> list[str]:
        return [one["kind"] for one in ask(page, "/sources") if one["name"] == "door"]

    become(page, lambda: bool(kinds()), True)
    found = next(one for one in ask(page, "/sources") if one["name"] == "door")
    assert found["kind"] == next(one for one in ask(page, "/sources") if one["name"] == "wall")["kind"]
    page.goto(f"{served.origin}/code/{found['id']}")
    expect(page.get_by_role("img").first).to_be_visible()
    assert page.locator("img").first.evaluate("(one) => [one.naturalWidth, one.naturalHeight]") == [320, 200]
    tell(page, "/sources/remove", {"source_id": found["id"]})

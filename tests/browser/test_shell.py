"""What stands around every screen, and the first page, in a browser and against the running workbench."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, anselm, serve

INTERVIEW = "Interviewer: What happened?\n2B: I wrote it down.\nInterviewer: And then?\n2B: We talked in the car.\n"
STAGES = {"P": "plan", "A": "cases", "S": "sources", "C": "code", "O": "compare", "I": "interpret", "R": "report"}
QUESTION = "The question of the study"


# Asked for before the page, so that it ends after it: a page left alone would report that nobody answers.
@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A new study of one person behind a running workbench."""
    done = anselm("new", str(tmp_path / "study"), "--title", "Side by Side")
    assert done.returncode == 0, done.stderr
    with serve(tmp_path / "study") as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A context whose pages may report errors: for tests that take the workbench away."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


def _rail(page: Page, name: str) -> None:
    expect(page.get_by_role("navigation", name="Stages of the study").get_by_role("link", name=name)).to_be_visible()


def test_an_empty_study_takes_a_transcript_and_says_why_a_file_was_not_taken(
    served: Served, page: Page, tmp_path: Path
) -> None:
    good, bad = tmp_path / "2B.txt", tmp_path / "picture.xyz"
    good.write_text(INTERVIEW, encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02")
    # Asked for before the page is there: a browser told of it late opens a window nobody sees.
    page.on("filechooser", lambda chooser: chooser.set_files([good, bad]))
    page.goto(served.launch_url)
    expect(page.get_by_text("Drop transcripts here")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("i")
    expect(page.get_by_text("1 of 2 files are in the study; 1 not taken.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="picture.xyz")).to_contain_text("not read here")
    expect(page.get_by_role("listitem").filter(has_text="2B.txt")).to_contain_text("4 turns")
    assert complaints(page) == []


def test_a_file_dropped_beside_every_place_for_it_leaves_the_page_where_it_is(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    _rail(page, "Plan")
    stopped = page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["words"], "a.txt"));
            const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.querySelector("header").dispatchEvent(drop);
            return drop.defaultPrevented;
        }"""
    )
    assert stopped


def test_files_dropped_on_the_desk_become_sources_and_so_do_those_dropped_on_the_list(
    served: Served, page: Page
) -> None:
    page.goto(served.launch_url)
    _rail(page, "Plan")
    for at, place in enumerate(("/", "/sources", "/code"), start=1):
        page.goto(f"{served.origin}{place}")
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.evaluate(
            """([name, words]) => {
                const data = new DataTransfer();
                data.items.add(new File([words], name));
                const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
                document.querySelector("header").dispatchEvent(drop);
            }""",
            [f"{at}B.txt", f"{INTERVIEW}2B: For the time number {at}.\n"],
        )
        expect(page.get_by_role("listitem").filter(has_text=f"{at}B.txt")).to_contain_text("turns")
    expect(page.get_by_role("rowheader")).to_have_count(3)


def test_who_comes_without_the_link_and_has_no_password_is_told_what_to_do(
    served: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(served.origin)
    expect(page.get_by_text("has no password yet, so only the link opens this study.")).to_be_visible()
    expect(page.get_by_text("Open the last link that Anselm printed")).to_be_visible()
    expect(page.get_by_label("Password")).to_have_count(0)
    assert complaints(page) == []


def test_every_stage_is_reached_by_its_letters_and_none_while_one_writes(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    _rail(page, "Plan")
    for letter, stage in STAGES.items():
        page.keyboard.press("g")
        page.keyboard.press(letter.lower())
        expect(page).to_have_url(f"{served.origin}/{stage}")
        expect(page.get_by_role("navigation").locator("[aria-current=page]")).to_have_count(1)
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.get_by_label(QUESTION).press_sequentially("g p")
    expect(page).to_have_url(served.origin + "/")
    expect(page.get_by_label(QUESTION)).to_have_value("g p")


def test_the_palette_finds_by_a_word_and_the_list_of_keys_holds_what_is_bound(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    _rail(page, "Plan")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("menuitem", name="Compare")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.type("looks")
    page.keyboard.press("Enter")
    expect(page).to_have_url(served.origin + "/settings")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys of this screen")
    expect(keys).to_contain_text("Take back your last step")
    assert complaints(page) == []
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)


def test_what_is_written_while_nobody_answers_is_kept_and_arrives_later(
    context: BrowserContext, served: Served
) -> None:
    page = context.new_page()
    page.goto(served.launch_url)
    _rail(page, "Plan")
    context.route("**/api/v1/study/change", lambda route: route.abort())
    page.get_by_label(QUESTION).fill("How do teams learn?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 not kept yet")).to_be_visible()
    # Closing the tab loses nothing: the next one sends it.
    page.close()
    context.unroute("**/api/v1/study/change")
    later = context.new_page()
    later.goto(served.origin)
    expect(later.get_by_role("heading", level=1)).to_have_text("How do teams learn?")
    expect(later.get_by_text("kept ")).to_be_visible()
    later.keyboard.press("Control+z")
    expect(later.get_by_text("Taken back:")).to_be_visible()
    expect(later.get_by_label(QUESTION)).to_be_visible()


def test_one_browser_listens_once_and_every_tab_hears(context: BrowserContext, served: Served) -> None:
    feeds: list[str] = []

    def seen(request: Request) -> None:
        if request.url.endswith("/feed"):
            feeds.append(request.url)

    context.on("request", seen)
    first = context.new_page()
    first.goto(served.launch_url)
    _rail(first, "Plan")
    second = context.new_page()
    second.goto(served.origin + "/plan")
    expect(second.get_by_label(QUESTION)).to_be_visible()
    first.get_by_label(QUESTION).fill("How do teams learn?")
    first.keyboard.press("Enter")
    expect(second.get_by_role("heading", name="How do teams learn?")).to_be_visible()
    assert len(feeds) == 1
    first.close()
    third = context.new_page()
    third.goto(served.origin)
    third.get_by_role("button", name="Change the question").click()
    third.get_by_label(QUESTION).fill("What helps teams learn?")
    third.keyboard.press("Enter")
    expect(second.get_by_role("heading", name="What helps teams learn?")).to_be_visible()
    assert len(feeds) == 2


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 320)])
def test_the_pages_of_the_study_room_can_be_read_by_everyone_at_every_width(
    browser: Browser, served: Served, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto(served.launch_url)
    for path in ("/", "/plan", "/settings", "/memos", "/nowhere"):
        page.goto(served.origin + path)
        expect(page.get_by_role("main")).to_be_visible()
        assert complaints(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    context.close()

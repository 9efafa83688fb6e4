"""What the browser shows and how soon: a text with its codings, the picker of a thousand codes, a matrix.

Everything is timed in one run of one browser, as a coder meets it: the workbench serves a made-up study, the ways are
those of the page's own links, words are selected by mouse. Beside it stand, in the same browser, the same words bare,
in CodeMirror with the codings as decorations, and in a text-annotation library (`peers_js`).

- *opened*: from the way being taken until the frame after the first that shows words and codings; the first time with
  what has to be asked of the server, and again from data in hand, which is all the others ever do.
- *mouse-up*: from letting go (here on the code in the picker, in the others on the last letter) until the frame after
  the one that shows the coding, and in which frame that was.
- *p95 frame*: while the page goes down and across for five seconds; the middle of three.
- *a key*: working time of the main thread until the second frame after it, less that of a page left alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._page_hands import (  # noqa: E402
    Seen,
    Work,
    blank,
    paged,
    quiet,
    repeated,
    routed,
    select,
    slowest_frames,
    started,
    until_mouse_up,
)
from bench._page_matrix import bare_matrix, matrix_rows, matrix_study  # noqa: E402
from bench._page_peers import BARE, Peer, peers_in  # noqa: E402
from bench._page_texts import Told, study_of, told  # noqa: E402
from bench._ratios import Timed, row  # noqa: E402
from playwright.sync_api import Browser, Page  # noqa: E402
from tests.browser.finding import find_browser  # noqa: E402
from tests.browser.serving import serve  # noqa: E402

N_CODES = 60
# (bytes, codings, the aim of opening it in milliseconds)
TEXTS = ((45_000, 200, 100), (300_000, 1_333, 150), (1_000_000, 10_000, 150))
N_PICKED = 1_000
CODINGS, KEYS = 12, 16
# A page of the same room without a text: its scripts are those of the desk.
BETWEEN = "/code/changes"
DRAWN = ".text-turns .coded"
TYPED = ("ask", "handover", "with old", "nig", "zzz")


@dataclass(frozen=True, slots=True)
class Shown:
    """What was seen of one text: opened at first, opened again, and from mouse-up to its highlight."""

    first: Seen = field(default_factory=Seen)
    again: Seen = field(default_factory=Seen)
    mouse_up: Seen = field(default_factory=Seen)


def main() -> int:
    """Print a row for each thing."""
    program = find_browser()
    if program is None:
        print("No browser was found, so no page is timed")
        return 0
    with tempfile.TemporaryDirectory() as folder, started(program) as browser:
        here = Path(folder)
        _texts(browser, here)
        _picker(browser, here)
        _matrix(browser, here)
    return 0


def _texts(browser: Browser, here: Path) -> None:
    texts = tuple(told(f"of-{n_bytes}", n_bytes, n_codings, N_CODES) for n_bytes, n_codings, _ in TEXTS)
    peers = peers_in(here / "peers")
    with _served(browser, study_of(here / "texts", texts, N_CODES)) as (page, origin):
        for text, (n_bytes, n_codings, most) in zip(texts, TEXTS, strict=True):
            ours = _desk(page, origin, text)
            frames = slowest_frames(page, ".text-turns") if text is texts[0] else None
            name, aim = f"{n_bytes // 1000:,} KB/{n_codings:,}", f"aim \u2264 {most} ms"
            for peer in peers:
                theirs, their_frames = _beside(browser, peer, text, scrolls=frames is not None)
                if peer.name == BARE:
                    row(f"{name} opened, first time", ours.first.timed, peer.name, theirs.again.timed)
                row(f"{name} opened, from data in hand", ours.again.timed, peer.name, theirs.again.timed, aim)
                said = f"{ours.mouse_up.frames}; theirs {theirs.mouse_up.frames}; aim \u2264 2 frames"
                row(f"{name} mouse-up to highlight", ours.mouse_up.timed, peer.name, theirs.mouse_up.timed, said)
                if frames and their_frames:
                    row(f"{name} scrolling, p95 frame", frames, peer.name, their_frames, "aim \u2264 20 ms")


@contextmanager
def _served(browser: Browser, study: Path) -> Iterator[tuple[Page, str]]:
    """A page of the running workbench, let in, and where it is."""
    with ExitStack() as stack:
        served = stack.enter_context(serve(study, "--port", "0"))
        page = stack.enter_context(paged(browser))
        page.goto(served.launch_url)
        page.get_by_role("navigation", name="Stages of the study").wait_for()
        yield page, served.origin


def _desk(page: Page, origin: str, text: Told) -> Shown:
    shown = Shown()
    path = f"/code/{text.name}"
    for n in range(4):
        page.goto(origin + BETWEEN)
        for seen in (shown.first, shown.again, shown.again):
            page.locator(".text-turns").wait_for(state="detached")
            quiet(page)
            one = routed(page, path, DRAWN)
            # The first of all has the server read the text.
            if n:
                seen.add(one)
            page.wait_for_selector(".text-turns:not([aria-busy])")
            quiet(page)
            routed(page, BETWEEN, "body:not(:has(.text-turns))")
    routed(page, path, DRAWN)
    page.wait_for_selector(".text-turns:not([aria-busy])")
    page.evaluate("() => bench.toMiddle('.text-turns')")
    quiet(page)
    for n in range(3 * CODINGS):
        if len(shown.mouse_up.pairs) == CODINGS:
            break
        select(page, ".turn-speech", n)
        page.mouse.up()
        quiet(page)
        place = page.locator(".picker-row").first.bounding_box() if page.locator(".picker-row").count() else None
        if place is None:  # words that wrap just there
            page.keyboard.press("Escape")
            continue
        page.mouse.move(place["x"] + 60, place["y"] + 10)
        quiet(page)
        page.evaluate("() => bench.deskCodes('.text-turns')")
        page.mouse.down()
        shown.mouse_up.add(until_mouse_up(page))
        quiet(page)
    return shown


def _beside(browser: Browser, peer: Peer, text: Told, *, scrolls: bool) -> tuple[Shown, Timed | None]:
    shown = Shown()
    with blank(browser, peer) as page:
        page.evaluate("(told) => void (window.told = told)", text.for_a_page())

        def show() -> object:
            quiet(page)
            return page.evaluate("() => bench.peerShown(...window.told)")

        def again() -> object:
            page.evaluate("() => bench.peerCleared()")
            return show()

        show()
        shown.again.pairs.extend(repeated(again, 6).pairs)
        block = page.evaluate("() => peer.block")
        page.evaluate("(block) => bench.toMiddle(block)", block)
        quiet(page)
        for n in range(CODINGS):
            select(page, block, n)
            page.evaluate("(id) => bench.peerCodes(id)", f"new-{n}")
            shown.mouse_up.add(until_mouse_up(page))
            quiet(page)
        return shown, slowest_frames(page, block) if scrolls else None


def _picker(browser: Browser, here: Path) -> None:
    text = told("of-45000", *TEXTS[0][:2], N_CODES)
    with blank(browser) as page:
        page.set_content("<input autofocus>")
        page.focus("input")
        bare = Work(page).of_keys(_typing())
    with _served(browser, study_of(here / "picker", (text,), N_PICKED)) as (page, origin):
        page.goto(f"{origin}/code/{text.name}")
        page.wait_for_selector(".text-turns:not([aria-busy]) .coded")
        quiet(page)
        select(page, ".turn-speech", 0)
        page.mouse.up()
        page.wait_for_selector(".picker-input:focus")
        page.mouse.move(2, 2)
        quiet(page)
        work = Work(page)
        aim = f"aim \u2264 {KEYS} ms"
        typed, walked = work.of_keys(_typing()), work.of_keys(["ArrowDown"] * 20)
        row(f"picker of {N_PICKED:,} codes, a letter or back", typed, "the keys in a bare field", bare, aim)
        row(f"picker of {N_PICKED:,} codes, an arrow", walked, "the keys in a bare field", bare, aim)


def _matrix(browser: Browser, here: Path) -> None:
    with blank(browser) as page:
        bare = bare_matrix(page)
    with _served(browser, matrix_study(here / "matrix")) as (page, origin):
        matrix_rows(page, origin, bare)


def _typing() -> list[str]:
    return [key for word in TYPED for key in (*word, *("Backspace" for _ in word))]


if __name__ == "__main__":
    raise SystemExit(main())

"""Hands and a stopwatch in a browser: ways inside the page, words selected by mouse, keys, scrolling."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench._page_peers import SCRIPTS, Peer
from bench._ratios import Timed
from playwright.sync_api import Browser, Page, sync_playwright

# Only ends a run in which nothing happens.
PATIENCE = 120_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
# A laptop's reading column beside nothing else.
BLANK = """<!doctype html><style>
  body { margin: 0 } p { margin: 0; white-space: pre-wrap }
  #host { height: 100vh; overflow: auto; font: 17px/28px serif }
  #host > *, .cm-content { max-width: 640px }
  .cm-editor { height: 100%; max-width: none !important } .cm-scroller { font: inherit !important }
  .coded, mark { background: #fde9a9 } td, th { padding: 9px 16px 9px 0; border-top: 1px solid #ddd; min-width: 9rem }
</style><div id="host"></div>"""


@contextmanager
def started(program: Path) -> Iterator[Browser]:
    """The browser until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def paged(browser: Browser) -> Iterator[Page]:
    """A page with the stopwatch in it, alone in its context."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=SCRIPTS / "in_page.js")
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def blank(browser: Browser, peer: Peer | None = None) -> Iterator[Page]:
    """An empty page with room for a text, and what shows one in it."""
    with paged(browser) as page:
        page.goto("about:blank")
        page.set_content(BLANK)
        if peer:
            if peer.style:
                page.add_style_tag(path=peer.style)
            page.add_script_tag(path=peer.script)
        yield page


@dataclass(slots=True)
class Seen:
    """Milliseconds and frames of each repetition, as the page counted them."""

    pairs: list[tuple[float, int]] = field(default_factory=list)

    def add(self, pair: Any) -> None:
        """One more."""
        self.pairs.append((float(pair[0]), int(pair[1])))

    @property
    def timed(self) -> Timed:
        """The times."""
        return Timed(tuple(ms / 1000 for ms, _ in self.pairs))

    @property
    def frames(self) -> str:
        """The frame in which it was there, the middle and the latest."""
        counts = [frames for _, frames in self.pairs]
        return f"in frame {statistics.median_low(counts)}, at the latest {max(counts)}"


def routed(page: Page, path: str, selector: str) -> Any:
    """Go there as a link of the page goes; how long until it stands."""
    return page.evaluate("([path, selector]) => bench.routed(path, selector)", [path, selector])


def quiet(page: Page) -> None:
    """Until nothing runs on from what was done."""
    page.wait_for_timeout(300)
    page.evaluate("() => bench.settled()")


def select(page: Page, blocks: str, n: int) -> None:
    """Some words by mouse, with a few steps on the way; the button stays down on the last letter."""
    left, middle, right = page.evaluate("([blocks, n]) => bench.words(blocks, n)", [blocks, n])
    page.mouse.move(left + 2, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle)
    page.mouse.move(right - 2, middle)
    page.evaluate("() => bench.settled()")


def until_mouse_up(page: Page) -> Any:
    """Let go, and wait until what it began is painted."""
    page.mouse.up()
    return page.evaluate("() => bench.last")


def repeated(run: Callable[[], Any], most: int, within: float = 8.0) -> Seen:
    """So many times, fewer where one takes long."""
    seen = Seen()
    start = time.perf_counter()
    while len(seen.pairs) < most and (not seen.pairs or time.perf_counter() - start < within):
        seen.add(run())
    return seen


def slowest_frames(page: Page, selector: str, n: int = 3, seconds: int = 5) -> Timed:
    """The 95th percentile of frame times of so many scrolls."""
    found = []
    for _ in range(n):
        times = page.evaluate("([one, seconds]) => bench.scrolled(one, seconds)", [selector, seconds])
        found.append(Timed(tuple(ms / 1000 for ms in times)).at(0.95))
    return Timed(tuple(found))


class Work:
    """The main thread's working time, beyond what it does while nothing happens."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable")
        self._idle = statistics.median(self._of(lambda: None) for _ in range(15))

    def of_keys(self, keys: Iterable[str]) -> Timed:
        """Of each key, until the second frame after it."""
        press = self._page.keyboard.press
        return Timed(tuple(max(0.0, self._of(lambda key=key: press(key)) - self._idle) for key in keys))

    def _of(self, act: Callable[[], None]) -> float:
        before = self._busy()
        act()
        self._page.evaluate("() => bench.settled()")
        return self._busy() - before

    def _busy(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

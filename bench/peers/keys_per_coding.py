"""Keys and seconds from words selected to words coded, beside Taguette, by the same script in the same browser.

Taguette comes into an environment of its own that goes when the program ends; where it cannot be had, the figures
last recorded are printed with their date. Both get one interview of 45 KB and the same 20 codes. Words are selected by
mouse in both. Seconds run from letting go of the mouse until the passage is painted and kept; the script does not
think, so a second column adds 0.2 s a key, which is a practised hand's (Card, Moran and Newell 1980).
"""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from tests.browser.finding import find_browser  # noqa: E402
from tests.browser.serving import anselm, serve  # noqa: E402

PEER = "taguette==1.5.2"
N = 20
A_KEY = 0.2  # seconds
# Wide margins of safety: they only end a run in which nothing happens.
PATIENCE = 20_000  # milliseconds

NAMES = (
    "Overhearing", "Quick ask", "Joint visit", "Handover", "Being watched", "Learning by error", "Asking twice",
    "Not asking", "Who decides", "Quiet hours", "Paper trail", "Own notebook", "Showing how", "Left alone",
    "Time to talk", "Covering shifts", "Trust", "Old hands", "Rules bent", "Pride in work",
)  # fmt: skip

# Where the words stand: the middle of the first and the last letter.
PLACE = """([within, wanted]) => {
  const walk = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(wanted);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    const boxes = range.getClientRects();
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
  }
}"""


@dataclass(frozen=True, slots=True)
class Figure:
    """Keys pressed and seconds passed, the middle of all codings of a kind."""

    keys: float
    seconds: float

    @property
    def by_hand(self) -> float:
        """Seconds with a hand that presses the keys."""
        return self.seconds + A_KEY * self.keys

    def __str__(self) -> str:
        return f"{self.keys:4.1f} keys {self.seconds:6.3f} s {self.by_hand:6.2f} s by hand"


SEARCHED, AGAIN = "a code found by typing", "the code given just before"

# Last recorded: the date, and by kind of coding ours and theirs (keys, seconds).
RECORDED_ON = "2026-11-26"
RECORDED = {
    SEARCHED: (Figure(2.5, 0.186), Figure(4.5, 0.277)),
    AGAIN: (Figure(1.0, 0.199), Figure(5.0, 0.306)),
}


class Hand:
    """Presses keys and counts them."""

    def __init__(self, page: Page, within: str, marks: str) -> None:
        self.page, self._within, self._marks = page, within, marks
        self.keys = 0

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def select(self, words: str) -> None:
        """By mouse, from the first letter to the last."""
        left, top, right, bottom = self.page.evaluate(PLACE, [self._within, words])
        self.page.mouse.move(left + 1, top)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, bottom)
        self.page.mouse.move(right - 1, bottom)
        self.page.mouse.up()

    def coded(self, n: int) -> None:
        """Wait until so many passages are painted."""
        self.page.wait_for_function(f"() => {self._marks} >= {n}", timeout=PATIENCE, polling="raf")


def passages() -> list[str]:
    """The words to code, one in each answer."""
    return [f"I picked up number {n} off the wall" for n in range(4 * N)]


def interview() -> str:
    """Questions and answers of 45 KB, a passage in each of the first answers."""
    turns = [
        f"Interviewer: And what was it like then, at visit {n}?\n2B: Nobody told me that. {words}, and then I knew it. "
        + "I was put to shadow the care assistant, with boxes on a sheet, one less on Sundays. " * 5
        for n, words in enumerate(passages())
    ]
    return "\n".join(turns)[:45_000]


def typed_for(name: str, finds: Callable[[str], str]) -> str:
    """The fewest letters from the beginning of a name that bring it up first."""
    return next((name[:n] for n in range(1, len(name)) if finds(name[:n]) == name), name)


@dataclass(frozen=True, slots=True)
class Bench:
    """One program with the interview open: its hand, and how it gives a code of this name."""

    hand: Hand
    search: Callable[[str], None]
    again: Callable[[str], None]


def measured(benches: tuple[Bench, ...], before: int, codes: list[str], kind: str) -> tuple[Figure, ...]:
    """Code as many passages, each with its code, the programs in turn; the middle of keys and of seconds of each."""
    found: list[list[tuple[int, float]]] = [[] for _ in benches]
    for n, code in enumerate(codes, start=before):
        for bench, seen in zip(benches, found, strict=True):
            hand = bench.hand
            hand.select(passages()[n])
            hand.keys, start = 0, time.perf_counter()
            (bench.again if kind == AGAIN else bench.search)(code)
            hand.coded(n + 1)
            seen.append((hand.keys, time.perf_counter() - start))
            hand.page.wait_for_timeout(150)
    return tuple(Figure(statistics.mean(k for k, _ in one), statistics.median(s for _, s in one)) for one in found)


@contextmanager
def ours(browser: Browser, here: Path) -> Iterator[Bench]:
    """The desk: the list opens by itself where the mouse lets go."""
    text = here / "2B.txt"
    text.write_text(interview(), encoding="utf-8")
    for words in (("new", str(here / "study"), "--title", "Bench"), ("import", str(here / "study"), str(text))):
        done = anselm(*words)
        if done.returncode:
            raise SystemExit(done.stderr)
    with serve(here / "study") as served, paged(browser) as page:
        page.goto(served.launch_url)
        page.get_by_role("navigation", name="Stages of the study").wait_for()
        for n, name in enumerate(NAMES):
            write(page, "/api/v1/codes/add", {"id": f"code-{n}", "name": name, "family": n % 8})
        sources = page.evaluate("() => fetch('/api/v1/sources').then((one) => one.json())")
        page.goto(f"{served.origin}/code/{sources[0]['id']}")
        page.locator(".turn-speech").first.wait_for()
        page.wait_for_selector(".text-turns:not([aria-busy])", timeout=PATIENCE)
        marks = "document.querySelectorAll('.text-turns .coded').length"
        hand = Hand(page, ".text-turns", marks)
        letters = letters_of_the_desk(hand)

        def search(name: str) -> None:
            page.wait_for_selector(".picker-input:focus", timeout=PATIENCE)
            with page.expect_response(lambda one: "/codings" in one.url and one.request.method == "POST"):
                hand.press(*letters[name], "Enter")

        def again(_name: str) -> None:
            page.wait_for_selector(".picker-input:focus", timeout=PATIENCE)
            with page.expect_response(lambda one: "/codings" in one.url and one.request.method == "POST"):
                hand.press("Enter")

        yield Bench(hand, search, again)


def letters_of_the_desk(hand: Hand) -> dict[str, str]:
    """What is typed for each code, found by typing it."""
    hand.select(passages()[-1])
    field = hand.page.get_by_role("combobox", name="Code")
    field.wait_for()

    def finds(typed: str) -> str:
        field.fill(typed)
        found = hand.page.locator(".picker-on .picker-name")
        return found.first.inner_text() if found.count() else ""

    letters = {name: typed_for(name, finds) for name in NAMES}
    hand.page.keyboard.press("Escape")
    return letters


@contextmanager
def theirs(browser: Browser, here: Path, program: Path) -> Iterator[Bench]:
    """Taguette: its own key for a new highlight, its own search among tags, its own way to keep it."""
    with peer(program, here / "peer.db") as address, paged(browser) as page:
        # It would ask its makers' server for news; nothing is asked of anybody here.
        page.route("**/messages.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(address)
        page.goto(f"{address.partition('?')[0].rstrip('/')}/project/new")
        page.fill("[name=name]", "Bench")
        page.locator("form [type=submit]").last.click()
        page.wait_for_url(re.compile(r"/project/\d+"))
        project = page.url.rstrip("/").rpartition("/")[2]
        for name in NAMES:
            write(page, f"/api/project/{project}/tag/new", {"path": name, "description": ""})
        body = "".join(f"<p>{line}</p>" for line in interview().split("\n"))
        document = page.evaluate(SEND_DOCUMENT, [project, f"<html><body>{body}</body></html>"])
        page.goto(f"{page.url.partition('/project')[0]}/project/{project}/document/{document}")
        page.get_by_text(passages()[0]).wait_for()
        marks = (
            "new Set([...document.querySelectorAll('#document-contents .highlight')]"
            ".map((one) => one.dataset.highlightId)).size"
        )
        hand = Hand(page, "#document-contents", marks)
        letters = letters_of_the_peer(hand)

        def search(name: str) -> None:
            hand.press("n")
            hand.page.wait_for_selector("#highlight-search:focus", timeout=PATIENCE)
            with page.expect_response(lambda one: one.url.partition("?")[0].endswith("/highlight/new")):
                hand.press(*letters[name], "Enter", "Enter")
            hand.page.wait_for_selector("#highlight-add-modal", state="hidden")

        yield Bench(hand, search, search)


def letters_of_the_peer(hand: Hand) -> dict[str, str]:
    """What is typed for each tag, found by typing it."""
    hand.select(passages()[-1])
    hand.page.keyboard.press("n")
    hand.page.wait_for_selector("#highlight-search:focus", timeout=PATIENCE)

    def finds(typed: str) -> str:
        hand.page.fill("#highlight-search", typed)
        found = hand.page.locator("#highlight-add-tags .font-weight-bold label")
        return found.first.inner_text().strip() if found.count() else ""

    letters = {name: typed_for(name, finds) for name in NAMES}
    hand.page.fill("#highlight-search", "")
    hand.page.evaluate("() => $('#highlight-add-modal').modal('hide')")
    hand.page.wait_for_selector("#highlight-add-modal", state="hidden")
    return letters


SEND_DOCUMENT = """async ([project, html]) => {
  const form = new FormData();
  form.append("name", "2B");
  form.append("description", "");
  form.append("_xsrf", (document.cookie.match(/_xsrf=([^;]*)/) || ["", ""])[1]);
  form.append("file", new File([html], "2B.html", { type: "text/html" }));
  const answer = await fetch(`/api/project/${project}/document/new`, { method: "POST", body: form });
  return (await answer.json()).created;
}"""

WRITE = """async ([path, body]) => {
  const xsrf = (document.cookie.match(/_xsrf=([^;]*)/) || ["", ""])[1];
  const answer = await fetch(xsrf ? `${path}?_xsrf=${encodeURIComponent(xsrf)}` : path, { method: "POST",
    body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-Anselm": "1" } });
  return answer.ok ? "" : await answer.text();
}"""


def write(page: Page, path: str, body: dict[str, object]) -> None:
    """Write from the page; ends the run unless it was done."""
    if wrong := page.evaluate(WRITE, [path, body]):
        raise SystemExit(f"{path}: {wrong[:200]}")


@contextmanager
def paged(browser: Browser) -> Iterator[Page]:
    """A page of a laptop's size, alone."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@contextmanager
def peer(program: Path, database: Path) -> Iterator[str]:
    """Taguette running on a free port of this computer; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [str(program), "--no-browser", "--port", str(port), "--database", str(database)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        found = next((m for line in process.stdout if (m := re.search(r"http\S+", line))), None)
        if found is None:
            raise SystemExit("Taguette did not start.")
        yield found.group()
    finally:
        process.terminate()
        process.wait()


def installed(here: Path) -> Path | None:
    """Taguette in an environment of its own; None where it cannot be had."""
    steps = (
        [sys.executable, "-m", "venv", str(here)],
        [str(here / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", PEER],
    )
    for step in steps:
        if subprocess.run(step, check=False, stdout=-3, stderr=-3, env={**os.environ}).returncode:
            return None
    return here / "bin" / "taguette"


def main() -> int:
    """Print the table; 1 where the desk needs as many keys or as long."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        program = installed(here / "environment")
        if program is None:
            print(f"{PEER} cannot be installed here; last recorded on {RECORDED_ON}:")
            return shown(RECORDED)
        browser_program = find_browser()
        if browser_program is None:
            print(f"No browser was found; last recorded on {RECORDED_ON}:")
            return shown(RECORDED)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(browser_program), args=["--no-sandbox"])
            with ours(browser, here) as our, theirs(browser, here, program) as their:
                found = measured((our, their), 0, list(NAMES), SEARCHED)
                more = measured((our, their), N, [NAMES[-1]] * N, AGAIN)
            browser.close()
        return shown({SEARCHED: (found[0], found[1]), AGAIN: (more[0], more[1])})


def shown(figures: dict[str, tuple[Figure, Figure]]) -> int:
    """Print it; 1 where the desk does not need fewer of both."""
    print(f"{'words selected by mouse, then':<30} {'the desk':<38} {PEER:<38} ratio of keys, of seconds")
    for kind, (our, their) in figures.items():
        keys, seconds = our.keys / their.keys, our.seconds / their.seconds
        print(f"{kind:<30} {our!s:<38} {their!s:<38} {keys:.2f}, {seconds:.2f}")
    return 0 if figures and all(o.keys < t.keys and o.seconds < t.seconds for o, t in figures.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())

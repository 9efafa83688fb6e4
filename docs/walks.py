"""Walks a guide in the browser as it is written, and takes its pictures on the way.

In the numbered steps of a guide **bold** is pressed by its name, <kbd>a key</kbd> is struck, “what is quoted” is typed,
*what slants* must be on the page, and over ‘words’ or in ‘words’ the mouse is drawn or pressed. Lines in a block marked
`sh` are run. A heading that names a private window goes on there, as somebody who is not signed in yet.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from tests.browser.desk import PLACE
from tests.browser.finding import find_browser
from tests.browser.serving import Served, anselm, build_demo, serve

GUIDES = Path(__file__).resolve().parent / "guide"
WALKED = ("first-hour.md",)
LEAD = "Dr Ilse Marrow"
DEMO = "~/Anselm/harrowmere"
LARGEST = 120_000

_TOKEN = re.compile(
    r"\*\*(?P<press>[^*]+)\*\*|<kbd>(?P<key>[^<]+)</kbd>|“(?P<type>[^”]+)”"
    r"|over ‘(?P<over>[^’]+)’|in ‘(?P<into>[^’]+)’|\*(?P<see>[^*]+)\*"
)
_PICTURE = re.compile(r"!\[(?P<said>[^\]]*)\]\(pictures/(?P<name>[^)]+)\)")
_Role = Literal["button", "link", "treeitem", "option", "menuitem", "tab", "combobox", "textbox"]
_ROLES: tuple[_Role, ...] = ("button", "link", "treeitem", "option", "menuitem", "tab", "combobox", "textbox")
_KEYS = {"Ctrl": "Control", "Esc": "Escape", "←": "ArrowLeft", "→": "ArrowRight", "↑": "ArrowUp", "↓": "ArrowDown"}
_PATIENCE_MS = 45_000
_SHOWN = "(words) => document.body.innerText.replace(/\\s+/g, ' ').includes(words)"
READ = "() => !/\\b(Reading|Opening)( [a-z]+)* …/.test(document.body.innerText)"
# Whoever reads the guide looks for the words: they are brought to the middle of the window unless they stand in it.
BRING = """(words) => {
  const holds = (one) => one.checkVisibility() && one.innerText?.replace(/\\s+/g, ' ').includes(words);
  let one = document.body;
  for (let next = [...one.children].find(holds); next; next = [...one.children].find(holds)) one = next;
  if (one === document.body) return;
  const { top, bottom } = one.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) one.scrollIntoView({ block: 'center' });
}"""
_FIELD = "() => document.activeElement?.matches('input, textarea, [contenteditable=true]') ?? false"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a guide asks for: what is done, with what, and in which line it stands."""

    does: str
    what: str
    line: int


def steps(text: str) -> list[Step]:
    """What a guide asks for, in its order."""
    found: list[Step] = []
    for kind, first, words in _blocks(text):
        if kind == "step":
            found += [
                Step(
                    str(one.lastgroup),
                    " ".join(one[str(one.lastgroup)].split()),
                    first + words[: one.start()].count("\n"),
                )
                for one in _TOKEN.finditer(words)
            ]
        elif kind == "picture":
            found += [Step("picture", one["name"], first) for one in _PICTURE.finditer(words)]
        elif kind == "heading":
            found.append(Step("window", "private" if "private window" in words else "own", first))
        elif kind == "command":
            found.append(Step("run", words, first))
    return found


def _blocks(text: str) -> list[tuple[str, int, str]]:
    """Headings, pictures, commands and numbered steps, a step with its lines together; each with its first line."""
    found: list[tuple[str, int, str]] = []
    fence = ""
    for line, words in enumerate(text.splitlines(), start=1):
        if words.startswith("```"):
            fence = "" if fence else words
        elif fence:
            found += [("command", line, words)] if fence == "```sh" else []
        elif words.startswith("   ") and found and found[-1][0] == "step":
            found[-1] = ("step", found[-1][1], f"{found[-1][2]}\n{words}")
        else:
            found.append((_kind(words), line, words))
    return found


def _kind(words: str) -> str:
    if re.match(r"\d+\. ", words):
        return "step"
    return "heading" if words.startswith("#") else "picture" if words.startswith("![") else "prose"


def pictures(text: str) -> list[tuple[str, str]]:
    """The pictures a guide shows: file and what is said of it."""
    return [(one["name"], one["said"]) for one in _PICTURE.finditer(text)]


def chord(written: str) -> str:
    """A key as the browser names it: `Ctrl Shift Z` is `Control+Shift+z`."""
    parts = [_KEYS.get(part, part) for part in written.split()]
    return "+".join([*parts[:-1], parts[-1].lower() if len(parts[-1]) == 1 else parts[-1]])


@dataclass
class Walk:
    """A walk through one guide; `folder` receives the pictures, and without one none is taken."""

    browser: Browser
    served: Served
    study: Path
    folder: Path | None = None
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    page: Page = field(init=False)

    def go(self, text: str) -> None:
        """Do what the guide says; AssertionError names the line that cannot be done."""
        for step in steps(text):
            try:
                getattr(self, f"_{step.does}")(step.what)
            except Exception as error:
                raise AssertionError(f"line {step.line}: {step.does} {step.what!r}: {error}") from error

    def end(self) -> None:
        """Close the windows, before their server goes."""
        for context in self.contexts.values():
            context.close()

    def _window(self, which: str) -> None:
        if which not in self.contexts:
            context = self.browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
            context.set_default_timeout(_PATIENCE_MS)
            self.contexts[which] = context
            page = context.new_page()
            page.goto(self.served.launch_url if which == "own" else self.served.origin)
            page.wait_for_selector("main")
        self.page = self.contexts[which].pages[0]

    def _run(self, line: str) -> None:
        words = shlex.split(line.replace(DEMO, str(self.study)))
        if words[:2] in (["make", "demo"], ["anselm", "demo"]):
            return  # That is how the walk began.
        assert words[0] == "anselm", "only our own commands are run"
        done = anselm(*words[1:])
        assert done.returncode == 0, done.stderr

    def _press(self, name: str) -> None:
        self._settled()
        until = time.monotonic() + _PATIENCE_MS / 1000
        while (control := self._control(name)) is None:
            assert time.monotonic() < until, "nothing on the page goes by that name"
            self.page.wait_for_timeout(100)
        control.click()

    def _control(self, name: str) -> Locator | None:
        """The first visible control of that name, in the topmost window; names may go on with a key or a count."""
        over = self.page.locator("[role=dialog],[role=alertdialog]")
        place = over.last if over.count() else self.page.locator("body")
        begins = re.compile(rf"^{re.escape(name)}(?![^\W\d_])")
        tried = (
            _any(place.get_by_role(role, name=name, exact=True) for role in _ROLES),
            place.locator("label").filter(has_text=re.compile(rf"^{re.escape(name)}")),
            place.get_by_role("treeitem", name=name),
            _any(place.get_by_role(role, name=begins) for role in _ROLES),
            place.get_by_label(name, exact=True),
        )
        shown = (one.locator("visible=true") for one in tried)
        return next((one.first for one in shown if one.count()), None)

    def _key(self, written: str) -> None:
        self._settled()
        self.page.keyboard.press(chord(written))

    def _type(self, words: str) -> None:
        self._until(_FIELD, "", "no field has the focus")
        self.page.keyboard.type(words)

    def _over(self, words: str) -> None:
        left, top, right, bottom = self._place(words)
        self.page.mouse.move(left + 1, top)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, bottom)
        self.page.mouse.move(right - 1, bottom)
        self.page.mouse.up()

    def _into(self, words: str) -> None:
        left, top, _right, _bottom = self._place(words)
        self.page.mouse.click(left + 6, top)

    def _place(self, words: str) -> list[float]:
        self.page.wait_for_selector(".turn-speech")
        place: list[float] | None = self.page.evaluate(PLACE, words)
        assert place is not None, "the interview has no such words"
        return place

    def _see(self, words: str) -> None:
        self._until(_SHOWN, words, "that is not on the page")
        self.page.evaluate(BRING, words)

    def _settled(self) -> None:
        """Wait as a person does: until what was asked for is there."""
        self._until(READ, "", "it is still being read")
        self.page.wait_for_timeout(250)

    def _until(self, script: str, words: str, otherwise: str) -> None:
        until = time.monotonic() + _PATIENCE_MS / 1000
        while not self.page.evaluate(script, words):
            assert time.monotonic() < until, otherwise
            self.page.wait_for_timeout(100)

    def _picture(self, name: str) -> None:
        if self.folder is None:
            return
        self._settled()
        self.page.wait_for_timeout(600)
        for quality in (80, 65, 50, 40):
            data = self.page.screenshot(type="jpeg", quality=quality)
            if len(data) <= LARGEST:
                break
        (self.folder / name).write_bytes(data)


def _any(several: Iterable[Locator]) -> Locator:
    return reduce(Locator.or_, several)


def walk(browser: Browser, study: Path, guide: str, folder: Path | None = None) -> None:
    """Walk one guide over a copy of the demo study, which is changed by it."""
    with serve(study, "--as", LEAD, "--port", "0") as served:
        walking = Walk(browser, served, study, folder)
        try:
            walking.go(guide)
        finally:
            walking.end()


def main() -> int:
    """Take the pictures of all guides, or of those named, anew; 1 without a browser."""
    program = find_browser()
    if program is None:
        print("no browser found; set ANSELM_BROWSER")
        return 1
    (GUIDES / "pictures").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program), args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        )
        for name in sys.argv[1:] or WALKED:
            text = (GUIDES / name).read_text(encoding="utf-8")
            walk(browser, build_demo(Path(folder) / name), text, GUIDES / "pictures")
            print(f"{name}: {len(pictures(text))} pictures")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""A real browser for the tests of screens. A page that reports an error or a policy breach fails its test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright
from tests.browser.desk import INTERVIEW, made
from tests.browser.finding import find_browser
from tests.browser.firefox import find_firefox, start
from tests.browser.serving import ENDED, Served, build_demo, serve

# A busy machine is slow and not wrong.
expect.set_options(timeout=15_000)

# Collects breaches of the content-security policy, which a console listener alone would miss in frames.
WATCH_POLICY = """
window.__breaches = [];
document.addEventListener('securitypolicyviolation',
  (event) => window.__breaches.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Watch:
    """Listens to a page from before its first load."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._seen: list[str] = []
        page.add_init_script(WATCH_POLICY)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._seen.append(str(error)))
        # The file window is taken over from the start: asked for only when awaited, it is switched on without
        # an answer, and on a busy machine a key is quicker; the browser then closes the window (17 times of 20).
        page.on("filechooser", lambda _chooser: None)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _of_one_that_ended(message.text, message.location["url"]):
            self._seen.append(message.text)

    def faults(self) -> list[str]:
        """Errors of the console and of scripts so far, and breaches of the policy on the page now."""
        breaches = [] if self.page.is_closed() else self.page.evaluate("window.__breaches || []")
        return [*self._seen, *breaches]


def _of_one_that_ended(words: str, address: str) -> bool:
    """A page that outlives its workbench by a moment may ask once more, and nobody answers."""
    parts = urlsplit(address)
    return "net::ERR_CONNECTION_REFUSED" in words and f"{parts.scheme}://{parts.netloc}" in ENDED


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives the browsers of the run, whichever they are."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One Chromium for the run; skipped with a reason where there is none, a fault where CI=true."""
    program = find_browser()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("browser: none found, and none could be installed")
        pytest.skip("browser: none found; set ANSELM_BROWSER or install chromium")
    driver: Playwright = request.getfixturevalue("driver")
    started = driver.chromium.launch(
        executable_path=str(program), args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
    )
    yield started
    started.close()


@pytest.fixture(scope="session")
def firefox(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Firefox for the run; skipped with a reason, which the run's end repeats, where there is none."""
    program, why = find_firefox()
    if program is None:
        pytest.skip(why)
    started = start(request.getfixturevalue("driver"), program, tmp_path_factory.mktemp("firefox"))
    yield started
    started.close()


@pytest.fixture
def refused() -> tuple[str, ...]:
    """The statuses a test asks for, which are no fault of its page: none, unless its file names some."""
    return ()


def watched(browser: Browser, refused: tuple[str, ...] = ()) -> Iterator[Page]:
    """A page of 1280 by 900 in a context of its own; its console errors and policy breaches fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    watch = Watch(context.new_page())
    yield watch.page
    faults = [fault for fault in watch.faults() if not any(status in fault for status in refused)]
    context.close()
    assert not faults, "the page reported: " + "; ".join(faults)


@pytest.fixture
def page(browser: Browser, refused: tuple[str, ...]) -> Iterator[Page]:
    """A page of the run's Chromium, watched."""
    yield from watched(browser, refused)


@pytest.fixture(params=["browser", "firefox"], ids=["Chromium", "Firefox"])
def each(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of Chromium, and the same test once more with one of Firefox; watched."""
    yield from watched(request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def demo_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study, built once for the run; a test that changes it works on a copy."""
    return build_demo(tmp_path_factory.mktemp("demo") / "harrowmere")


@pytest.fixture(scope="session")
def served_demo(demo_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the demo study behind a running workbench, for tests that read; it runs until the end."""
    with serve(shutil.copytree(demo_study, tmp_path_factory.mktemp("served") / "harrowmere")) as served:
        yield served


@pytest.fixture(scope="module")
def demo(demo_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the demo study that the tests of one file change together, served for its lead."""
    study = shutil.copytree(demo_study, tmp_path_factory.mktemp("lead") / "study")
    with serve(study, "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def seated(browser: Browser, served: Served, width: int = 1440, height: int = 900) -> Iterator[Page]:
    """A page for the tests of one file, in a context of its own: the address of the start signs in once."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    yield page
    context.close()


@pytest.fixture(scope="session")
def interviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with one short interview, made once for the run; every test works on a copy."""
    folder = tmp_path_factory.mktemp("interviewed")
    (folder / "2B.txt").write_text(INTERVIEW, encoding="utf-8")
    made(str(folder / "study"), str(folder / "2B.txt"))
    return folder / "study"


@pytest.fixture
def served(interviewed: Path, tmp_path: Path) -> Iterator[Served]:
    """A study with one interview behind a running workbench."""
    with serve(shutil.copytree(interviewed, tmp_path / "study")) as running:
        yield running

"""The browser starts, axe runs in it, and the watch over a page sees what it should."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import Watch
from tests.browser.serving import ENDED, serve

GOOD = "<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1><button>Go</button></main>"
BAD = "<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1><input></main>"


def test_axe_has_nothing_against_a_plain_page(page: Page) -> None:
    page.set_content(GOOD)
    assert complaints(page) == []


def test_axe_sees_a_field_without_a_name(page: Page) -> None:
    page.set_content(BAD)
    assert any(line.startswith("label ") for line in complaints(page))


def test_the_watch_sees_a_planted_error_and_a_planted_breach(browser: Browser) -> None:
    context = browser.new_context()
    watch = Watch(context.new_page())
    policy = {"content-type": "text/html", "content-security-policy": "style-src 'self'"}
    watch.page.route("http://planted.example/", lambda route: route.fulfill(headers=policy, body=GOOD))
    watch.page.goto("http://planted.example/")
    watch.page.evaluate("document.head.appendChild(document.createElement('style')).textContent = 'p {}'")
    watch.page.evaluate("console.error('planted')")
    faults = watch.faults()
    context.close()
    assert any("planted" in fault for fault in faults)
    assert any(fault.startswith("policy: style-src") for fault in faults)


def _asks(page: Page, origin: str) -> None:
    page.evaluate("(to) => fetch(to).catch(() => undefined)", f"{origin}/api/v1/study")


def test_a_workbench_the_test_ended_may_be_asked_once_more_and_any_other_must_answer(
    browser: Browser, interviewed: Path
) -> None:
    context = browser.new_context()
    watch = Watch(context.new_page())
    with serve(interviewed) as running:
        watch.page.goto(running.launch_url)
        expect(watch.page.get_by_role("heading", level=1)).to_be_visible()
    _asks(watch.page, running.origin)
    assert watch.faults() == []
    ENDED.discard(running.origin)
    _asks(watch.page, running.origin)
    context.close()
    assert any("ERR_CONNECTION_REFUSED" in fault for fault in watch.faults())


def test_a_workbench_that_died_by_itself_is_a_fault(browser: Browser, interviewed: Path) -> None:
    context = browser.new_context()
    watch = Watch(context.new_page())
    with serve(interviewed) as running:
        watch.page.goto(running.launch_url)
        expect(watch.page.get_by_role("heading", level=1)).to_be_visible()
        running.process.kill()
        running.process.wait()
    _asks(watch.page, running.origin)
    context.close()
    assert any("ERR_CONNECTION_REFUSED" in fault for fault in watch.faults())

"""The contact sheets of the documentation can be made from the running program, every screen in them."""

from __future__ import annotations

from pathlib import Path

from docs.shots import LOOKS, screens, sheet, take
from playwright.sync_api import Browser


def test_every_screen_has_its_picture_and_none_is_another_again(browser: Browser, demo_study: Path) -> None:
    look = LOOKS[2]
    pictures = take(browser, demo_study, look)
    assert list(pictures) == list(screens(demo_study))
    same = [name for name, data in pictures.items() if list(pictures.values()).count(data) > 1]
    assert not same
    page = browser.new_page()
    assert len(sheet(page, pictures, look)) > 50_000
    page.close()

"""The contact sheets of the documentation can be made from the running program, every screen in them."""

from __future__ import annotations

from pathlib import Path

from docs.shots import LOOKS, inner_screens, inside, screens, sheet, take, year, year_screens
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


def test_what_opens_inside_a_screen_has_its_picture_too(browser: Browser, demo_study: Path, tmp_path: Path) -> None:
    look = LOOKS[2]
    further = year(tmp_path)
    pictures = inside(browser, demo_study, further, look)
    assert list(pictures) == [*inner_screens(demo_study), *year_screens(further)]
    assert len(set(pictures.values())) == len(pictures)

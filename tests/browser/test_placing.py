"""Two readers place the themes of the demo on its lens, apart; the lead opens, settles and closes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import Watch
from tests.browser.serving import Served, serve

import anselm

PASSWORD = "four words in a row"
ILSE, KWAME, LOWRI = PEOPLE = ("Dr Ilse Marrow", "Kwame Adjei", "Lowri Pask")


@dataclass
class Three:
    """Three signed in at three browsers."""

    served: Served
    ilse: Page
    kwame: Page
    lowri: Page


@pytest.fixture
def three(browser: Browser, demo_study: Path, tmp_path: Path) -> Iterator[Three]:
    folder = shutil.copytree(demo_study, tmp_path / "harrowmere")
    with anselm.open(folder) as study:
        for one in study.study.researchers():
            if one.name in PEOPLE:
                study.study.set_password(id=one.id, password=PASSWORD)
    with serve(folder, "--port", "0") as served:
        contexts = [
            browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce") for _ in PEOPLE
        ]
        watched = [Watch(context.new_page()) for context in contexts]
        for who, watch in zip(PEOPLE, watched, strict=True):
            page = watch.page
            page.goto(served.launch_url if who == ILSE else served.origin)
            page.get_by_text(who, exact=True).click()
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
        yield Three(served, *(one.page for one in watched))
        faults = [fault for watch in watched for fault in watch.faults() if "401" not in fault]
        for context in contexts:
            context.close()
    assert not faults, "; ".join(faults)


def start(three: Three) -> str:
    """The lead starts a round of placing the themes; its address."""
    page = three.ilse
    page.goto(f"{three.served.origin}/compare/new")
    page.get_by_text("Places on a lens").first.click()
    expect(page.get_by_role("region", name="On which lens")).to_be_visible()
    expect(page.get_by_role("region", name="What is placed").get_by_role("checkbox").first).to_be_checked()
    assert complaints(page) == []
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", name="Placing on the lens")).to_be_visible()
    return page.url


def placed(page: Page, n: int, whole: int) -> None:
    expect(page.get_by_role("progressbar", name="Placed")).to_have_attribute("aria-valuetext", f"{n} of {whole}")


def hand_in(page: Page, about: str = "") -> None:
    page.get_by_role("button", name="Hand in").first.click()
    dialog = page.get_by_role("dialog")
    if about:
        expect(dialog).to_contain_text(about)
    dialog.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Your placements are handed in.").first).to_be_visible()


def all_by_keys(page: Page) -> list[str]:
    """Everything at the second level by its key, with a step back and forth; the names of the things."""
    things = page.get_by_role("complementary", name="What you place").get_by_role("listitem")
    expect(things.first).to_be_visible()
    whole = things.count()
    placed(page, 0, whole)
    names = [one.strip() for one in things.locator(".queue-words").all_inner_texts()]
    for n in range(whole):
        page.keyboard.press("2")
        placed(page, n + 1, whole)
    page.keyboard.press("Control+z")
    placed(page, whole - 1, whole)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name=names[-2])).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    placed(page, whole, whole)
    assert complaints(page) == []
    return names


def some_otherwise(page: Page, whole: int) -> None:
    """The first and the second elsewhere, with a reason; the last not at all."""
    placed(page, 0, whole)
    expect(page.get_by_text("placed here")).to_have_count(0)
    page.get_by_label("Why there, if you want to say").fill("It is their own doing.")
    page.get_by_role("button", name="Person and close colleagues").click()
    placed(page, 1, whole)
    page.keyboard.press("3")
    placed(page, 2, whole)
    for n in range(2, whole - 1):
        page.keyboard.press("2")
        placed(page, n + 1, whole)


def opened(page: Page, whole: int) -> None:
    """The lead opens the round and sees how the placements met."""
    page.get_by_role("button", name="Open the placements").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Open the placements").click()
    expect(page.get_by_role("heading", name=f"{whole - 3} of {whole} themes placed at the same level.")).to_be_visible()
    expect(page.get_by_role("table", name="Where each was placed")).to_contain_text("It is their own doing.")
    page.get_by_text("Coefficients", exact=True).click()
    expect(page.get_by_role("table", name="Agreement on the level, each thing a unit")).to_contain_text("Cohen’s κ")
    assert complaints(page) == []


def settled(page: Page, names: list[str]) -> None:
    """Two of three differences settled by key and reason, one of them undone and settled again."""
    page.get_by_role("button", name="Settle 3 differences").click()
    expect(page.get_by_text("3 left of 3")).to_be_visible()
    expect(page.get_by_role("heading", name=names[0])).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("1")
    page.keyboard.press("r")
    page.get_by_label("Reason").fill("What each does alone.")
    page.get_by_role("button", name="Settle and next").click()
    expect(page.get_by_text("2 left of 3")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("3 left of 3")).to_be_visible()
    page.get_by_role("button", name=names[0]).click()
    page.keyboard.press("1")
    page.get_by_label("Reason").fill("What each does alone.")
    page.get_by_role("button", name="Settle and next").click()
    expect(page.get_by_role("heading", name=names[1])).to_be_visible()
    page.keyboard.press("b")
    page.get_by_label("Reason").fill("It is at home in both.")
    page.get_by_role("button", name="Settle and next").click()
    expect(page.get_by_text("1 left of 3")).to_be_visible()


def closed(page: Page, names: list[str]) -> None:
    """The round closed with what was not discussed left out, and the levels that say where it was agreed."""
    page.get_by_role("button", name="Close the round").first.click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("1 difference not discussed:")
    expect(dialog.get_by_role("listitem")).to_have_text([names[-1]])
    dialog.get_by_text("Left out").first.click()
    dialog.get_by_role("button", name="Close the round").click()
    expect(page.get_by_text("What was agreed is placed in the study.")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="See it in the level figure").click()
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=names[0], exact=True))
    expect(row).to_contain_text("Agreed in Placing on the lens: Person and close colleagues")
    expect(row).to_contain_text("What each does alone.")


def test_two_place_apart_by_keys_and_what_they_agree_on_is_drawn_in_the_level_figure(three: Three) -> None:
    address = start(three)
    three.kwame.goto(address)
    names = all_by_keys(three.kwame)
    hand_in(three.kwame)
    three.lowri.goto(address)
    some_otherwise(three.lowri, len(names))
    hand_in(three.lowri, "One of them you have not placed.")
    three.ilse.goto(address)
    opened(three.ilse, len(names))
    settled(three.ilse, names)
    closed(three.ilse, names)

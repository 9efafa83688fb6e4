"""A round of independent reading in two browsers: started, read, handed in, opened, compared, settled and closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import Watch
from tests.browser.desk import become
from tests.browser.serving import Served, serve
from tests.factories import colleague, file, owner, study

from anselm.bootstrap_outside import Argon2
from anselm.library.study import open_package

PASSWORD = "four words in a row"
SAID = (
    "They told me on the phone.",
    "I wrote it down.",
    "We talked in the car.",
    "Nobody asked me to.",
    "It was late.",
)
TEXT = "".join(f"I1: And then?\nP01: {said} That is how it went here.\n" for said in SAID * 2)


@dataclass
class Team:
    """Ada owns the study and reads; Lou reads in another browser."""

    served: Served
    ada: Page
    lou: Page
    source_id: str
    version_id: str
    codes: dict[str, str]

    def codings(self, marks: list[tuple[int, int, int, str]]) -> list[dict[str, Any]]:
        """Marks as (which time it is said, characters left out at the beginning and the end, code)."""
        found = []
        places = [one.start() for said in SAID for one in re.finditer(re.escape(said), TEXT)]
        for at, before, after, code in marks:
            start, said = places[at], SAID[at // 2]
            found.append({"start": start + before, "end": start + len(said) - after, "code_id": self.codes[code]})
        return found


@pytest.fixture
def team(browser: Browser, tmp_path: Path) -> Iterator[Team]:
    workbench = study(tmp_path, hasher=Argon2())
    source_id, version_id, codes = _founded(workbench)
    workbench.close()
    with serve(tmp_path / "study") as served:
        contexts = [browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce") for _ in "AL"]
        watched = [Watch(context.new_page()) for context in contexts]
        pages = [watch.page for watch in watched]
        for page, address, name in zip(pages, (served.launch_url, served.origin), ("Ada", "Lou Bay"), strict=True):
            page.goto(address)
            page.get_by_text(name, exact=True).click()
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
        yield Team(served, *pages, source_id, version_id, codes)
        faults = [fault for watch in watched for fault in watch.faults() if "401" not in fault and "409" not in fault]
        for context in contexts:
            context.close()
    assert not faults, "; ".join(faults)


def _founded(workbench: Any) -> tuple[str, str, dict[str, str]]:
    ada = owner(workbench)
    lou = colleague(workbench, "Lou Bay", key="L")
    for hand in (ada, lou):
        ada.do("study.set_password", id=hand.viewer.researcher_id, password=PASSWORD)
    made = ada.do("corpus.import_file", id="up", file=file("INT01.txt", TEXT))
    source_id = made.accepted[0].source_id
    codes = {}
    for key, name in (("D1", "Overhearing"), ("D2", "Kitchen and car"), ("D3", "On paper")):
        codes[key] = ada.do("coding.add_code", id=ada.new_id(), name=name, key=key, definition=f"{name}, said so.").id
    version_id = ada.do("corpus.reading", source_id=source_id).version_id
    return source_id, version_id, codes


def _post(page: Page, path: str, body: dict[str, Any]) -> Any:
    """Write as the page itself would."""
    told = page.evaluate(
        """async ([path, body]) => {
          const answer = await fetch(`/api/v1${path}`, { method: 'POST', body: JSON.stringify(body),
            headers: { 'content-type': 'application/json', 'x-anselm': '1' } });
          return [answer.status, await answer.json()];
        }""",
        [path, body],
    )
    assert told[0] == 200, told
    return told[1]


def _code(team: Team, page: Page, round_id: str, prefix: str, marks: list[tuple[int, int, int, str]]) -> None:
    _post(page, "/codings/apply-many", {"codings": _rows(team, round_id, prefix, marks)})


def _rows(team: Team, round_id: str, prefix: str, marks: list[tuple[int, int, int, str]]) -> list[dict[str, Any]]:
    return [
        {"id": f"{prefix}-{at}", "version_id": team.version_id, "round_id": round_id, **one}
        for at, one in enumerate(team.codings(marks))
    ]


ALIKE = [(8, 0, 0, "D3"), (9, 0, 0, "D3")]
ADA = [*ALIKE, (0, 0, 0, "D1"), (1, 0, 0, "D1"), (4, 0, 0, "D1"), (2, 0, 0, "D3"), (6, 0, 0, "D2")]
LOU = [*ALIKE, (0, 0, 0, "D2"), (1, 0, 0, "D2"), (4, 0, 0, "D2"), (2, 2, 0, "D3")]


def _opened(team: Team) -> str:
    """A round read by both and opened."""
    ada, lou = team.ada, team.lou
    ada.goto(team.served.origin + "/compare")
    ada.get_by_role("button", name="Start the first round").click()
    expect(ada.get_by_text("2 readers")).to_be_visible()
    ada.get_by_role("button", name="Freeze the codebook and start").click()
    expect(ada.get_by_role("heading", name="First independent reading")).to_be_visible()
    round_id = ada.url.rsplit("/", 1)[-1]
    _code(team, ada, round_id, "ada", ADA)
    ada.get_by_role("button", name="Hand in", exact=True).click()
    dialog = ada.get_by_role("dialog")
    expect(dialog).to_contain_text("Nobody sees it until all are in")
    dialog.get_by_label("Hours it took you").fill("2.5")
    dialog.get_by_role("button", name="Hand in").click()
    expect(ada.get_by_text("Lou Bay has not handed in.")).to_be_visible()
    lou.goto(f"{team.served.origin}/compare/{round_id}")
    expect(lou.get_by_text("not told yet")).to_be_visible()
    _code(team, lou, round_id, "lou", LOU)
    lou.get_by_role("button", name="Hand in", exact=True).click()
    lou.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    lou.get_by_role("button", name="Open the readings").click()
    lou.get_by_role("alertdialog").get_by_role("button", name="Open the readings").click()
    return round_id


def test_two_readers_start_read_hand_in_open_compare_settle_and_close_a_round(team: Team) -> None:
    round_id = _opened(team)
    lou = team.lou
    headline = "A and LB marked 7 places in 1 interview: 2 alike, 5 to talk about."
    expect(lou.get_by_role("heading", name=headline)).to_be_visible()
    expect(lou.get_by_role("row").filter(has_text="Overhearing")).to_contain_text("D1")
    assert lou.get_by_text("Krippendorff").count() == 0
    assert complaints(lou) == []
    lou.get_by_text("More: coefficients").click()
    expect(lou.get_by_text("Overhearing and Kitchen and car trade places 3 times.")).to_be_visible()
    expect(lou.get_by_text("With 1 interview read by two, each interval is likely too narrow.")).to_be_visible()
    lou.get_by_text("What NVivo, MAXQDA, ATLAS.ti and QualCoder would print").click()
    expect(lou.get_by_text("QualCoder kappa:")).to_be_visible()
    lou.get_by_text("For the methods section").click()
    expect(lou.get_by_text("Before any discussion 2 of 7 places were marked alike; 5 differed")).to_be_visible()
    assert complaints(lou) == []

    page = team.ada
    page.goto(f"{team.served.origin}/compare/{round_id}/settle")
    expect(page.get_by_text("5 left of 5")).to_be_visible()
    expect(page.get_by_role("heading", name="Overhearing or Kitchen and car?")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("1")
    page.keyboard.press("r")
    page.keyboard.type("It was said to someone else.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 left of 5")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("5 left of 5")).to_be_visible()
    _nothing_lies_under_what_just_happened(page)
    page.keyboard.press("2")
    page.keyboard.press("p")
    page.get_by_role("button", name="Settle all 3").click()
    expect(page.get_by_text("2 left of 5")).to_be_visible()
    expect(page.get_by_role("heading", name="Where does On paper begin and end?")).to_be_visible()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 left of 5")).to_be_visible()

    page.get_by_role("button", name="Close the round").first.click()
    closing = page.get_by_role("alertdialog")
    expect(closing.get_by_text("Say what becomes of those not discussed")).to_be_visible()
    closing.get_by_text("Left out").click()
    closing.get_by_role("button", name="Close the round").click()
    expect(page.get_by_text("1 difference not discussed; rule applied: left out.").first).to_be_visible()
    agreed = _get(page, f"/rounds/agreed?id={round_id}")
    assert sorted(one["how"] for one in agreed) == ["read alike", "read alike", *["settled"] * 4]


UNDER = """() => {
  const said = [...document.querySelectorAll('.toast')].map((one) => one.getBoundingClientRect());
  const under = (one, by) => one.left < by.right && by.left < one.right && one.top < by.bottom && by.top < one.bottom;
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    const within = one.closest('.split-middle');
    const scrolls = within && getComputedStyle(within).overflowY === 'auto';
    const clipped = scrolls && box.top >= within.getBoundingClientRect().bottom;
    return box.width > 0 && !clipped && said.some((by) => under(box, by));
  };
  const controls = document.querySelectorAll('main :is(button, a, input, textarea, label)');
  return said.length === 0 ? ['nothing is said'] : [...controls].filter(seen).map((one) => one.textContent);
}"""


def _nothing_lies_under_what_just_happened(page: Page) -> None:
    """That a step was taken back is said beside the decision, on no control of the screen, wide and narrow."""
    expect(page.get_by_text("Taken back", exact=False).first).to_be_visible()
    assert page.evaluate(UNDER) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("1")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.get_by_role("button", name="Settle and next").click()
    expect(page.get_by_text("4 left of 5")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("5 left of 5")).to_be_attached()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.get_by_role("button", name="Settle and next").scroll_into_view_if_needed()
    assert page.evaluate(UNDER) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def _get(page: Page, path: str) -> Any:
    return page.evaluate("async (path) => (await fetch(`/api/v1${path}`)).json()", path)


def _started(team: Team) -> str:
    """A round of both, started by its lead."""
    lead = team.ada
    lead.goto(team.served.origin + "/compare/new")
    lead.get_by_role("button", name="Freeze the codebook and start").click()
    expect(lead.get_by_role("heading", name="First independent reading")).to_be_visible()
    return lead.url.rsplit("/", 1)[-1]


def test_a_reading_made_on_another_computer_is_taken_in_on_the_page_of_its_round(team: Team, tmp_path: Path) -> None:
    round_id = _started(team)
    page = team.ada
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Package for Lou Bay").click()
    waiting.value.save_as(tmp_path / "lou.anselm")
    with open_package(tmp_path / "lou.anselm", tmp_path / "lou") as there:
        there.call("coding.apply_many", codings=_rows(team, round_id, "away", LOU))
        there.call("judging.submit", id=round_id)
        (tmp_path / "back.anselm").write_bytes(there.call("judging.sealed_return", id=round_id).content)
    (tmp_path / "spoilt.anselm").write_bytes(
        (tmp_path / "back.anselm").read_bytes().replace(b'"digest":"', b'"digest":"0')
    )
    chooser = page.locator("input[type=file]")
    chooser.set_input_files(tmp_path / "spoilt.anselm")
    expect(page.get_by_text("This reading was changed after it was handed in")).to_be_visible()
    chooser.set_input_files(tmp_path / "back.anselm")
    expect(page.get_by_text("The reading of Lou Bay is in, unseen. Its digest")).to_be_visible()
    assert complaints(page) == []
    _code(team, page, round_id, "ada", ADA)
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    page.get_by_role("button", name="Open the readings").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Open the readings").click()
    expect(page.get_by_role("heading", name="A and LB marked 7 places in 1 interview")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "?show=figures", "/settle"):
        page.goto(f"{team.served.origin}/compare/{round_id}{path}")
        expect(page.locator("main h1")).to_be_visible()
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_round_of_themes_is_written_apart_opened_merged_and_closed(team: Team) -> None:
    ada, lou = team.ada, team.lou
    ada.goto(team.served.origin + "/compare/new")
    ada.get_by_text("Candidate themes, to be compared, merged and agreed.").click()
    ada.get_by_role("button", name="Start", exact=True).click()
    expect(ada.get_by_role("heading", name="Your themes")).to_be_visible()
    address = ada.url
    lou.goto(address)
    for page, name, code in ((ada, "By ear", "Overhearing"), (lou, "Overheard", "Overhearing")):
        page.get_by_label("Its name").fill(name)
        page.get_by_text("The codes it is made from, if there are any").click()
        page.locator(".candidate-codes").get_by_text(code).click()
        page.get_by_role("button", name="Keep this theme").click()
        expect(page.locator(".candidate").get_by_text(name)).to_be_visible()
    assert complaints(ada) == []
    assert ada.get_by_text("Overheard").count() == 0
    for page in (ada, lou):
        page.get_by_role("button", name="Hand in", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    lou.get_by_role("button", name="Open the readings").click()
    lou.get_by_role("alertdialog").get_by_role("button", name="Open the readings").click()
    expect(lou.get_by_text("Near By ear.")).to_be_visible()
    for name in ("By ear", "Overheard"):
        lou.locator(".candidate").get_by_text(name, exact=True).click()
    lou.get_by_label("The agreed name").fill("Learning by ear")
    lou.get_by_label("Why, in a sentence").fill("One idea in two names.")
    assert complaints(lou) == []
    lou.get_by_role("button", name="Agree on it").click()
    expect(lou.get_by_text("From By ear (Ada) and Overheard (Lou Bay). One idea in two names.")).to_be_visible()
    assert complaints(lou) == []
    lou.get_by_role("button", name="Close the round").click()
    lou.get_by_role("alertdialog").get_by_role("button", name="Close the round").click()
    expect(lou.get_by_text("Closed", exact=False).first).to_be_visible()

    def agreed() -> list[tuple[str, int]]:
        found = [one for one in _get(lou, "/themes") if one["state"] == "candidate"]
        return [(one["name"], len(one["ancestor_ids"])) for one in found]

    become(lou, agreed, [("Learning by ear", 2)])


def test_a_sample_is_drawn_by_chance_shown_before_it_is_started_and_told_with_its_seed(team: Team) -> None:
    page = team.ada
    page.goto(team.served.origin + "/compare/new")
    page.get_by_text("Draw a sample by chance").click()
    page.get_by_label("Seed").fill("4711")
    told = page.get_by_text("The one interview is read. Seed 4711.")
    expect(told).to_be_visible()
    page.get_by_label("Share of each, in per cent").fill("0")
    expect(page.get_by_text("The share is a number from 1 to 100.").first).to_be_visible()
    page.get_by_label("Share of each, in per cent").fill("50")
    expect(told).to_be_visible()
    assert not complaints(page)
    page.get_by_role("button", name="Freeze the codebook and start").click()
    expect(page.get_by_role("heading", name="How it was drawn")).to_be_visible()
    expect(told).to_be_visible()


def test_figures_of_open_coding_follow_what_a_colleague_codes_while_they_are_looked_at(team: Team) -> None:
    ada = team.ada
    standing = next(one["id"] for one in _get(ada, "/rounds") if one["standing"])
    _code(team, ada, standing, "ada", [(0, 0, 0, "D1"), (1, 0, 0, "D1")])
    _code(team, team.lou, standing, "lou", [(0, 0, 0, "D1")])
    ada.goto(team.served.origin + "/compare")
    ada.get_by_role("link", name="See where readings meet in it").click()
    expect(ada.get_by_role("heading", name="marked 2 places in 1 interview: 1 alike, 1 to talk about.")).to_be_visible()
    ada.get_by_text("More: coefficients").click()
    whole = ada.get_by_role("row").filter(has_text="Overhearing")
    before = whole.inner_text()
    _code(team, team.lou, standing, "lou-again", [(1, 0, 0, "D1")])
    # Nothing is pressed: the mark of the other reader is in the sentence and in the figure.
    expect(ada.get_by_role("heading", name="marked 2 places in 1 interview: 2 alike, 0 to talk about.")).to_be_visible()
    expect(whole).not_to_have_text(before)
    expect(whole).to_contain_text("1.00")


def test_a_code_of_a_round_that_is_not_taken_up_leaves_the_codebook_in_place_and_comes_back(team: Team) -> None:
    round_id = _started(team)
    page, (place,) = team.ada, team.codings([(0, 0, 0, "D1")])
    made = {**place, "id": "new-1", "code_id": "new-code", "name": "Whispering", "round_id": round_id}
    _post(page, "/codings/apply-new", {**made, "version_id": team.version_id})
    for who in (page, team.lou):
        _post(who, "/rounds/submit", {"id": round_id})
    _post(page, "/rounds/reveal", {"id": round_id})
    page.goto(f"{team.served.origin}/compare/{round_id}")
    proposed = page.get_by_role("listitem").filter(has_text="A new code of Ada")
    proposed.get_by_role("button", name="Not taken up").click()
    proposed.get_by_role("textbox", name="Why not").fill("It is overhearing.")
    proposed.get_by_role("button", name="Keep the answer").click()
    proposed.get_by_role("button", name="Take it out of the codebook: Whispering").click()
    expect(proposed).to_contain_text("out of use")
    assert [one["retired"] for one in _get(page, "/codes?with_retired=true") if one["id"] == "new-code"] == [True]
    page.get_by_role("button", name="Take it back").click()
    expect(proposed.get_by_role("button", name="Take it out of the codebook: Whispering")).to_be_visible()
    assert complaints(page) == []


def test_the_folder_of_a_reader_shows_what_a_reader_does_and_then_how_the_round_ended(
    team: Team, tmp_path: Path, browser: Browser
) -> None:
    round_id, page = _started(team), team.ada
    (tmp_path / "lou.anselm").write_bytes(_file(page, f"/rounds/package?round_id={round_id}&judge_id={_lou(page)}"))
    with open_package(tmp_path / "lou.anselm", tmp_path / "lou") as there:
        there.call("coding.apply_many", codings=_rows(team, round_id, "away", LOU))
        there.call("judging.submit", id=round_id)
        (tmp_path / "back.anselm").write_bytes(there.call("judging.sealed_return", id=round_id).content)
    page.locator("input[type=file]").set_input_files(tmp_path / "back.anselm")
    expect(page.get_by_text("The reading of Lou Bay is in")).to_be_visible()
    _code(team, page, round_id, "ada", ADA)
    for step in ("submit", "reveal", "close"):
        _post(page, f"/rounds/{step}", {"id": round_id, **({"rule": "kept"} if step == "close" else {})})
    page.goto(f"{team.served.origin}/compare/{round_id}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Result for Lou Bay").click()
    waiting.value.save_as(tmp_path / "end.anselm")
    with serve(tmp_path / "lou") as there:
        mine = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
        mine.goto(there.launch_url)
        stages = mine.get_by_role("navigation", name="Stages of the study")
        expect(stages.get_by_role("link")).to_have_text([re.compile("Code"), re.compile("Compare")])
        expect(mine.get_by_role("button", name="Lou Bay, reader")).to_be_visible()
        expect(mine.get_by_text("Nothing is waiting for you.")).to_be_visible()
        assert mine.get_by_text("What do you want to find out?").count() == 0
        mine.goto(f"{there.origin}/compare")
        expect(mine.get_by_role("link", name="First independent reading")).to_be_visible()
        assert mine.get_by_role("button", name="Start a round").count() == 0
        assert mine.get_by_text("Open coding").count() == 0
        mine.goto(f"{there.origin}/compare/{round_id}")
        expect(mine.get_by_text("can send how it ended")).to_be_visible()
        mine.locator("input[type=file]").set_input_files(tmp_path / "end.anselm")
        expect(mine.get_by_role("heading", name="A and LB marked 7 places in 1 interview")).to_be_visible()
        expect(mine.get_by_text("rule applied: kept").first).to_be_visible()
        assert complaints(mine) == []
        mine.context.close()


def _lou(page: Page) -> str:
    return next(one["id"] for one in _get(page, "/researchers") if one["name"] == "Lou Bay")


def _file(page: Page, path: str) -> bytes:
    found = "async (path) => [...new Uint8Array(await (await fetch(`/api/v1${path}`)).arrayBuffer())]"
    return bytes(page.evaluate(found, path))

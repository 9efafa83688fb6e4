"""Three people at three browsers go through the demo: calibration, a blind round, settling by pattern, closing."""

from __future__ import annotations

import itertools
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import Watch
from tests.browser.serving import Served, serve

import anselm
from anselm.demo.files import rows

PASSWORD = "four words in a row"
PATIENCE_MS = 45_000
ILSE, KWAME, LOWRI = PEOPLE = ("Dr Ilse Marrow", "Kwame Adjei", "Lowri Pask")
PLANTED = {row["kind"]: int(row["total"]) for row in rows("truth/plants.csv")}


@dataclass
class Team:
    """Three signed in, and what each of the two analysts marked in the demo's own double reading."""

    served: Served
    ilse: Page
    kwame: Page
    lowri: Page
    marked: dict[str, list[dict[str, Any]]]
    read: tuple[str, ...]

    def at(self, page: Page, path: str) -> Page:
        page.goto(self.served.origin + path)
        return page


@pytest.fixture
def team(browser: Browser, demo_study: Path, tmp_path: Path) -> Iterator[Team]:
    folder = shutil.copytree(demo_study, tmp_path / "harrowmere")
    marked, read = _as_it_was_read(folder)
    expect.set_options(timeout=PATIENCE_MS)
    with serve(folder, "--port", "0") as served:
        contexts = [
            browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce") for _ in PEOPLE
        ]
        watched = [Watch(context.new_page()) for context in contexts]
        ilse, kwame, lowri = pages = [watch.page for watch in watched]
        for who, page in zip(PEOPLE, pages, strict=True):
            page.goto(served.launch_url if who == ILSE else served.origin)
            page.get_by_text(who, exact=True).click()
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
        yield Team(served, ilse, kwame, lowri, marked, read)
        faults = [fault for watch in watched for fault in watch.faults() if "401" not in fault and "409" not in fault]
        for context in contexts:
            context.close()
    expect.set_options(timeout=15_000)
    assert not faults, "; ".join(faults)


def _as_it_was_read(folder: Path) -> tuple[dict[str, list[dict[str, Any]]], tuple[str, ...]]:
    """Passwords for three; what the two marked in the demo's closed round, and the titles of what they read."""
    with anselm.open(folder) as study:
        for one in study.study.researchers():
            if one.name in PEOPLE:
                study.study.set_password(id=one.id, password=PASSWORD)
        first = next(one for one in study.judging.rounds() if not one.standing)
        marked: dict[str, list[dict[str, Any]]] = {KWAME: [], LOWRI: []}
        read = [one for one in study.corpus.sources() if one.id in first.source_ids]
        codes = {one.name: one.id for one in study.coding.codes()}
        texts = {one.name: study.corpus.reading(source_id=one.id) for one in read}
        corrected = {one.name for one in read if one.version_number > 1}
        for row in study.coding.codings_table(set=first.name):
            start, end = row.start, row.end
            if row.source in corrected:
                start, end = _found_again(row, texts[row.source].text)
            place = {"version_id": texts[row.source].version_id, "start": start, "end": end}
            marked[row.coder].append({**place, "code_id": codes[row.code]})
    return marked, tuple(one.title.rsplit(", ", 1)[0] for one in read)


def _found_again(row: Any, text: str) -> tuple[int, int]:
    """Where the words of a coding stand in the text as it is now: one of the nine was corrected since."""
    words = row.text.replace("amitriptyline", "amlodipine")
    start = min((one.start() for one in re.finditer(re.escape(words), text)), key=lambda at: abs(at - row.start))
    return start, start + len(words)


def _fetched(page: Page, path: str, body: dict[str, Any] | None = None) -> Any:
    """Ask as the page itself would, under the session of whoever sits there."""
    status, answer = page.evaluate(
        """async ([path, body]) => {
          const sent = body && { method: 'POST', body: JSON.stringify(body),
            headers: { 'content-type': 'application/json', 'x-anselm': '1' } };
          const answer = await fetch(`/api/v1${path}`, sent || {});
          return [answer.status, await answer.json()];
        }""",
        [path, body],
    )
    return answer if status == 200 else status


_IDS = itertools.count()


def _mark(page: Page, round_id: str, places: Sequence[dict[str, Any]]) -> None:
    made = [{"id": f"three-{next(_IDS)}", "round_id": round_id, **one} for one in places]
    assert isinstance(_fetched(page, "/codings/apply-many", {"codings": made}), dict | list)


def _start(team: Team, name: str, readers: Sequence[str], titles: Sequence[str], training: bool) -> str:
    """Ilse starts a round on the page for it."""
    page = team.at(team.ilse, "/compare/new")
    page.get_by_label("Name", exact=True).fill(name)
    for who in PEOPLE:
        _tick(page, who, who in readers)
    page.get_by_role("button", name="None", exact=True).click()
    for title in titles:
        _tick(page, title, True)
    _tick(page, "This round is for training", training)
    page.get_by_role("button", name="Freeze the codebook and start").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return page.url.rsplit("/", 1)[-1]


def _tick(page: Page, name: str, wanted: bool) -> None:
    box = page.get_by_role("checkbox", name=name)
    if box.is_checked() != wanted:
        page.locator("label").filter(has=box).click()
    assert box.is_checked() == wanted


def _hand_in(team: Team, page: Page, round_id: str) -> None:
    team.at(page, f"/compare/{round_id}").get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Your reading is handed in. Until")).to_be_visible()


def _open(team: Team, page: Page, round_id: str) -> None:
    team.at(page, f"/compare/{round_id}").get_by_role("button", name="Open the readings").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Open the readings").click()
    expect(page.get_by_role("heading", name="to talk about")).to_be_visible()


def _close(page: Page, rule: str = "") -> None:
    page.get_by_role("button", name="Close the round").first.click()
    closing = page.get_by_role("alertdialog")
    if rule:
        closing.get_by_text(rule).click()
    closing.get_by_role("button", name="Close the round").click()
    expect(page.get_by_text("Closed", exact=False).first).to_be_visible()


def test_three_people_calibrate_read_apart_settle_by_pattern_and_close_on_the_demo(team: Team) -> None:
    _calibrate(team)
    round_id = _read_apart(team)
    _find_what_was_planted(team, round_id)
    _settle(team, round_id)


def _calibrate(team: Team) -> None:
    """All three read one interview for training, and one of them reads a passage of it otherwise."""
    round_id = _start(team, "Calibration", PEOPLE, team.read[:1], training=True)
    version_id = team.marked[KWAME][0]["version_id"]
    places = [one for one in team.marked[KWAME] if one["version_id"] == version_id][:3]
    other = next(one["code_id"] for one in team.marked[KWAME] if one["code_id"] != places[0]["code_id"])
    otherwise = [{**places[0], "code_id": other}, *places[1:]]
    for page, read in ((team.kwame, places), (team.lowri, otherwise), (team.ilse, places)):
        _mark(page, round_id, read)
        _hand_in(team, page, round_id)
    _open(team, team.ilse, round_id)
    expect(team.ilse.get_by_role("heading", name="2 alike, 1 to talk about")).to_be_visible()
    expect(team.ilse.get_by_text("training").first).to_be_visible()
    page = team.at(team.ilse, f"/compare/{round_id}/settle")
    expect(page.get_by_text("1 left of 1")).to_be_visible()
    _decide(page, "1", "Read once more together: it is that.", whole=False)
    expect(page.get_by_text("0 left of 1")).to_be_visible()
    _close(page)


def _read_apart(team: Team) -> str:
    """Two read the nine interviews, neither seeing the other, nor she who leads seeing either."""
    round_id = _start(team, "Double reading", (KWAME, LOWRI), team.read, training=False)
    _mark(team.kwame, round_id, team.marked[KWAME])
    _hand_in(team, team.kwame, round_id)
    version_id = team.marked[KWAME][0]["version_id"]
    for page in (team.lowri, team.ilse):
        assert _fetched(page, f"/codings?version_id={version_id}&round_id={round_id}") == []
        team.at(page, f"/compare/{round_id}")
        expect(page.get_by_role("heading", name="Double reading")).to_be_visible()
        assert _fetched(page, f"/rounds/comparison?round_id={round_id}") == 409
    _mark(team.lowri, round_id, team.marked[LOWRI])
    _hand_in(team, team.lowri, round_id)
    _open(team, team.ilse, round_id)
    return round_id


def _find_what_was_planted(team: Team, round_id: str) -> None:
    """The planted swaps, boundaries and omissions, by the answer and on the screen."""
    omitted = sum(n for kind, n in PLANTED.items() if kind.startswith("omission"))
    assert (PLANTED["swap"], PLANTED["boundary"], omitted) == (12, 20, 15)
    found = Counter(one["kind"] for one in _fetched(team.ilse, f"/rounds/differences?round_id={round_id}"))
    assert found == {
        "sibling code": 12,
        "boundary": 20,
        "marked by one only": 15,
        "different code": PLANTED["opposite"],
    }
    page = team.ilse
    expect(
        page.get_by_role("heading", name="marked 134 places in 9 interviews: 84 alike, 50 to talk about.")
    ).to_be_visible()
    swapped = page.get_by_role("listitem").filter(has_text="Overhearing or Kitchen and car")
    expect(swapped).to_contain_text("12 places")
    team.at(page, f"/compare/{round_id}/settle")
    expect(page.get_by_text("50 left of 50")).to_be_visible()
    for title, n in (("Same words, same family", 12), ("Ends differ", 20), ("Marked by one only", 15)):
        expect(_kind(page, title)).to_contain_text(f"{title}{n}")
        expect(_kind(page, title).get_by_role("listitem")).to_have_count(n)


def _kind(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)


def _settle(team: Team, round_id: str) -> None:
    """An exception first, then the rest of its pattern in one decision; other patterns; a rule for what is left."""
    page = team.ilse
    expect(page.get_by_role("heading", name="Overhearing or Kitchen and car?")).to_be_visible()
    _decide(page, "3", "Heard, and at the kettle because the room has no socket: both.", whole=False)
    expect(page.get_by_text("49 left of 50")).to_be_visible()
    # The next of the twelve was read the other way round: there "as the first reader" would be the other code.
    _decide(page, "2", "It was heard and not said to them, wherever they stood.", whole=True)
    expect(page.get_by_text("48 left of 50")).to_be_visible()
    _decide(page, "1", "It was heard and not said to them, wherever they stood.", whole=True)
    expect(page.get_by_text("38 left of 50")).to_be_visible()
    expect(page.get_by_role("heading", name="Job worry or Shield?")).to_be_visible()
    _decide(page, "6", "A worry and a lead who keeps it away: both are in the words.", whole=True)
    expect(page.get_by_text("35 left of 50")).to_be_visible()
    _decide(page, "b", "Both mark the same thing; the whole of it is kept.", whole=True)
    expect(page.get_by_text(re.compile("3[34] left of 50"))).to_be_visible()
    _settle_ends_together(page, int(page.get_by_text("left of 50").inner_text().split()[0]))
    n_left = int(page.get_by_text("left of 50").inner_text().split()[0])
    _close(page, "Common words only")
    expect(
        page.get_by_text(f"{n_left} differences not discussed; rule applied: common words only.").first
    ).to_be_visible()
    page.get_by_text("For the methods section").click()
    expect(page.get_by_text("independently, none seeing what another had marked")).to_be_visible()
    expect(page.get_by_text(f"{n_left} not discussed; rule applied")).to_be_visible()
    expect(page.get_by_text("where the ends lay at most 60 characters apart, were settled together")).to_be_visible()
    for who in (team.kwame, team.lowri):
        n = len(_fetched(who, f"/rounds/agreed?id={round_id}"))
        assert n >= 84 + 11 + 2
    _originals_stand(team, round_id)


def _settle_ends_together(page: Page, n_open: int) -> None:
    """Ends at most so many characters apart, whatever the code, save one that is left out."""
    page.keyboard.press("t")
    asked = page.get_by_role("alertdialog", name="Settle ends together")
    asked.get_by_label("Ends at most so many characters apart").fill("60")
    places = asked.get_by_role("checkbox")
    n = places.count()
    codes = {asked.locator(".checkbox").nth(at).inner_text().split(",")[0] for at in range(n)}
    assert n > 2
    assert len(codes) > 1
    asked.locator(".checkbox").first.click()
    asked.get_by_text("Shared words only").click()
    asked.get_by_role("button", name=f"Settle {n - 1} places").click()
    expect(page.get_by_text(f"{n_open - n + 1} left of 50")).to_be_visible()


def _decide(page: Page, key: str, reason: str, whole: bool) -> None:
    """By keys alone, each once the one before it shows: a busy machine draws later than a hand strikes."""
    page.keyboard.press(key)
    expect(page.get_by_role("button", name=re.compile("^Settle (and next|all|both)"))).to_be_enabled()
    every = re.compile("^(All [0-9]+|Both) (of this pattern|read this way round)")
    if whole and page.get_by_role("checkbox", name=every).count():
        page.keyboard.press("p")
        expect(page.get_by_role("button", name=re.compile("^Settle (all|both)"))).to_be_enabled()
    page.keyboard.press("r")
    field = page.get_by_role("textbox", name="Reason")
    expect(field).to_be_focused()
    page.keyboard.type(reason)
    expect(field).to_have_value(reason)
    page.keyboard.press("Enter")


def _originals_stand(team: Team, round_id: str) -> None:
    """Every mark of both readers is there as it was made."""
    for version_id in {one["version_id"] for one in team.marked[KWAME]}:
        there = _fetched(team.ilse, f"/codings?version_id={version_id}&round_id={round_id}")
        found = sorted((one["coder"], one["start"], one["end"], one["code_id"]) for one in there)
        assert found == sorted(
            (who, one["start"], one["end"], one["code_id"])
            for who, places in team.marked.items()
            for one in places
            if one["version_id"] == version_id
        )

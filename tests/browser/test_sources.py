"""The sources in a real browser: brought in, said who they are with, corrected, found in, taken away and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import INTERVIEW, ask, become, drag, tell
from tests.browser.serving import Served

HEADED = "Side by Side | Encounter INT05 | Participant P05 (2B) | 2024-01-24 | I1 | others: none | 00:44:10\n"


def _sources(page: Page, served: Served) -> str:
    """The list of sources; gives the identifier of the first."""
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/sources")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    found: str = ask(page, "/sources")[0]["id"]
    return found


def test_files_come_in_each_refused_one_by_name_and_with_its_reason(served: Served, page: Page, tmp_path: Path) -> None:
    _sources(page, served)
    good, bad = tmp_path / "INT05.txt", tmp_path / "picture.xyz"
    good.write_text(HEADED + INTERVIEW, encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02")
    # The key is bound with the list.
    expect(page.get_by_role("link", name="2B", exact=True)).to_be_visible()
    page.keyboard.press("i")
    page.get_by_role("radio", name="Yes").click(force=True)
    page.get_by_label("By whom").fill("The transcriber")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files([good, bad])
    expect(page.get_by_text("1 of 2 files are in the study; 1 not taken.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="picture.xyz")).to_contain_text("not read here")
    expect(page.get_by_role("row").filter(has_text="INT05")).to_contain_text("de-identified")
    assert complaints(page) == []
    assert [one["deidentified_by"] for one in ask(page, "/sources")] == ["", "The transcriber"]


def test_a_source_is_said_to_be_with_a_person_and_a_speaker_gets_a_name(served: Served, page: Page) -> None:
    source = _sources(page, served)
    page.goto(f"{served.origin}/sources/{source}")
    page.get_by_role("button", name="Person").click()
    page.get_by_role("option", name="Someone new").click()
    page.get_by_label("Their code").fill("P05")
    page.get_by_label("Encounter").fill("INT05")
    page.get_by_role("button", name="Keep", exact=True).click()
    become(page, lambda: ask(page, "/sources")[0]["encounter_code"], "INT05")
    assert ask(page, "/participants")[0]["code"] == "P05"
    page.get_by_role("tab", name="Who speaks").click()
    page.get_by_role("button", name="Rename 2B").click()
    page.get_by_label("Name of 2B").fill("Pharmacist")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="Pharmacist")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Taken back: renaming a speaker.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Pharmacist")).to_have_count(0)


def test_an_interview_belongs_to_a_wave_by_its_date_or_as_it_is_told(served: Served, page: Page) -> None:
    source = _sources(page, served)
    tell(page, "/waves/write", {"id": "w1", "name": "Spring", "valid_from": "2024-01-01", "valid_to": "2024-06-30"})
    tell(page, "/waves/write", {"id": "w2", "name": "Autumn", "valid_from": "2024-09-01", "valid_to": "2024-12-31"})
    page.goto(f"{served.origin}/sources/{source}")
    expect(page.get_by_text("Give it an encounter above first.")).to_be_visible()
    expect(page.get_by_role("button", name="Belongs to")).to_be_disabled()
    tell(page, "/sources/bind", {"source_id": source, "encounter_code": "INT05", "held_on": "2024-03-02"})
    page.reload()
    wave = page.get_by_role("button", name="Belongs to")
    expect(wave).to_contain_text("By its date: Spring")
    assert complaints(page) == []
    wave.click()
    page.get_by_role("option", name="Autumn").click()
    expect(wave).to_contain_text("Autumn")
    become(page, lambda: [(one["n_encounters"]) for one in ask(page, "/waves")], [0, 1])
    page.keyboard.press("Control+z")
    expect(wave).to_contain_text("By its date: Spring")
    become(page, lambda: [(one["n_encounters"]) for one in ask(page, "/waves")], [1, 0])


def test_a_corrected_text_keeps_whole_codings_and_lists_the_one_whose_words_changed(served: Served, page: Page) -> None:
    source = _sources(page, served)
    tell(page, "/codes/add", {"id": "code-D1", "name": "Overhearing", "key": "D1"})
    page.goto(f"{served.origin}/code/{source}")
    for words in ("one less on Sundays", "I knew every tablet"):
        drag(page, words)
        page.get_by_role("option", name="Overhearing").click()
    become(page, lambda: ask(page, "/sources")[0]["n_codings"], 2)
    page.goto(f"{served.origin}/sources/{source}/text")
    page.get_by_role("button", name="Correct turn 6").click()
    area = page.get_by_label("Words of 2B")
    area.fill(area.input_value().replace("Sundays", "Mondays"))
    page.get_by_label("Why").fill("misheard")
    page.get_by_role("button", name="Make the correction").click()
    expect(page.get_by_text("1 passage hangs on words that were corrected.")).to_be_visible()
    expect(page.locator("del")).to_have_text("one less on Sundays")
    assert complaints(page) == []
    page.get_by_role("button", name="Confirm all where only a word changed").click()
    looked = page.get_by_role("dialog", name="Where only a word changed")
    expect(looked.locator("del")).to_have_text("one less on Sundays")
    expect(looked).to_contain_text("one less on Mondays")
    looked.get_by_role("button", name="It belongs there").click()
    expect(page.locator("del")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("del")).to_have_text("one less on Sundays")
    page.get_by_role("button", name="It belongs to these words").click()
    expect(page.locator("del")).to_have_count(0)
    page.goto(f"{served.origin}/code/{source}")
    expect(page.locator(".text-turns .coded")).to_have_text(["I knew every tablet", "one less on Mondays"])


def test_words_are_found_in_every_source_and_open_at_their_place(served: Served, page: Page) -> None:
    _sources(page, served)
    page.keyboard.press("f")
    page.get_by_role("searchbox", name="Words").fill("sunday*")
    expect(page.get_by_text("1 place in 1 source.")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="2B, turn 6").click()
    expect(page.locator(".turn-speech").first).to_be_visible()
    become(
        page,
        lambda: page.evaluate("[...(CSS.highlights.get('anselm-hit-current') ?? [])].map(String)"),
        ["Sundays"],
    )


def test_a_removed_source_comes_back_with_its_codings(served: Served, page: Page) -> None:
    source = _sources(page, served)
    tell(page, "/codes/add", {"id": "code-D1", "name": "Overhearing", "key": "D1"})
    version = ask(page, "/sources")[0]["version_id"]
    tell(
        page,
        "/codings/apply",
        {"id": "one", "version_id": version, "start": 20, "end": 30, "code_id": "code-D1"},
    )
    page.reload()
    page.get_by_role("button", name="More about 2B").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("button", name="Remove the source").click()
    expect(page.get_by_text("Drop transcripts here")).to_be_visible()
    become(page, lambda: ask(page, "/sources"), [])
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("link", name="2B", exact=True)).to_be_visible()
    assert ask(page, "/sources")[0] | {"id": source, "n_codings": 1} == ask(page, "/sources")[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_sources_can_be_read_by_everyone_at_every_width(
    browser: Browser, served: Served, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = context.new_page()
    source = _sources(page, served)
    for path in ("/sources", f"/sources/{source}", f"/sources/{source}/text", "/find?find=plan"):
        page.goto(served.origin + path)
        expect(page.get_by_role("main")).to_be_visible()
        for width in (320, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert complaints(page) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, width)
    context.close()


def test_words_close_together_are_found_and_counted(served: Served, page: Page) -> None:
    _sources(page, served)
    page.goto(f"{served.origin}/find")
    page.get_by_role("searchbox", name="Words").fill("hear NEAR/9 phone")
    expect(page.get_by_text("1 place in 1 source.")).to_be_visible()
    assert complaints(page) == []


def test_what_is_found_is_coded_together_and_taken_back_together(served: Served, page: Page) -> None:
    _sources(page, served)
    tell(page, "/codes/add", {"id": "code-D1", "name": "Overhearing", "key": "D1"})
    version = ask(page, "/sources")[0]["version_id"]
    page.goto(f"{served.origin}/find?find=the")
    expect(page.get_by_text("Choose places to give them a code together.")).to_be_visible()
    n_hits = len(ask(page, "/find?words=the")["hits"])
    page.get_by_role("button", name=f"Choose all {n_hits}").click()
    first = page.get_by_role("checkbox").first
    first.uncheck()
    expect(page.get_by_text(f"{n_hits - 1} chosen.")).to_be_visible()
    page.get_by_label("Code", exact=True).fill("overh")
    page.keyboard.press("Enter")
    assert complaints(page) == []
    page.get_by_role("button", name=f"Code {n_hits - 1} places").click()
    expect(page.get_by_text(re.compile("^D1 Overhearing given to"))).to_be_visible()
    text = INTERVIEW

    def coded() -> list[str]:
        return [text[one["start"] : one["end"]].lower() for one in ask(page, f"/codings?version_id={version}")]

    assert coded().count("the") == n_hits - 1
    page.keyboard.press("Control+z")
    become(page, lambda: coded().count("the"), 0)
    # In one turn the whole of it is coded once, however often the words stand in it.
    page.get_by_role("button", name=f"Choose all {n_hits}").click()
    page.get_by_role("radio", name="The whole turn").check(force=True)
    blocks = {(one["block_start"], one["block_end"]) for one in ask(page, "/find?words=the")["hits"]}
    page.get_by_role("button", name=f"Code {len(blocks)} place").click()
    become(page, lambda: {words for words in coded() if "the" in words}, {text[a:b].lower() for a, b in blocks})

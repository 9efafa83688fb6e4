"""Heard at the desk: a press on a turn plays from its second and the text follows; a no is a no.

Turns of a transcript without times are tied to their recording by ear.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docs.shots import LEAD
from playwright.sync_api import Browser, Page, expect
from tests import sounds
from tests.browser.axe import complaints
from tests.browser.conftest import seated, watched
from tests.browser.desk import ask, become, made, tell
from tests.browser.serving import Served, anselm, serve
from tests.printed import say

WITHIN_S = 0.1
# Where the sound is sent, before it has run on (a slow machine hears of "playing" late), once it plays.
LISTEN = """() => {
  window.__from = null;
  const audio = document.querySelector('audio');
  const sent = () => { window.__sent = audio.currentTime; };
  audio.addEventListener('play', sent, { once: true });
  audio.addEventListener('seeking', sent, { once: true });
  // It may be said to play while it still goes to its second: it is heard once it is there.
  const heard = () => {
    if (audio.seeking) audio.addEventListener('seeked', heard, { once: true });
    else window.__from = window.__sent;
  };
  audio.addEventListener('playing', heard, { once: true });
}"""
FROM = "() => window.__from"
# What reaches the loudspeaker in the first moments after a press: the loudest sample, in thousandths.
LOUDNESS = """async (ms) => {
  const audio = document.querySelector('audio');
  if (!window.__ear) {
    const context = new AudioContext();
    const ear = context.createAnalyser();
    ear.fftSize = 2048;
    context.createMediaElementSource(audio).connect(ear);
    ear.connect(context.destination);
    await context.resume();
    window.__ear = ear;
  }
  const heard = new Float32Array(2048);
  let loudest = 0;
  const until = performance.now() + ms;
  while (performance.now() < until) {
    window.__ear.getFloatTimeDomainData(heard);
    for (const one of heard) loudest = Math.max(loudest, Math.abs(one));
    await new Promise((next) => setTimeout(next, 20));
  }
  return Math.round(loudest * 1000);
}"""


@pytest.fixture(scope="module")
def desk(browser: Browser, demo: Served) -> Iterator[Page]:
    """INT05, which has a recording, open at the desk."""
    for page in seated(browser, demo):
        page.goto(f"{demo.origin}/code/{source(page, 'INT05')['id']}")
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        yield page


def source(page: Page, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in ask(page, "/sources") if one["encounter_code"] == code)
    return found


def moment(page: Page, number: int) -> float:
    """The second a turn begins at, as the server says."""
    reading = ask(page, f"/sources/reading?source_id={source(page, 'INT05')['id']}")
    return float(next(one["t0_ms"] for one in reading["turns"] if one["number"] == number)) / 1000


def at(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def playing(page: Page) -> str | None:
    """The turn that is marked as heard."""
    found = page.locator(".turn.is-playing")
    return found.get_attribute("data-turn") if found.count() else None


def paused(page: Page) -> None:
    page.evaluate("document.querySelector('audio').pause()")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize("number", [6, 30, 2])
def test_a_press_on_a_turn_plays_from_its_second_and_marks_it(desk: Page, number: int) -> None:
    paused(desk)
    desk.evaluate(LISTEN)
    desk.locator(f"[data-turn='turn {number}'] .turn-time").click()
    become(desk, lambda: desk.evaluate(FROM) is not None, True)
    began, wanted = float(desk.evaluate(FROM)), moment(desk, number)
    say(turn=number, wanted=wanted, began=began)
    assert abs(began - wanted) <= WITHIN_S
    become(desk, lambda: playing(desk), f"turn {number}")


def test_in_firefox_too_a_press_on_a_turn_is_heard_from_its_second_and_from_no_other(
    firefox: Browser, demo_study: Path, tmp_path: Path
) -> None:
    study = shutil.copytree(demo_study, tmp_path / "study")
    with serve(study, "--as", LEAD, "--port", "0") as served:
        pages = watched(firefox)
        page = next(pages)
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        page.goto(f"{served.origin}/code/{source(page, 'INT05')['id']}")
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        for number in (6, 30, 2):
            page.evaluate(LISTEN)
            page.locator(f"[data-turn='turn {number}'] .turn-time").click()
            become(page, lambda: page.evaluate(FROM) is not None, True)
            began, wanted = float(page.evaluate(FROM)), moment(page, number)
            # And it goes on from there.
            page.wait_for_timeout(500)
            later = at(page)
            say(turn=number, wanted=wanted, began=began, later=later)
            assert abs(began - wanted) <= WITHIN_S
            assert wanted < later < wanted + 5
            become(page, lambda number=number: playing(page), f"turn {number}")
            paused(page)
        assert next(pages, None) is None  # it goes before its workbench does, and reported nothing


def test_what_is_heard_at_that_second_is_the_tone_of_the_turn(desk: Page) -> None:
    paused(desk)
    desk.evaluate(LOUDNESS, 20)
    desk.locator("[data-turn='turn 6'] .turn-time").click()
    tone = desk.evaluate(LOUDNESS, 500)
    paused(desk)
    desk.evaluate("(s) => { document.querySelector('audio').currentTime = s; }", moment(desk, 6) + 2)
    desk.get_by_role("button", name="Play").click()
    silence = desk.evaluate(LOUDNESS, 500)
    say(tone=tone, silence=silence)
    assert tone > 50 > silence


def test_the_text_follows_and_stays_when_one_asks_it_to(desk: Page) -> None:
    paused(desk)
    last = moment(desk, 40)
    desk.evaluate("(s) => { document.querySelector('audio').currentTime = s; }", last - 0.4)
    desk.get_by_role("button", name="Play").click()
    become(desk, lambda: playing(desk), "turn 40")
    expect(desk.locator("[data-turn='turn 40']")).to_be_in_viewport()
    follows = desk.get_by_role("checkbox", name="Text follows")
    expect(follows).to_be_checked()
    desk.mouse.move(700, 400)
    desk.mouse.wheel(0, -9000)
    expect(follows).not_to_be_checked()
    desk.evaluate("(s) => { document.querySelector('audio').currentTime = s; }", moment(desk, 41))
    become(desk, lambda: playing(desk), "turn 41")
    expect(desk.locator("[data-turn='turn 41']")).not_to_be_in_viewport()
    desk.locator(".checkbox", has_text="Text follows").click()
    expect(desk.locator("[data-turn='turn 41']")).to_be_in_viewport()


def test_keys_play_go_back_and_begin_at_the_turn_of_the_caret(desk: Page) -> None:
    paused(desk)
    desk.locator("[data-turn='turn 8'] .turn-speech").first.click()
    desk.keyboard.press("Space")
    expect(desk.get_by_role("button", name="Pause")).to_be_visible()
    desk.keyboard.press("Space")
    expect(desk.get_by_role("button", name="Play")).to_be_visible()
    before = at(desk)
    desk.keyboard.press("j")
    become(desk, lambda: round(before - at(desk), 1), 3.0)
    desk.evaluate(LISTEN)
    desk.keyboard.press("h")
    become(desk, lambda: desk.evaluate(FROM) is not None, True)
    assert abs(float(desk.evaluate(FROM)) - moment(desk, 8)) <= WITHIN_S
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog").get_by_text("Back 3 seconds")).to_be_visible()
    desk.keyboard.press("Escape")
    assert complaints(desk) == []


def test_speed_is_chosen_and_kept(desk: Page) -> None:
    desk.get_by_role("button", name="Speed").click()
    desk.get_by_role("option", name="1.5×").click()
    assert desk.evaluate("document.querySelector('audio').playbackRate") == 1.5
    desk.reload()
    expect(desk.get_by_role("button", name="Speed")).to_contain_text("1.5×")


def test_a_passage_is_heard_from_its_list_and_from_the_walk_back(desk: Page, demo: Served) -> None:
    code = next(one["id"] for one in ask(desk, "/codes") if one["name"] == "Overhearing")
    desk.goto(f"{demo.origin}/code/passages/{code}")
    passages = ask(desk, f"/passages?code_id={code}&set=consensus")["passages"]
    heard = {one["id"] for one in ask(desk, "/sources") if one["encounter_code"] in ("INT05", "INT13", "INT26")}
    able = [one for one in passages if one["source_id"] in heard and one["t0_ms"] is not None]
    expect(desk.get_by_role("button", name="Hear it")).to_have_count(len(able))
    assert complaints(desk) == []
    desk.evaluate(LISTEN)
    desk.get_by_role("button", name="Hear it").first.click()
    become(desk, lambda: desk.evaluate(FROM) is not None, True)
    begun = float(desk.evaluate(FROM))
    assert min(abs(begun - one["t0_ms"] / 1000) for one in able) <= WITHIN_S
    walked = next(
        (ask(desk, "/reports")[0]["id"], claim["id"], n, step)
        for claim in ask(desk, "/claims")
        for n, step in enumerate(ask(desk, f"/claims/trace?id={claim['id']}")["steps"], 1)
        if step["source_id"] in heard and step["t0_ms"] is not None
    )
    desk.goto(f"{demo.origin}/report/{walked[0]}/back/{walked[1]}?passage={walked[2]}")
    expect(desk.get_by_role("button", name="Play")).to_be_visible()
    desk.evaluate(LISTEN)
    desk.get_by_role("button", name="Play").click()
    become(desk, lambda: desk.evaluate(FROM) is not None, True)
    assert abs(float(desk.evaluate(FROM)) - walked[3]["t0_ms"] / 1000) <= WITHIN_S
    assert complaints(desk) == []


def test_who_withdraws_is_not_played_and_where_nothing_is_nothing_is_shown(desk: Page, demo: Served) -> None:
    person = next(one for one in ask(desk, "/participants") if one["code"] == "P05")["id"]
    answer = {"participant_id": person, "scope": "audio", "state": "withdrawn", "at": "2024-06-01"}
    tell(desk, "/consents/record", {"id": "audio-withdrawn", **answer})
    desk.goto(f"{demo.origin}/code/{source(desk, 'INT05')['id']}")
    expect(desk.get_by_text("2B withdrew the consent to sound, so none is played.")).to_be_visible()
    expect(desk.locator("audio")).to_have_count(0)
    desk.goto(f"{demo.origin}/code/{source(desk, 'INT01')['id']}")
    expect(desk.locator(".turn-speech").first).to_be_visible()
    expect(desk.locator(".sound, .sound-quiet, audio")).to_have_count(0)


def test_a_transcript_without_times_is_tied_by_one_key_a_turn_and_undone(
    page: Page, interviewed: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "study"
    shutil.copytree(interviewed, copy)
    (tmp_path / "2B.wav").write_bytes(sounds.wav(30))
    done = anselm("import", str(copy), str(tmp_path / "2B.wav"))
    assert done.returncode == 0, done.stderr
    with serve(copy) as served:
        page.goto(served.launch_url)
        expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
        source_id = ask(page, "/sources")[0]["id"]
        page.goto(f"{served.origin}/code/{source_id}")
        page.get_by_role("button", name="Tie to the text").click()
        expect(page.get_by_text("Turn 1, Interviewer")).to_be_visible()
        # "Play, and press B": Space plays, and does not press the button again.
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
        page.keyboard.press("Space")
        expect(page.get_by_text("Turn 1, Interviewer")).to_be_visible()
        for seconds in (1.0, 2.5, 4.0):
            page.evaluate("(s) => { document.querySelector('audio').currentTime = s; }", seconds)
            become(page, lambda: page.locator(".sound-time").first.get_attribute("datetime"), f"PT{int(seconds)}S")
            page.keyboard.press("b")

        def times() -> list[int | None]:
            turns = ask(page, f"/sources/reading?source_id={source_id}")["turns"]
            return [turn["t0_ms"] for turn in turns[:4]]

        become(page, times, [1000, 2500, 4000, None])
        expect(page.locator(".turn-time")).to_have_count(3)
        expect(page.get_by_text("Turn 4, 2B")).to_be_visible()
        assert complaints(page) == []
        page.keyboard.press("Control+z")
        become(page, times, [1000, 2500, None, None])
        expect(page.locator(".turn-time")).to_have_count(2)
        page.get_by_role("button", name="Leave the times").click()
        page.evaluate(LISTEN)
        page.locator("[data-turn='turn 2'] .turn-time").click()
        become(page, lambda: page.evaluate(FROM) is not None, True)
        assert abs(float(page.evaluate(FROM)) - 2.5) <= WITHIN_S
        page.goto("about:blank")  # the page goes before its workbench does


def test_a_recording_dropped_with_its_transcript_goes_to_it_and_can_be_destroyed(page: Page, tmp_path: Path) -> None:
    made(str(tmp_path / "study"))
    (tmp_path / "INT07.txt").write_text("I: And then?\nP07: I wrote it down.\n", encoding="utf-8")
    (tmp_path / "INT07.wav").write_bytes(sounds.wav(3))
    with serve(tmp_path / "study") as served:
        page.goto(served.launch_url)
        page.goto(f"{served.origin}/sources")
        page.locator("input[type=file]").first.set_input_files([tmp_path / "INT07.wav", tmp_path / "INT07.txt"])
        expect(page.get_by_text("2 of 2 files are in the study")).to_be_visible()
        expect(page.get_by_text("the recording of INT07")).to_be_visible()
        source_id = ask(page, "/sources")[0]["id"]
        page.goto(f"{served.origin}/sources/{source_id}")
        expect(page.get_by_text("A recording of INT07 is kept")).to_be_visible()
        assert complaints(page) == []
        page.get_by_role("button", name="Destroy the recording").click()
        page.get_by_role("button", name="Destroy it for good").click()
        expect(page.get_by_text("The sound was destroyed on")).to_be_visible()
        expect(page.get_by_text("Drop the recording here")).to_be_visible()
        page.goto("about:blank")  # the page goes before its workbench does
    assert not [
        one for one in (tmp_path / "study" / "media").rglob("*") if one.is_file() and one.read_bytes()[:4] == b"RIFF"
    ]

"""Stretches of sound at the desk: marked by mouse, by keys while it plays and by keyboard alone; heard, found, undone.

The recordings of the demo hold a tone at the second each turn begins, so what is drawn can be looked at.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests import sounds
from tests.browser.axe import complaints
from tests.browser.conftest import seated
from tests.browser.desk import INTERVIEW, ask, become, codebook, made, tell
from tests.browser.serving import Served, anselm, serve
from tests.printed import say

# How high the drawing is in a column, as a share; `at` is a share of the width.
HIGH = """(at) => {
  const canvas = document.querySelector('.wave-canvas');
  const pixels = canvas.getContext('2d').getImageData(Math.round(at * canvas.width), 0, 1, canvas.height).data;
  let high = 0;
  for (let y = 3; y < pixels.length; y += 4) if (pixels[y] > 0) high += 1;
  return high / canvas.height;
}"""
# Where the sound is each time it stops by itself.
STOPS = """() => {
  const audio = document.querySelector('audio');
  window.__stops = [];
  audio.addEventListener('pause', () => window.__stops.push(audio.currentTime));
}"""
# A film of a second and a half with a grey picture and no sound, as a browser writes it.
FILM = """async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 160; canvas.height = 120;
  const pen = canvas.getContext('2d');
  const writes = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
  const parts = [];
  writes.ondataavailable = (event) => parts.push(event.data);
  writes.start();
  for (let n = 0; n < 30; n += 1) {
    pen.fillStyle = n % 2 ? 'grey' : 'silver';
    pen.fillRect(0, 0, 160, 120);
    await new Promise((next) => setTimeout(next, 50));
  }
  await new Promise((done) => { writes.onstop = done; writes.stop(); });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''));
}"""


@pytest.fixture(scope="module")
def signed_in(browser: Browser, demo: Served) -> Iterator[Page]:
    yield from seated(browser, demo)


@pytest.fixture
def desk(signed_in: Page, demo: Served) -> Page:
    """INT05 at the desk, its waveform open and nothing coded in its sound."""
    page = signed_in
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(demo.origin)
    page.wait_for_selector("main")
    page.evaluate("() => localStorage.clear()")
    for one in ask(page, f"/codings/media?source_id={source(page)['id']}"):
        tell(page, "/codings/media/remove", {"id": one["id"]})
    page.goto(f"{demo.origin}/code/{source(page)['id']}")
    page.get_by_role("button", name="Waveform").click()
    expect(page.get_by_role("slider", name="Waveform of the recording of INT05")).to_be_visible()
    expect(page.get_by_text("Reading the sound for its waveform")).to_have_count(0, timeout=20_000)
    return page


def source(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in ask(page, "/sources") if one["encounter_code"] == "INT05")
    return found


def recording(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = ask(page, f"/recordings?source_id={source(page)['id']}")[0]
    return found


def stretches(page: Page) -> list[tuple[int, int]]:
    found = ask(page, f"/codings/media?source_id={source(page)['id']}")
    return [(one["stretch"]["start_ms"], one["stretch"]["end_ms"]) for one in found]


def marked(page: Page, left: float, right: float) -> None:
    """A stretch by mouse, in shares of the waveform."""
    box = page.locator(".wave-strip").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + left * box["width"], box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + right * box["width"], box["y"] + 24, steps=4)
    page.mouse.up()


def given(page: Page, name: str) -> None:
    """The code, by typing it where it is asked for."""
    expect(page.get_by_role("combobox", name="Code")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)


def listed(page: Page) -> Any:
    return page.get_by_role("region", name="Stretches of sound").get_by_role("listitem")


def sent(page: Page, seconds: float) -> None:
    page.evaluate("(s) => { document.querySelector('audio').currentTime = s; }", seconds)
    become(page, lambda: page.locator(".sound-time").first.get_attribute("datetime"), f"PT{int(seconds)}S")


def test_what_is_drawn_is_the_sound(desk: Page) -> None:
    length = recording(desk)["duration_ms"]
    turns = ask(desk, f"/sources/reading?source_id={source(desk)['id']}")["turns"]
    moments = [one["t0_ms"] for one in turns if one["t0_ms"]][:20]
    quiet = next((one + other) / 2 for one, other in pairwise(moments) if other - one > 40_000)
    # A column or two beside it where the second falls between two.
    width = 2 / 1300
    drawn = [max(float(desk.evaluate(HIGH, one / length + by * width)) for by in (-1, 0, 1)) for one in moments[:6]]
    still = float(desk.evaluate(HIGH, quiet / length))
    say(drawn=drawn, still=still)
    assert min(drawn) > 0.8
    assert still < 0.1


def test_a_stretch_is_drawn_coded_seen_listed_and_undone(desk: Page) -> None:
    marked(desk, 0.25, 0.5)
    expect(desk.get_by_role("dialog", name="Give a code")).to_be_visible()
    given(desk, "Overhearing")
    length = recording(desk)["duration_ms"]
    become(desk, lambda: len(stretches(desk)), 1)
    ((start, end),) = stretches(desk)
    say(start=start / length, end=end / length)
    assert abs(start / length - 0.25) < 0.003
    assert abs(end / length - 0.5) < 0.003
    bar = desk.get_by_role("list", name="Coded stretches in sight").get_by_role("button")
    expect(bar).to_have_text("Overhearing")
    expect(listed(desk)).to_contain_text("Overhearing")
    expect(listed(desk)).to_contain_text("you")
    assert complaints(desk) == []
    desk.locator("main").focus()
    desk.keyboard.press("Control+z")
    expect(listed(desk)).to_have_count(0)
    expect(bar).to_have_count(0)
    become(desk, lambda: stretches(desk), [])
    desk.keyboard.press("Control+Shift+z")
    expect(bar).to_have_count(1)


def test_while_it_plays_one_key_begins_a_stretch_and_one_ends_it_and_it_is_heard_alone(desk: Page) -> None:
    desk.locator("[data-turn='turn 2'] .turn-speech").first.click()
    sent(desk, 66.0)
    desk.keyboard.press("[")
    expect(desk.get_by_text("Marking from 1:06.0")).to_be_visible()
    sent(desk, 66.8)
    desk.keyboard.press("]")
    given(desk, "Quick ask")
    become(desk, lambda: stretches(desk), [(66_000, 66_800)])
    desk.evaluate(STOPS)
    desk.locator(".stretch-ways").get_by_role("button", name="Play it").click()
    become(desk, lambda: len(desk.evaluate("() => window.__stops")), 1)
    (stop,) = desk.evaluate("() => window.__stops")
    say(stopped=stop)
    assert 66.8 <= stop < 67.1
    assert desk.evaluate("() => document.querySelector('audio').paused")


def test_by_keyboard_alone_it_is_marked_coded_recoded_moved_and_taken_off(desk: Page) -> None:
    sent(desk, 100.0)
    strip = desk.get_by_role("slider", name="Waveform of the recording of INT05")
    strip.focus()
    for _ in range(3):
        desk.keyboard.press("Shift+Alt+ArrowRight")
    expect(strip).to_have_attribute("aria-valuetext", "1 min 40 s, marked 1:40.0 to 1:40.3")
    desk.keyboard.press("Enter")
    given(desk, "Joint visit")
    become(desk, lambda: stretches(desk), [(100_000, 100_300)])
    ways = desk.locator(".stretch-ways")
    ways.get_by_role("button", name="Other code").press("Enter")
    given(desk, "Overhearing")
    expect(listed(desk)).to_contain_text("Overhearing")
    ways.get_by_role("button", name="Move or resize").press("Enter")
    ends = desk.get_by_label("Ends at")
    ends.fill("1:45,5")
    ends.press("Enter")
    ways.get_by_role("button", name="Keep it here").press("Enter")
    become(desk, lambda: stretches(desk), [(100_000, 105_500)])
    expect(listed(desk)).to_contain_text("1:40.0 to 1:45.5")
    listed(desk).get_by_role("button", name="Take off").press("Enter")
    expect(listed(desk)).to_have_count(0)
    become(desk, lambda: stretches(desk), [])


def test_it_stands_among_the_passages_of_the_code_and_opens_at_its_second(desk: Page, demo: Served) -> None:
    code = next(one["id"] for one in ask(desk, "/codes") if one["name"] == "Overhearing")
    place = {"source_id": source(desk)["id"], "of_id": recording(desk)["id"], "code_id": code}
    tell(desk, "/codings/media/apply", {"id": "st1", **place, "stretch": {"start_ms": 754_000, "end_ms": 761_300}})
    desk.evaluate("() => localStorage.clear()")
    desk.goto(f"{demo.origin}/code/passages/{code}")
    region = desk.get_by_role("region", name="In pictures and sound")
    expect(region).to_contain_text("7.3 seconds long")
    assert complaints(desk) == []
    region.get_by_role("link", name="12:34.0 to 12:41.3").click()
    expect(desk.locator(".stretch-chosen")).to_contain_text("12:34.0 to 12:41.3")
    become(desk, lambda: float(desk.evaluate("() => document.querySelector('audio').currentTime")), 754.0)
    assert desk.evaluate("() => document.querySelector('audio').paused")
    assert complaints(desk) == []
    desk.goto(f"{demo.origin}/sources/{source(desk)['id']}")
    coded = desk.get_by_role("region", name="Coded stretches")
    expect(coded).to_contain_text("Overhearing")
    assert complaints(desk) == []
    coded.get_by_role("link", name="12:34.0 to 12:41.3").click()
    expect(desk.locator(".stretch-chosen")).to_contain_text("12:34.0 to 12:41.3")


def test_the_waveform_is_whole_in_the_dark_and_on_a_telephone(desk: Page) -> None:
    marked(desk, 0.1, 0.3)
    given(desk, "Overhearing")
    for width, scheme in ((1440, "dark"), (390, "light")):
        desk.set_viewport_size({"width": width, "height": 844})
        desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(desk.get_by_role("slider", name="Waveform of the recording of INT05")).to_be_visible()
        assert complaints(desk) == []
        wide = desk.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    desk.emulate_media(color_scheme="light")
    low_with_the_rest_behind_more(desk)


def low_with_the_rest_behind_more(desk: Page) -> None:
    """On a telephone the words keep the room; what is chosen or in hand is not folded away."""
    line = desk.locator(".sound")
    if desk.locator(".stretch-chosen").count():
        desk.get_by_role("button", name=re.compile("^Overhearing")).last.click()
    expect(desk.locator(".stretch-ways")).to_be_hidden()
    become(desk, lambda: (line.bounding_box() or {"height": 999})["height"] <= 120, True)
    assert complaints(desk) == []
    line.get_by_role("button", name="More").click()
    line.get_by_role("button", name="Start here").click()
    expect(line.get_by_role("button", name="Less")).to_be_visible()
    line.get_by_role("button", name="Less").click()
    expect(line.get_by_role("button", name="Drop it")).to_be_visible()
    line.get_by_role("button", name="Drop it").click()
    expect(desk.locator(".stretch-ways")).to_be_hidden()


@contextmanager
def of_own(page: Page, folder: Path, name: str, data: bytes) -> Iterator[str]:
    """A study of one interview with this recording, at its desk with the waveform open."""
    (folder / "INT01.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / name).write_bytes(data)
    made(str(folder / "study"), str(folder / "INT01.txt"))
    done = anselm("import", str(folder / "study"), str(folder / name))
    assert done.returncode == 0, done.stderr
    with serve(folder / "study", "--port", "0") as served:
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        codebook(page)
        source_id = ask(page, "/sources")[0]["id"]
        page.goto(f"{served.origin}/code/{source_id}")
        page.get_by_role("button", name="Waveform").click()
        yield source_id


def test_what_the_browser_cannot_read_is_said_and_marked_by_time(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    with of_own(page, tmp_path, "INT01.mp3", sounds.MP3) as source_id:
        expect(page.get_by_text("The sound cannot be played")).to_be_visible()
        expect(page.get_by_text("Stretches can be marked by time all the same.")).to_be_visible()
        page.get_by_role("button", name="By time").click()
        for label, typed in (("Ends at", "1:20"), ("Begins at", "1:15.5")):
            page.get_by_label(label).fill(typed)
            page.get_by_label(label).press("Enter")
        page.get_by_role("button", name="Give a code").click()
        given(page, "Overhearing")
        become(page, lambda: [one["place"] for one in marks(page, source_id)], ["1:15.5 to 1:20.0"])
        assert complaints(page) == []
    page.close()


def marks(page: Page, source_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(page, f"/codings/media?source_id={source_id}")
    return found


def test_a_film_shows_its_picture_with_the_same_hands(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    film = base64.b64decode(page.evaluate(FILM))
    with of_own(page, tmp_path, "INT01.webm", film) as source_id:
        picture = page.get_by_label("The picture of the recording of INT01")
        expect(picture).to_be_visible()
        assert page.evaluate("() => document.querySelector('video').videoWidth") == 160
        page.get_by_role("button", name="By time").click()
        page.get_by_label("Ends at").fill("0:00.5")
        page.get_by_label("Ends at").press("Enter")
        page.get_by_role("button", name="Give a code").click()
        given(page, "Overhearing")
        become(page, lambda: [one["place"] for one in marks(page, source_id)], ["0:00.0 to 0:00.5"])
        assert complaints(page) == []
    page.close()

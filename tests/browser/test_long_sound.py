"""Hours of compressed sound: the waveform is read piece by piece, each tone at its second; it says how far, and stops.

The recordings are made frame by frame; a tone of a second stands at uneven places from the first minute to the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests import long_sounds
from tests.browser.axe import complaints
from tests.browser.desk import INTERVIEW, ask, become, made
from tests.browser.serving import anselm, serve
from tests.printed import say

HOURS = 3
LENGTH = HOURS * 3600.0
# Some just before and just after two minutes of a slice end.
TONES = (61.0, 118.0, 121.5, 1234.0, 3601.0, 5399.0, 7333.0, 9010.5, 10_679.0, 10_790.0)
READING = "Reading the sound for its waveform"
# The share of the width at which the drawing is high, as runs from one to the other.
RUNS = """() => {
  const canvas = document.querySelector('.wave-canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const found = [];
  for (let x = 0; x < canvas.width; x += 1) {
    let high = 0;
    for (let y = 0; y < canvas.height; y += 1) if (data[(y * canvas.width + x) * 4 + 3] > 0) high += 1;
    if (high < canvas.height / 2) continue;
    const last = found[found.length - 1];
    if (last && last[1] === x) last[1] = x + 1;
    else found.push([x, x + 1]);
  }
  return found.map(([from, to]) => [from / canvas.width, to / canvas.width]);
}"""


@contextmanager
def heard(browser: Browser, folder: Path, name: str, data: bytes) -> Iterator[Page]:
    """A study of one interview with this recording, at its desk with the waveform open."""
    (folder / "INT01.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / name).write_bytes(data)
    made(str(folder / "study"), str(folder / "INT01.txt"))
    done = anselm("import", str(folder / "study"), str(folder / name))
    assert done.returncode == 0, done.stderr
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    with serve(folder / "study", "--port", "0") as served:
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        page.goto(f"{served.origin}/code/{ask(page, '/sources')[0]['id']}")
        page.get_by_role("button", name="Waveform").click()
        yield page
    page.close()


def takes_aac(browser: Browser) -> bool:
    """Whether this browser has a decoder for AAC: not every Chromium does."""
    page = browser.new_page()
    try:
        return bool(
            page.evaluate("() => document.createElement('audio').canPlayType('audio/mp4; codecs=\"mp4a.40.2\"')")
        )
    finally:
        page.close()


def said_and_marked_by_time(page: Page) -> None:
    """What such a browser answers to M4A."""
    expect(page.get_by_text("Stretches can be marked by time all the same.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="By time")).to_be_visible()


def read_whole(page: Page) -> None:
    expect(page.get_by_role("slider", name="Waveform of the recording of INT01")).to_be_visible()
    expect(page.get_by_text(READING)).to_have_count(0, timeout=120_000)


def at_their_seconds(page: Page) -> None:
    """Each tone is drawn where it is heard, and nothing anywhere else; nearer, to a second."""
    length = float(page.evaluate("() => document.querySelector('audio, video').duration"))
    width = 3 * length / 1300
    runs = [(one * length, other * length) for one, other in page.evaluate(RUNS)]
    say(length=length, runs=[round(one) for one, _ in runs])
    for tone in TONES:
        assert any(one - width <= tone <= other + width for one, other in runs), tone
    for one, other in runs:
        assert any(one - width <= tone + 0.5 <= other + width for tone in TONES), (one, other)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("INT01.mp3", lambda: long_sounds.mp3(LENGTH, TONES, tag=300_000)),
        ("INT01.m4a", lambda: long_sounds.m4a(LENGTH, TONES)),
    ],
    ids=["mp3", "m4a with its tables last"],
)
def test_three_hours_are_drawn_with_each_tone_at_its_second(
    browser: Browser, tmp_path: Path, name: str, data: object
) -> None:
    assert callable(data)
    with heard(browser, tmp_path, name, data()) as page:
        if name.endswith(".m4a") and not takes_aac(browser):
            said_and_marked_by_time(page)
            return
        read_whole(page)
        expect(page.get_by_text("cannot be drawn")).to_have_count(0)
        at_their_seconds(page)
        # Near, at the second: what one slice after the other may have added up to shows at the end.
        page.evaluate("(s) => { document.querySelector('audio, video').currentTime = s; }", TONES[-2] + 1.5)
        become(
            page,
            lambda: round(page.evaluate("() => document.querySelector('audio, video').currentTime")),
            round(TONES[-2] + 1.5),
        )
        for _ in range(11):
            page.get_by_role("button", name="+ nearer").click()
        seen = page.locator(".stretch-zoom .num").inner_text()
        start, end = (seconds(one) for one in seen.split(" to "))
        runs = page.evaluate(RUNS)
        from_, to = (start + share * (end - start) for share in (runs[0][0], runs[-1][1]))
        say(seen=seen, tone=TONES[-2], drawn=(from_, to))
        assert abs(from_ - TONES[-2]) < 0.3
        assert abs(to - TONES[-2] - 1) < 0.3


def seconds(moment: str) -> float:
    total = 0.0
    for part in moment.split(":"):
        total = total * 60 + float(part)
    return total


def test_a_torn_end_is_told_and_drawn_as_far_as_it_goes(browser: Browser, tmp_path: Path) -> None:
    whole = long_sounds.m4a(1800, (100.0, 1500.0), last=False)
    with heard(browser, tmp_path, "INT01.m4a", whole[: len(whole) * 7 // 10]) as page:
        if not takes_aac(browser):
            said_and_marked_by_time(page)
            return
        read_whole(page)
        told = page.get_by_text(re.compile("The waveform ends at .* the file holds no more sound"))
        expect(told).to_be_visible()
        expect(told).to_contain_text("30:00.0 long")
        assert complaints(page) == []


def test_frames_of_many_sizes_are_drawn_at_their_seconds(browser: Browser, tmp_path: Path) -> None:
    with heard(browser, tmp_path, "INT01.mp3", long_sounds.mp3(900, (100.0, 800.0), varying=True)) as page:
        read_whole(page)
        length = float(page.evaluate("() => document.querySelector('audio, video').duration"))
        runs = [one * length for one, _ in page.evaluate(RUNS)]
        say(length=length, runs=runs)
        assert len(runs) == 2
        assert abs(runs[0] - 100) < 3
        assert abs(runs[1] - 800) < 3


def test_it_says_how_far_it_is_and_is_stopped(browser: Browser, tmp_path: Path) -> None:
    with heard(browser, tmp_path, "INT01.mp3", long_sounds.mp3(LENGTH, TONES)) as page:
        bar = page.get_by_role("progressbar", name=READING)
        expect(bar).to_be_visible()
        assert complaints(page) == []
        asked: list[str] = []
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("slider", name="Waveform of the recording of INT01")).to_have_count(0)
        page.wait_for_timeout(500)
        page.on("request", lambda request: asked.append(request.headers.get("range", "")))
        page.wait_for_timeout(1500)
        assert [one for one in asked if one] == []

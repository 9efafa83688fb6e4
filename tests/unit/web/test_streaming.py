"""A recording is given whole or from any byte, never kept by the browser, and never to whom it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import sounds
from tests.factories import Hand, file, owner, study
from tests.visiting import Answer, Site, Visitor, site

from anselm.domain.errors import AnselmError
from anselm.web.streaming import Stretch, stretch_of

PATH = "/api/v1/recordings/sound"
SOUND = sounds.wav(1)
N = len(SOUND)


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Hand]:
    workbench = study(tmp_path)
    hand = owner(workbench)
    hand.do("fieldwork.add_participant", id="P01", code="P01")
    hand.do("fieldwork.add_encounter", id="e1", code="INT01", participant_ids=("P01",))
    hand.do("fieldwork.add_recording", id="r1", file=file("INT01.wav", SOUND))
    yield hand
    workbench.close()


@pytest.fixture
def there(ada: Hand) -> Iterator[Site]:
    made = site(ada.workbench)
    yield made
    made.close()


@pytest.fixture
def visitor(there: Site) -> Visitor:
    return there.launched()


def asked(visitor: Visitor, **headers: str) -> Answer:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return visitor.get(PATH, {"recording_id": "r1"}, named)


def test_the_whole_comes_with_its_kind_its_seal_and_nothing_that_keeps_it(visitor: Visitor) -> None:
    answer = asked(visitor)
    assert (answer.status, answer.body) == (200, SOUND)
    told = {name: answer.header(name) for name in ("content-type", "accept-ranges", "cache-control", "content-length")}
    assert told == {
        "content-type": "audio/wav",
        "accept-ranges": "bytes",
        "cache-control": "no-store",
        "content-length": str(N),
    }
    assert answer.header("x-content-type-options") == "nosniff"
    assert asked(visitor, if_none_match=answer.header("etag")).status == 304


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=100-199", 100, 200), ("bytes=4000-", 4000, N), ("bytes=-10", N - 10, N)],
)
def test_a_stretch_is_that_stretch(visitor: Visitor, header: str, start: int, end: int) -> None:
    answer = asked(visitor, range=header)
    assert (answer.status, answer.body) == (206, SOUND[start:end])
    assert answer.header("content-range") == f"bytes {start}-{end - 1}/{N}"
    assert answer.header("content-length") == str(end - start)


def test_a_stretch_that_runs_over_the_end_stops_there(visitor: Visitor) -> None:
    assert asked(visitor, range=f"bytes=10-{N * 9}").header("content-range") == f"bytes 10-{N - 1}/{N}"


def test_beyond_the_end_is_told_how_long_it_is(visitor: Visitor) -> None:
    answer = asked(visitor, range=f"bytes={N}-")
    assert (answer.status, answer.header("content-range")) == (416, f"bytes */{N}")
    assert answer.json["code"] == "range"


@pytest.mark.parametrize("header", ["bytes=9-3", "bytes=-", "seconds=1-2", "bytes=0-1,4-5", "bytes=a-b", ""])
def test_what_makes_no_sense_or_asks_for_several_is_given_the_whole(visitor: Visitor, header: str) -> None:
    assert asked(visitor, range=header).status == 200


def test_a_stretch_of_something_else_is_no_stretch_of_this(visitor: Visitor) -> None:
    seal = asked(visitor).header("etag")
    assert asked(visitor, range="bytes=0-9", if_range=seal).status == 206
    assert asked(visitor, range="bytes=0-9", if_range='"other"').status == 200


def test_who_is_not_signed_in_hears_nothing(there: Site) -> None:
    assert there.visitor().get(PATH, {"recording_id": "r1"}).status == 401


def test_a_no_is_a_no_for_every_stretch(ada: Hand, visitor: Visitor) -> None:
    answer = {"participant_id": "P01", "scope": "audio", "state": "withdrawn"}
    ada.do("fieldwork.record_consent", id="c1", **answer)
    assert asked(visitor, range="bytes=0-9").status == 409
    ada.do("fieldwork.hold", id="P01")
    unknown = visitor.get(PATH, {"recording_id": "r2"})
    assert (asked(visitor).status, asked(visitor).body) == (unknown.status, unknown.body)


def test_bytes_that_are_gone_are_said_to_be_gone(ada: Hand, visitor: Visitor) -> None:
    for one in (ada.workbench.folder / "media").rglob("*"):
        if one.is_file():
            one.unlink()
    assert (asked(visitor).status, asked(visitor).json["code"]) == (404, "not-found")


@pytest.mark.parametrize("n_bytes", [0, 1, 5, 10_000])
def test_every_stretch_lies_inside(n_bytes: int) -> None:
    for header in ("bytes=0-", "bytes=-1", "bytes=-99999", "bytes=0-0", "bytes=4-9", "bytes=9999-9999"):
        try:
            found = stretch_of(header, n_bytes)
        except AnselmError:
            continue
        assert isinstance(found, Stretch)
        assert 0 <= found.start < found.end <= n_bytes

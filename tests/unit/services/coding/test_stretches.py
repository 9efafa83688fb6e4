"""A stretch of sound is coded as words are: inside its recording, one's own, once, undone, found by its code."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from tests import sounds
from tests.factories import DirectParser, Hand, colleague, file, owner, study

from anselm.domain.errors import NotFound

TEXT = "I1: What happened?\nP01: I heard it over the kettle.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    for name in ("INT01", "INT02"):
        hand.do("corpus.import_file", id=name, file=file(f"{name}.txt", TEXT.replace("kettle", name)))
        sound = {"name": f"{name}.wav", "data": sounds.wav(30)}
        hand.do("fieldwork.add_recording", id=f"r-{name}", file=sound, source_id=name)
    for key, label in (("D1", "Laughing"), ("D2", "Sighing")):
        hand.do("coding.add_code", id=key, name=label, key=key)
    return hand


def asked(start: int, end: int, **more: str) -> dict[str, Any]:
    usual = {"id": "m1", "source_id": "INT01", "of_id": "r-INT01", "code_id": "D1"}
    return {**usual, **more, "stretch": {"start_ms": start, "end_ms": end}}


def places(hand: Hand) -> list[tuple[str, str, str]]:
    return [(one.id, one.code_id, one.place) for one in hand.do("coding.media_marks", source_id="INT01")]


def test_it_is_kept_once_in_order_and_said_in_words(ada: Hand) -> None:
    ada.do("coding.apply_media", **asked(12_340, 29_000))
    assert ada.do("coding.apply_media", **asked(12_340, 29_000, id="m2")).id == "m1"
    ada.do("coding.apply_media", **asked(1_000, 2_000, id="m3", code_id="D2"))
    assert places(ada) == [("m3", "D2", "0:01.0 to 0:02.0"), ("m1", "D1", "0:12.3 to 0:29.0")]


@pytest.mark.parametrize("stretch", [(5_000, 5_000), (6_000, 5_000), (29_000, 30_001)])
def test_it_lies_in_its_recording(ada: Hand, stretch: tuple[int, int]) -> None:
    assert ada.refused("coding.apply_media", **asked(*stretch)).code == "invalid"
    assert places(ada) == []


def test_the_sound_of_another_interview_is_not_there(ada: Hand) -> None:
    for more in ({"of_id": "r-INT02"}, {"source_id": "INT02"}, {"of_id": "INT01"}):
        assert ada.refused("coding.apply_media", **asked(0, 500, **more)).message == NotFound().message


def test_moved_it_stays_a_stretch_and_each_step_is_undone(ada: Hand) -> None:
    ada.do("coding.apply_media", **asked(1_000, 2_000))
    ada.do("coding.resize_media", id="m1", stretch={"start_ms": 1_500, "end_ms": 4_000})
    region = {"left": 0, "top": 0, "right": 5, "bottom": 5}
    assert ada.refused("coding.resize_media", id="m1", region=region).code == "invalid"
    assert ada.refused("coding.resize_media", id="m1", stretch={"start_ms": 0, "end_ms": 99_000}).code == "invalid"
    ada.do("coding.remove_media", id="m1")
    seen = []
    for _ in range(3):
        ada.do("study.undo")
        seen.append(places(ada))
    assert seen == [[("m1", "D1", "0:01.5 to 0:04.0")], [("m1", "D1", "0:01.0 to 0:02.0")], []]


def test_a_colleagues_stands_beside_it_and_both_are_one_passage_of_the_code(ada: Hand) -> None:
    ada.do("coding.apply_media", **asked(1_000, 2_000))
    ben = colleague(ada.workbench, "Ben", key="B")
    ben.do("coding.apply_media", **asked(1_000, 2_000, id="m2"))
    assert ben.refused("coding.remove_media", id="m1").code == "refused"
    (one,) = ada.do("coding.media_passages", code_id="D1")
    assert (one.place, len(one.coders), one.region) == ("0:01.0 to 0:02.0", 2, None)
    sheet = ada.do("coding.extracts", code_id="D1", format="csv").content.decode("utf-8-sig")
    assert any(
        "[Stretch of sound: 0:01.0 to 0:02.0.]" in cell for row in csv.reader(io.StringIO(sheet)) for cell in row
    )


def test_once_the_sound_is_destroyed_what_was_coded_stays_and_nothing_more_is(ada: Hand) -> None:
    ada.do("coding.apply_media", **asked(1_000, 2_000))
    ada.do("fieldwork.destroy_recording", recording_id="r-INT01")
    assert places(ada) == [("m1", "D1", "0:01.0 to 0:02.0")]
    assert "destroyed" in ada.refused("coding.apply_media", **asked(3_000, 4_000, id="m2")).message

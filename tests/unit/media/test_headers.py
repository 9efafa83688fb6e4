"""A recording is known by its bytes, never by its name; its length is told only where its own header tells it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests import sounds

from anselm.domain.errors import Invalid
from anselm.media.headers import sound_of


@pytest.mark.parametrize(
    ("data", "media_type", "duration_ms"),
    [
        (sounds.wav(2.5), "audio/wav", 2500),
        (sounds.flac_head(7), "audio/flac", 7000),
        (sounds.ogg_opus(3), "audio/ogg", 3000),
        (sounds.ogg_vorbis(4), "audio/ogg", 4000),
        (sounds.mp4(5), "audio/mp4", 5000),
        (sounds.MP3, "audio/mpeg", None),
        (sounds.MP3[10:], "audio/mpeg", None),
        (sounds.WEBM, "audio/webm", None),
        (b"\xff\xf1\x50\x80\x00\x1f\xfc" + b"\0" * 20, "audio/aac", None),
    ],
)
def test_each_kind_is_known_by_its_bytes(data: bytes, media_type: str, duration_ms: int | None) -> None:
    found = sound_of(data)
    assert (found.media_type, found.duration_ms) == (media_type, duration_ms)


def test_a_recorder_that_was_switched_off_leaves_a_length_that_is_not_believed() -> None:
    whole = bytearray(sounds.wav(2.0))
    whole[40:44] = b"\xff\xff\xff\xff"
    assert sound_of(bytes(whole)).duration_ms == 2000
    assert sound_of(sounds.flac_head(0)).duration_ms is None


@pytest.mark.parametrize(
    "data",
    [
        b"WEBVTT\n\n",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"RIFF\0\0\0\0AVI ",
        b"\x1aE\xdf\xa3\x93B\x82\x88matroska",
        b"#EXTM3U\nhttp://192.0.2.1/a",
        b"\xff\xfe words in another encoding",
        b"\0\0\0\x18ftypheic",
        b"OggS\0\x02 a film \x80theora",
    ],
)
def test_what_is_no_recording_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        sound_of(data)
    assert "MP3" in refusal.value.advice


def test_an_empty_file_says_so() -> None:
    with pytest.raises(Invalid, match="0 bytes"):
        sound_of(b"")


HEADS = st.sampled_from(
    [sounds.wav(0.01), sounds.flac_head(), sounds.ogg_opus(), sounds.ogg_vorbis(), sounds.mp4(), sounds.WEBM]
)


@given(HEADS, st.integers(0, 80), st.binary(max_size=24), st.integers(0, 200))
@example(sounds.flac_head(), 18, b"\0" * 8, 200)
def test_no_damage_to_a_header_does_more_than_hide_the_length(head: bytes, at: int, put: bytes, end: int) -> None:
    damaged = (head[:at] + put + head[at + len(put) :])[:end]
    try:
        found = sound_of(damaged)
    except Invalid:
        return
    assert found.duration_ms is None or 0 < found.duration_ms < 360_000_000

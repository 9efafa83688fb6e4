"""Spans, maps between texts, merged speakers and quoted words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.domain.corpus import (
    MapPiece,
    OffsetMap,
    Speaker,
    TextSpan,
    Utterance,
    VersionMap,
    root_speaker,
    speech_only,
)
from anselm.domain.errors import Invalid


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_an_empty_or_backward_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(Invalid):
        TextSpan(start, end)


def test_a_span_ends_inside_its_text() -> None:
    assert TextSpan(2, 5).within(5).n_characters == 3
    with pytest.raises(Invalid):
        TextSpan(2, 6).within(5)


@pytest.mark.parametrize(
    "pieces",
    [
        (MapPiece(0, 2, 0, 2, True), MapPiece(3, 4, 2, 3, True)),
        (MapPiece(0, 2, 1, 3, True),),
        (MapPiece(0, 2, 0, 3, True),),
        (MapPiece(0, -1, 0, 0, False),),
    ],
)
def test_a_map_with_a_gap_or_a_kept_stretch_of_another_length_is_refused(pieces: tuple[MapPiece, ...]) -> None:
    with pytest.raises(Invalid):
        OffsetMap(pieces)


# "ab[cd]ef" became "ab[xyz]ef": the middle changed.
CHANGED = OffsetMap((MapPiece(0, 2, 0, 2, True), MapPiece(2, 4, 2, 5, False), MapPiece(4, 6, 5, 7, True)))
TAKEN_OUT = OffsetMap((MapPiece(0, 2, 0, 2, True), MapPiece(2, 4, 2, 2, False), MapPiece(4, 6, 2, 4, True)))


@pytest.mark.parametrize(
    ("start", "end", "onto", "whole"),
    [
        (0, 2, (0, 2), True),
        (4, 6, (5, 7), True),
        (1, 3, (1, 5), False),
        (3, 5, (2, 6), False),
        (0, 6, (0, 7), False),
        (2, 4, (2, 5), False),
    ],
)
def test_a_border_inside_changed_words_moves_to_the_border_of_the_change(
    start: int, end: int, onto: tuple[int, int], whole: bool
) -> None:
    assert CHANGED.carry(TextSpan(start, end)) == (TextSpan(*onto), whole)


def test_of_words_taken_out_nothing_is_left() -> None:
    assert TAKEN_OUT.carry(TextSpan(2, 4)) == (None, False)
    assert TAKEN_OUT.carry(TextSpan(1, 5)) == (TextSpan(1, 3), False)


def test_borders_move_ahead_of_or_behind_what_is_put_in() -> None:
    put_in = OffsetMap((MapPiece(0, 2, 0, 2, True), MapPiece(2, 2, 2, 5, False), MapPiece(2, 4, 5, 7, True)))
    assert (put_in.before(2), put_in.after(2)) == (2, 5)
    assert (put_in.before(0), put_in.after(4)) == (0, 7)
    assert OffsetMap(()).after(0) == 0
    assert (CHANGED.before(3), CHANGED.after(3)) == (2, 5)
    assert (CHANGED.before(4), CHANGED.after(2)) == (5, 2)


def test_a_kept_map_is_the_map() -> None:
    assert VersionMap("m", "s", "v1", "v2", CHANGED.pieces).offsets == CHANGED


def speaker(identifier: str, into: str | None = None) -> Speaker:
    return Speaker(identifier, "s", identifier, merged_into_id=into)


def test_a_merged_speaker_is_the_one_at_the_end_of_the_way() -> None:
    known = {one.id: one for one in (speaker("a", "b"), speaker("b", "c"), speaker("c"))}
    assert [root_speaker(known, one) for one in "abc"] == ["c", "c", "c"]
    assert root_speaker(known, "unknown") == "unknown"


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcd")))
def test_speakers_merged_in_a_circle_still_have_an_end(into: dict[str, str]) -> None:
    known = {one: speaker(one, into.get(one)) for one in "abcd"}
    assert all(root_speaker(known, one) in known for one in known)


def test_quoted_words_leave_labels_out_and_keep_matter() -> None:
    text = "Header\nI1: Why?\nP05: Because.\nEnd"
    turns = (Utterance("v", 1, 7, 11, 15, "i"), Utterance("v", 2, 16, 21, 29, "p"))
    assert speech_only(text, TextSpan(0, len(text)), turns) == "Header\nWhy?\nBecause.\nEnd"
    assert speech_only(text, TextSpan(18, 25), turns) == "Beca"

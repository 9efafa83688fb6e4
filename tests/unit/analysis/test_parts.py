"""A long text in parts: they lie end to end, begin where turns begin, and no coding is lost between two of them."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.parts import cut_places, first_words, mark_starts, n_bytes, parts_of, with_fewer_marks
from anselm.analysis.places import next_place

SPEECH = st.text(alphabet="ab \u05d0\u4e2d\U0001f600.", min_size=1, max_size=60)
TURNS = st.lists(SPEECH, min_size=1, max_size=60)


def told(turns: list[str]) -> tuple[str, list[int]]:
    """A text of these turns, and where each begins."""
    text, starts = "", []
    for said in turns:
        starts.append(len(text))
        text += f"A: {said}\n"
    return text, starts


@given(TURNS, st.integers(40, 2000))
def test_parts_lie_end_to_end_and_every_turn_is_in_one_of_them(turns: list[str], most: int) -> None:
    text, starts = told(turns)
    # No turn is half as long as a part: then none is cut.
    most = max(most, 2 * max(n_bytes(f"A: {one}\n") for one in turns) + 2)
    parts = parts_of(text, cut_places(text, starts, most), most)
    assert parts[0][0] == 0
    assert parts[-1][1] == len(text)
    assert [high for _, high in parts[:-1]] == [low for low, _ in parts[1:]]
    assert all(low < high for low, high in parts)
    assert "".join(text[low:high] for low, high in parts) == text
    assert {low for low, _ in parts} <= set(starts)
    assert len(parts) == 1 or n_bytes(text) > most
    longest = max(n_bytes(f"A: {one}\n") for one in turns)
    assert all(n_bytes(text[low:high]) <= most + longest for low, high in parts)


@given(TURNS, st.data())
def test_every_coding_is_in_each_part_it_touches_and_its_pieces_are_its_words(
    turns: list[str], data: st.DataObject
) -> None:
    text, starts = told(turns)
    parts = parts_of(text, cut_places(text, starts, 200), 200)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    pieces = [text[max(low, start) : min(high, end)] for low, high in parts if start < high and end > low]
    assert "".join(pieces) == text[start:end]
    assert all(pieces)


@given(TURNS, st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 200)), max_size=80), st.integers(1, 12))
def test_a_part_with_too_many_marks_is_halved_and_nothing_else_moves(
    turns: list[str], drawn: list[tuple[int, int]], most: int
) -> None:
    text, starts = told(turns)
    spans = [(at % len(text), min(len(text), at % len(text) + long)) for at, long in drawn]
    marks = mark_starts(spans, starts)
    places = cut_places(text, starts, 10_000)
    before = parts_of(text, places, 400)
    parts = with_fewer_marks(before, places, marks, most)
    assert [high for _, high in parts[:-1]] == [low for low, _ in parts[1:]]
    assert (parts[0][0], parts[-1][1]) == (0, len(text))
    assert {low for low, _ in before} <= {low for low, _ in parts}
    for low, high in parts:
        n = bisect_left(marks, high) - bisect_left(marks, low)
        assert n <= most or not any(low < at < high for at in places)


@given(TURNS, st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 200)), max_size=30))
def test_a_mark_begins_wherever_what_is_coded_changes(turns: list[str], drawn: list[tuple[int, int]]) -> None:
    text, starts = told(turns)
    spans = [(at % len(text), min(len(text), at % len(text) + long)) for at, long in drawn]
    at_each = [frozenset(n for n, (low, high) in enumerate(spans) if low <= at < high) for at in range(len(text))]
    ends = {at for span in spans for at in span}
    wanted = [at for at in range(len(text)) if at_each[at] and (at in ends or at in starts)]
    assert mark_starts(spans, starts) == wanted


def test_a_turn_as_long_as_half_a_part_is_cut_where_a_line_begins_and_a_line_after_a_space() -> None:
    text = "word " * 30 + "\n" + "line\n" * 30 + "x" * 100
    places = cut_places(text, [0], 100)
    assert all(text[at - 1] in " \n" for at in places)
    parts = parts_of(text, places, 100)
    assert len(parts) > 2
    assert "".join(text[low:high] for low, high in parts) == text


@pytest.mark.parametrize(
    ("words", "after", "found"),
    [
        ("one less", 0, "one less"),
        ("ONE  LESS", 0, "one less"),
        ("one less", 16, "one\nless"),
        ("one less", 50, None),
        ("less", 30, None),
        ("\u4e2d", 0, "\u4e2d"),
        ("   ", 0, None),
    ],
)
def test_the_next_place_of_words_is_found_across_lines_and_never_in_a_word_or_label(
    words: str, after: int, found: str | None
) -> None:
    text = "one: then one less, one\nless. Lessons \u4e2d\u6587; less: no"
    labels = [(0, 5), (text.index("less: no"), text.index("less: no") + 5)]
    place = next_place(text, words, after, labels)
    assert (place and text[place[0] : place[1]]) == found
    assert place is None or place[0] >= after


def test_the_first_words_of_a_part_are_one_line_cut_after_a_word() -> None:
    assert first_words("  short \n and sweet ") == "short and sweet"
    assert first_words("word " * 40) == "word " * 11 + "word …"

"""A map between two texts covers both, keeps what is equal, and never halves a word."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from anselm.analysis.alignment import align, composed, edited, identity
from anselm.analysis.words import words
from anselm.domain.corpus import OffsetMap, TextSpan

WORDS = st.sampled_from(
    ["the", "plan", "Siân", "Sia\u0302n", "don't", "学习", "会", "שלום", "🙂", "👩‍⚕️", "12", "(.)", "—", "หลัก", "हिन्दी"]
)
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", ", ", "\t", "\u2028", ". "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(lambda parts: "".join(word + gap for word, gap in parts))
ANY = st.one_of(TEXTS, st.text(max_size=60))


def covers(found: OffsetMap, old: str, new: str) -> bool:
    ends = (found.pieces[-1].end, found.pieces[-1].new_end) if found.pieces else (0, 0)
    return ends == (len(old), len(new))


@given(ANY, ANY)
def test_a_map_covers_both_texts_and_what_it_keeps_is_equal(old: str, new: str) -> None:
    found = align(old, new)
    assert covers(found, old, new)
    for piece in found.pieces:
        assert not piece.kept or old[piece.start : piece.end] == new[piece.new_start : piece.new_end]


@given(ANY)
def test_equal_texts_have_the_map_that_changes_nothing(text: str) -> None:
    assert align(text, text) == identity(len(text))


@given(TEXTS, TEXTS)
def test_no_word_is_kept_in_part(old: str, new: str) -> None:
    found = align(old, new)
    borders = {piece.start for piece in found.pieces}
    assert not [span for span in words(old) if any(span[0] < border < span[1] for border in borders)]


@given(ANY, ANY, st.data())
def test_a_span_called_whole_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    span = TextSpan(start, data.draw(st.integers(start + 1, len(old))))
    onto, whole = align(old, new).carry(span)
    if whole:
        assert onto is not None
        assert new[onto.start : onto.end] == old[span.start : span.end]
    if onto is not None:
        assert onto.end <= len(new)


@given(ANY, ANY, ANY)
def test_two_steps_are_one_map_that_keeps_what_both_keep(first: str, second: str, third: str) -> None:
    one, two = align(first, second), align(second, third)
    both = composed(one, two)
    assert covers(both, first, third)
    for piece in both.pieces:
        if piece.kept:
            # What the first step put in between and the second took out again has no place in either end.
            assert first[piece.start : piece.end] == third[piece.new_start : piece.new_end]
            for at in range(piece.start, piece.end):
                middle, whole = one.carry(TextSpan(at, at + 1))
                assert middle is not None
                assert whole
                onto = piece.new_start + at - piece.start
                assert two.carry(middle) == (TextSpan(onto, onto + 1), True)


@given(ANY, ANY)
def test_borders_move_in_order(old: str, new: str) -> None:
    found = align(old, new)
    for move in (found.before, found.after):
        moved = [move(position) for position in range(len(old) + 1)]
        assert all(a <= b for a, b in pairwise(moved))
        assert all(0 <= at <= len(new) for at in moved)
    assert all(found.before(position) <= found.after(position) for position in range(len(old) + 1))


@given(ANY, st.text(max_size=8), st.data())
def test_an_edit_says_exactly_what_it_replaced(old: str, put: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    new = old[:start] + put + old[end:]
    found = edited(len(old), start, end, len(put))
    assert covers(found, old, new)
    if start > 0:
        assert found.carry(TextSpan(0, start)) == (TextSpan(0, start), True)
    if end < len(old):
        after = TextSpan(end, len(old))
        assert found.carry(after) == (TextSpan(start + len(put), len(new)), True)


def interview(chance: random.Random, n_turns: int) -> str:
    said = ["we", "learnt", "it", "on", "the", "ward", "nobody", "asked", "her", "list", "kettle", "phone", "then"]
    turns = [
        f"[00:{n // 60:02d}:{n % 60:02d}] {'I1' if n % 2 else 'P05'}: " + " ".join(chance.choices(said, k=30))
        for n in range(n_turns)
    ]
    return "\n".join(turns)


def test_one_mended_word_leaves_98_of_100_codings_where_their_words_are() -> None:
    chance = random.Random(7)
    text = interview(chance, 250)
    spans = []
    for _ in range(280):
        start = chance.randrange(len(text) - 400)
        spans.append(TextSpan(start, start + chance.randrange(20, 400)))
    n_carried = n_all = 0
    for _ in range(20):
        start, end = chance.choice([span for span in words(text) if span[1] - span[0] > 2])
        new = text[:start] + "mended" + text[end:]
        found = align(text, new)
        for span in spans:
            onto, whole = found.carry(span)
            n_all += 1
            n_carried += whole
            if whole:
                assert onto is not None
                assert new[onto.start : onto.end] == text[span.start : span.end]
    assert n_carried >= 0.98 * n_all


def test_a_label_changed_on_every_line_leaves_every_other_word_where_it_was() -> None:
    chance = random.Random(1)
    old = interview(chance, 2000)
    new = old.replace("P05:", "2B:")
    found = align(old, new)
    assert covers(found, old, new)
    n_lost = sum(piece.end - piece.start for piece in found.pieces if not piece.kept)
    assert n_lost == 3 * old.count("P05")


def test_two_texts_with_nothing_in_common_are_still_covered() -> None:
    chance = random.Random(1)
    old = interview(chance, 300)
    new = "\n".join("x" * chance.randrange(1, 30) + "!" for _ in range(3000))
    assert covers(align(old, new), old, new)


@settings(max_examples=30)
@given(TEXTS)
def test_words_put_at_the_border_of_a_passage_stay_outside_it(text: str) -> None:
    for start, end in words(text)[:5]:
        before = edited(len(text), start, start, 3).carry(TextSpan(start, end))
        after = edited(len(text), end, end, 3).carry(TextSpan(start, end))
        assert before == (TextSpan(start + 3, end + 3), True)
        assert after == (TextSpan(start, end), True)

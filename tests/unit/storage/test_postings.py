"""The places an index knows are exactly those found by reading the texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from anselm.analysis.finding import Query, blocks_of, hits, read_query
from anselm.analysis.words import words
from anselm.domain.corpus import Utterance
from anselm.domain.errors import Invalid
from anselm.services.ports import Listening
from anselm.storage.postings import Building, Segment, find_in, fits_an_index

SIGNS = [
    "a",
    "b",
    "á",
    "ß",
    "ss",
    "A",
    "e\u0301",
    "\u0301",
    "学",
    "习",
    "ก็",
    "🙂",
    "_",
    "7",
    " ",
    " ",
    " ",
    ".",
    ",",
    "'",
    "\n",
]
SAID = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)
WORD = st.lists(st.sampled_from(["a", "b", "á", "ss", "ß", "学", "习", "e", "é"]), min_size=1, max_size=2).map("".join)
ONE = st.one_of(
    WORD,
    WORD.map("{}*".format),
    st.lists(WORD, min_size=2, max_size=3).map(lambda some: f'"{" ".join(some)}"'),
    st.tuples(st.lists(WORD, min_size=2, max_size=3), st.integers(0, 3)).map(
        lambda one: f'"{" ".join(one[0])}"~{one[1]}'
    ),
    st.tuples(WORD, st.integers(0, 3), WORD).map(lambda one: f"{one[0]} NEAR/{one[1]} {one[2]}*"),
)
ASKED = st.lists(st.tuples(st.sampled_from(["", "AND ", "OR ", "NOT "]), ONE), min_size=1, max_size=4).map(
    lambda some: " ".join([some[0][1], *(sign + one for sign, one in some[1:])])
)
TURN = st.tuples(SAID, st.sampled_from(["I1: ", "P1:", "", "P学 "]), SAID, st.sampled_from(["\n", "", " "]))


def assembled(number: int, parts: list[tuple[str, str, str, str]]) -> tuple[str, str, list[Utterance]]:
    """A text of lines outside turns, labels and speech, and its turns."""
    version, text, turns = f"v{number}", "", []
    for n, (between, label, speech, after) in enumerate(parts, 1):
        text += between
        start = len(text)
        text += label + speech
        turns.append(Utterance(version, n, start, start + len(label), len(text), f"s{n % 2}{number}"))
        text += after
    return version, text, turns


def by_reading(text: str, turns: list[Utterance], query: Query, only: Listening | None) -> list[tuple[int, int]]:
    blocks = list(blocks_of(text, turns))
    found = []
    for n, start, end in hits(text, [(low, high) for low, high, _ in blocks], query):
        turn = blocks[n][2]
        if only is None or (turn is not None and (turn.speaker_id in only.asking) == only.to_who_asks):
            found.append((start, end))
    return found


def by_index(
    texts: list[tuple[str, str, list[Utterance]]], query: Query, only: Listening | None
) -> dict[str, list[tuple[int, int]]]:
    building = Building()
    for one in texts:
        building.add(*one)
    rows = dict(building.rows())
    bounds = {version: (low, high) for version, low, high in building.bounds}
    segment = Segment.of(building.block_bytes(), list(building.speakers), bounds)
    kept = find_in(
        segment,
        query,
        only,
        lambda word, prefix: [at for one, at in rows.items() if one == word or (prefix and one.startswith(word))],
    )
    found = {}
    for (version, text, _), (begin, end) in zip(texts, kept.by_version().values(), strict=True):
        found[version] = []
        for spot in kept.spots(begin, end):
            spans = words(text[spot.start : spot.end])
            places = spans[spot.word : spot.word + spot.n_words]
            found[version].append((spot.start + places[0][0], spot.start + places[-1][1]))
    return found


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(TURN, max_size=4), min_size=1, max_size=3), ASKED, st.sampled_from([None, True, False]))
def test_the_index_finds_what_reading_finds(
    parts: list[list[tuple[str, str, str, str]]], asked: str, to_who_asks: bool | None
) -> None:
    try:
        query = read_query(asked)
    except Invalid:
        return
    texts = [one for one in (assembled(n, some) for n, some in enumerate(parts)) if fits_an_index(one[1], one[2])]
    only = None if to_who_asks is None else Listening(to_who_asks, frozenset({"s00", "s11"}), {})
    expected = {version: by_reading(text, turns, query, only) for version, text, turns in texts}
    assert by_index(texts, query, only) == expected


def test_a_text_whose_turn_begins_inside_a_word_is_left_to_reading() -> None:
    text = "kettlework"
    assert not fits_an_index(text, [Utterance("v", 1, 0, 6, 10, "s")])
    assert fits_an_index(text, [Utterance("v", 1, 0, 0, 10, "s")])
    assert not fits_an_index("cafe\u0301", [Utterance("v", 1, 0, 0, 4, "s")])


def test_words_near_each_other_are_the_smallest_stretches_in_any_order() -> None:
    text = "bell a b c bell d e bell"
    turns = [Utterance("v0", 1, 0, 0, len(text), "s")]
    for asked, places in {
        "bell NEAR/0 a": ["bell a"],
        "a NEAR/0 bell": ["bell a"],
        '"a bell"~2': ["bell a", "a b c bell"],
        '"bell bell"~2': ["bell d e bell"],
        '"bell bell"~3': ["bell a b c bell", "bell d e bell"],
        '"bell c e"~3': ["c bell d e"],
        "bell NEAR/1 e": ["bell d e", "e bell"],
    }.items():
        read = by_reading(text, turns, read_query(asked), None)
        assert [text[start:end] for start, end in read] == places
        assert by_index([("v0", text, turns)], read_query(asked), None) == {"v0": read}

"""What a query finds is what its definition says, and every count is the number of what is found."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.analysis.query_reference import Mark, holds

from anselm.analysis.queries import Marks, counts_of, crossed, evaluated, numbered, together
from anselm.analysis.query_words import All, AnyOf, Fact, Name, Not, Query, Related, parsed, written
from anselm.domain.errors import Invalid

N_CODES, N_CASES, TURN = 3, 2, 4  # turns are four letters long, with a letter between that belongs to nobody

LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.integers(0, N_CODES - 1).map(lambda n: Name(str(n))),
    st.integers(0, N_CASES - 1).map(lambda n: Fact("case", "=", str(n))),
)


def _more(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    plain = st.sampled_from(("overlaps", "same turn", "same source", "same case"))
    many = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, inner),
        st.builds(All, many),
        st.builds(AnyOf, many),
        st.builds(Related, plain, inner, another=st.booleans()),
        st.builds(Related, st.sampled_from(("inside", "around")), inner),
        st.builds(
            Related,
            st.just("near"),
            inner,
            st.integers(0, 7),
            st.sampled_from(("turns", "characters")),
            st.booleans(),
        ),
    )


QUERIES = st.recursive(LEAVES, _more, max_leaves=6)


@st.composite
def readings(draw: st.DrawFn) -> list[Mark]:
    """Marks of two readers in two texts; no two of one reader on the same stretch."""
    found: dict[tuple[int, int, int, int], Mark] = {}
    for _ in range(draw(st.integers(0, 12))):
        reader, version = draw(st.integers(0, 1)), draw(st.integers(0, 1))
        start = draw(st.integers(0, 30))
        end = start + draw(st.integers(1, 12))
        codes = draw(st.frozensets(st.integers(0, N_CODES - 1), min_size=1))
        turns = frozenset(at // (TURN + 1) + 1 for at in range(start, end) if at % (TURN + 1) != TURN)
        case = draw(st.integers(-1, N_CASES - 1))
        found[reader, version, start, end] = Mark(reader, version, start, end, codes, turns, case, start % 3 - 1)
    return list(found.values())


def columns(marks: list[Mark], apart: bool = True) -> Marks:
    def column(values: Any) -> Any:
        return np.array(list(values), dtype=np.int64)

    version = column(one.version for one in marks)
    reader = column(one.reader if apart else 0 for one in marks)
    start, end = column(one.start for one in marks), column(one.end for one in marks)
    pairs = [(at, code) for at, one in enumerate(marks) for code in sorted(one.codes)]
    return Marks(
        version,
        reader,
        numbered(version, reader),
        start,
        end,
        column(min(one.turns, default=0) for one in marks),
        column(max(one.turns, default=0) for one in marks),
        version,
        column(one.case for one in marks),
        column(one.participant for one in marks),
        numbered(version, start, end),
        column(at for at, _ in pairs),
        column(code for _, code in pairs),
    )


def found(query: Query, marks: Marks) -> Any:
    def named(name: Name) -> Any:
        return marks.carrying(np.arange(N_CODES) == int(name.name))

    return evaluated(query, marks, named, lambda fact: marks.case == int(fact.value))


@settings(max_examples=400, deadline=None)
@given(QUERIES, readings(), st.booleans())
def test_a_query_finds_what_its_definition_says(query: Query, marks: list[Mark], apart: bool) -> None:
    assert found(query, columns(marks, apart)).tolist() == [holds(query, one, marks, apart) for one in marks]


@settings(max_examples=200, deadline=None)
@given(QUERIES)
def test_a_query_written_and_read_again_is_the_same_query(query: Query) -> None:
    text = written(query)
    assert written(parsed(text)) == text


@settings(max_examples=100, deadline=None)
@given(QUERIES, readings())
def test_a_query_read_again_finds_the_same(query: Query, marks: list[Mark]) -> None:
    assert found(parsed(written(query)), columns(marks)).tolist() == found(query, columns(marks)).tolist()


PLACES = {"overlaps": "overlaps", "same turn": "same turn", "same source": "same source"}


@settings(max_examples=150, deadline=None)
@given(readings(), st.sampled_from(sorted(PLACES)), st.booleans())
def test_a_cell_of_codes_together_is_the_number_of_passages_its_query_finds(
    marks: list[Mark], place: Any, apart: bool
) -> None:
    held = columns(marks, apart)
    table = together(held, N_CODES, place)
    for a in range(N_CODES):
        for b in range(N_CODES):
            cell: Query = Name(str(a)) if a == b else All((Name(str(a)), Related(place, Name(str(b)))))
            assert table[a, b] == counts_of(held, found(cell, held)).passages, (a, b)


@settings(max_examples=150, deadline=None)
@given(readings(), st.sampled_from(("codings", "passages", "participants", "cases")))
def test_a_cell_of_a_table_is_what_its_query_finds(marks: list[Mark], unit: Any) -> None:
    held = columns(marks)
    rows = np.array([np.arange(len(held.coding_code)), held.coding_code])
    case = held.case[held.coding_mark]
    in_case = np.array([np.flatnonzero(case >= 0), case[case >= 0]])
    table = crossed(held, rows, in_case, (N_CODES, N_CASES), unit)
    for code in range(N_CODES):
        for number in range(N_CASES):
            cell = found(All((Name(str(code)), Fact("case", "=", str(number)))), held)
            assert table[code, number] == getattr(counts_of(held, cell, np.arange(N_CODES) == code), unit)


def test_near_counts_the_turns_between_and_no_turn_more() -> None:
    marks = [
        Mark(0, 0, 0, 4, frozenset({0}), frozenset({1}), 0, 0),
        Mark(0, 0, 10, 14, frozenset({1}), frozenset({3}), 0, 0),
    ]
    held = columns(marks)
    assert not found(parsed("0 AND NEAR(1, 1 turn)"), held).any()
    assert found(parsed("0 AND NEAR(1, 2 turns)"), held).tolist() == [True, False]
    assert not found(parsed("0 AND NEAR(1, 5 characters)"), held).any()
    assert found(parsed("0 AND NEAR(1, 6 characters)"), held).tolist() == [True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The query is empty."),
        ("D1 overhearing", "At character 4: “overhearing” follows “D1” with no AND or OR between"),
        ("D1 AND", "At character 7: a code, a theme or a fact is expected, not the end."),
        ("(D1 OR D2", "At character 10: a bracket is not closed."),
        ("D1)", "At character 3: this bracket was never opened."),
        ('"D1', "At character 1: the quotation mark is not closed."),
        ('D1 AND ""', "At character 8: there is nothing between the quotation marks."),
        ("NEAR(D1)", "At character 8: NEAR says how near"),
        ("NEAR(D1, two turns)", "At character 10: a whole number up to 1000000 is expected, not “two”."),
        ("NEAR(D1, 2 lines)", "At character 12: turns or characters is expected, not “lines”."),
        ("SAME ROOM(D1)", "At character 6: after SAME comes TURN, SOURCE or CASE."),
        ("OVERLAPS D1", "At character 10: after OVERLAPS comes an opening bracket."),
        ("INSIDE(ANOTHER D1)", "At character 8: ANOTHER does not go with INSIDE."),
        ("role =", "At character 7: a value is expected, not the end."),
        ("D1 & D2", "At character 4: “&” has no meaning here"),
        ("OR D1", "At character 1: “OR” needs something before it."),
        ("NOT " * 60 + "D1", "NOT and brackets stand more than 40 deep."),
        ("(" * 60 + "D1", "deep."),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parsed(text)
    assert said in refusal.value.message


def test_the_written_form_is_read_as_people_write_it() -> None:
    near = Related("near", Name("D2 quick ask"), 2, "turns")
    assert parsed('"D1 overhearing" AND NEAR("D2 quick ask", 2 turns) IN team') == All(
        (All((Name("D1 overhearing"), near)), Fact("case", "in", "team"))
    )
    assert parsed("“D1” or not d2 and role = A") == AnyOf(
        (Name("D1"), All((Not(Name("d2")), Fact("role", "=", "A"))))
    )


@given(st.text(alphabet='AND OR(NEAR),"12 turnsé=<', max_size=40) | st.text(max_size=40))
def test_no_text_breaks_the_reading_of_queries(text: str) -> None:
    with suppress(Invalid):
        query = parsed(text)
        assert written(parsed(written(query))) == written(query)

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args, get_type_hints

import pytest
from annotated_types import Ge, Le, Len
from hypothesis import given
from hypothesis import strategies as st

from anselm.services.catalogue import OPERATIONS
from anselm.services.operations import Operation, Uploaded
from anselm.web.errors import Unfit
from anselm.web.shapes import shape_of

SECRET = "what the participant said"


class Kind(StrEnum):
    ONE = "one"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Inner:
    at: int
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    id: Annotated[str, Len(1, 8)]
    kinds: Annotated[tuple[Kind, ...], Len(0, 2)] = ()
    n: Annotated[int, Ge(0), Le(9)] | None = None
    yes: bool = False
    inner: Inner | None = None


@dataclass(frozen=True, slots=True)
class Told:
    kinds: tuple[Kind, ...]
    by: dict[str, int]


SHAPE = shape_of(Asked, tuple[Told, ...])


def faults(body: bytes) -> dict[str, str]:
    """What is said to be wrong, by place."""
    with pytest.raises(Unfit) as refused:
        SHAPE.from_json(body)
    return {one.place: one.words for one in refused.value.fields}


def test_a_request_is_read_as_its_types_say() -> None:
    asked = SHAPE.from_json(b'{"id": "a", "kinds": ["one"], "n": 3, "yes": true, "inner": {"at": 1, "share": 2}}')
    assert asked == Asked("a", (Kind.ONE,), 3, True, Inner(1, 2.0))


def test_parameters_are_text_and_read_as_the_type_of_their_field() -> None:
    pairs = [("id", "7"), ("kinds", "one"), ("kinds", "two"), ("n", "3"), ("yes", "true")]
    assert SHAPE.from_pairs(pairs) == Asked("7", (Kind.ONE, Kind.TWO), 3, True)


def test_an_answer_is_written_in_full() -> None:
    assert SHAPE.to_json((Told((Kind.TWO,), {"ä": 1}),)) == '[{"kinds":["two"],"by":{"ä":1}}]'.encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{}", {"id": "This is needed."}),
        (b"", {"id": "This is needed."}),
        (b'{"id": ""}', {"id": "This needs at least 1 characters."}),
        (b'{"id": "123456789"}', {"id": "This takes at most 8 characters."}),
        (b'{"id": 5}', {"id": "This is a text."}),
        (b'{"id": null}', {"id": "This is a text."}),
        (b'{"id": "a", "n": "3"}', {"n": "This is a whole number."}),
        (b'{"id": "a", "n": 3.0}', {"n": "This is a whole number."}),
        (b'{"id": "a", "n": 10}', {"n": "This is 9 or less."}),
        (b'{"id": "a", "yes": 1}', {"yes": "This is true or false."}),
        (b'{"id": "a", "kinds": ["three"]}', {"kinds.0": "This is one of: 'one' or 'two'."}),
        (b'{"id": "a", "kinds": "one"}', {"kinds": "This is a list."}),
        (b'{"id": "a", "inner": []}', {"inner": "This is a set of named fields."}),
        (b'{"id": "a", "inner": {"at": 1, "share": NaN}}', {"inner": "This is a number."}),
        (b'{"id": "a", "inner": {"at": 9007199254740992}}', {"inner": "This number is too large."}),
        (b'{"id": "a\\u0000"}', {"id": "This holds a character that cannot be kept."}),
        (b'{"id": "\\ud800"}', {"": "This is not JSON."}),
        (b"[]", {"": "This is a set of named fields."}),
        (b'{"id": "a"} {}', {"": "This is not JSON."}),
        (b"\xff\xfe{", {"": "This is not JSON."}),
        (b'{"id": "a", "inner": ' + b"[" * 100_000, {"": "This is not JSON."}),
    ],
)
def test_what_does_not_fit_is_named_in_plain_words(body: bytes, expected: dict[str, str]) -> None:
    assert faults(body) == expected


def test_a_name_that_is_not_declared_is_refused_and_not_repeated() -> None:
    sent = f'{{"id": "a", "{SECRET}": 1, "inner": {{"at": 1, "{SECRET}": 2}}}}'.encode()
    found = faults(sent)
    assert found == {"": "There is no such field here.", "inner": "There is no such field here."}
    with pytest.raises(Unfit):
        SHAPE.from_pairs([("id", "a"), ("other", "b")])


def test_a_parameter_given_twice_is_refused_where_one_is_meant() -> None:
    with pytest.raises(Unfit):
        SHAPE.from_pairs([("id", "a"), ("id", "b")])


def read_or_refused(read: Callable[[], Asked]) -> Asked | tuple[str, ...]:
    """What was read, or the places that did not fit; nothing else may happen."""
    try:
        return read()
    except Unfit as refused:
        return tuple(one.place for one in refused.fields)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "kinds", "n", "yes", "inner", "x"]), json_values))
def test_a_request_is_read_or_refused_and_nothing_sent_comes_back(sent: dict[str, Any]) -> None:
    read = read_or_refused(lambda: SHAPE.from_json(json.dumps(sent).encode()))
    assert isinstance(read, Asked) or {one.partition(".")[0] for one in read} <= {*Asked.__slots__, ""}


@given(st.lists(st.tuples(st.sampled_from(["id", "kinds", "n", "yes", "x"]), st.text())))
def test_parameters_are_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    assert read_or_refused(lambda: SHAPE.from_pairs(pairs))


def parts_of(kind: Any) -> Iterator[Any]:
    """A type and all it is made of."""
    yield kind
    for one in get_args(kind):
        yield from parts_of(one)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_every_operation_has_a_shape_and_what_comes_as_text_is_flat(operation: Operation) -> None:
    kind: Any = operation.request
    assert shape_of(kind, operation.answer).names == {one.name for one in fields(kind)}
    if operation.method == "GET" or operation.kind == "upload":
        parts = {part for hint in get_type_hints(kind).values() for part in parts_of(hint)}
        assert not {part for part in parts - {Uploaded} if is_dataclass(part) or part is dict}

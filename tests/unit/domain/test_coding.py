"""The codebook as a tree: its order, what cannot lie below itself, keys and colours, and what is frozen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.domain.coding import N_FAMILIES, Code, frozen, next_family, next_key, tree_order, without_cycle
from anselm.domain.errors import Invalid, Refused


@st.composite
def codebooks(draw: st.DrawFn) -> list[Code]:
    """Codes in any order, each below one made before it or at the top, or below one that is not there."""
    made: list[Code] = []
    for n in range(draw(st.integers(0, 12))):
        parent = draw(st.sampled_from([None, "gone", *(one.id for one in made)]))
        retired = draw(st.sampled_from([None, None, "2026"]))
        proposed = draw(st.sampled_from([None, None, "r1", "r2"]))
        position = draw(st.integers(0, 3))
        made.append(
            Code(f"c{n}", f"Code {n}", parent_id=parent, position=position, retired_at=retired, proposed_in=proposed)
        )
    return draw(st.permutations(made))


@given(codebooks())
def test_the_tree_holds_every_code_once_and_parents_come_first(codes: list[Code]) -> None:
    shown = tree_order(codes)
    assert sorted(one.id for one in shown) == sorted(one.id for one in codes)
    seen: set[str] = set()
    known = {one.id for one in codes}
    for one in shown:
        assert one.parent_id not in known or one.parent_id in seen
        seen.add(one.id)


@given(codebooks(), st.randoms())
def test_the_tree_does_not_depend_on_the_order_the_codes_come_in(codes: list[Code], chance: object) -> None:
    shuffled = list(codes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tree_order(shuffled) == tree_order(codes)


@given(codebooks(), st.data())
def test_no_code_comes_to_lie_below_itself(codes: list[Code], data: st.DataObject) -> None:
    if not codes:
        return
    moved = data.draw(st.sampled_from(codes))
    onto = data.draw(st.sampled_from([None, *(one.id for one in codes)]))
    try:
        without_cycle(codes, moved.id, onto)
    except Refused:
        assert onto is not None
        return
    after = [replace(one, parent_id=onto) if one.id == moved.id else one for one in codes]
    assert len(tree_order(after)) == len(codes)  # what lies in a ring hangs from no top and would be lost


@given(codebooks(), st.sets(st.sampled_from(("r1", "r2"))))
def test_a_frozen_codebook_has_what_is_in_use_and_opened_and_nothing_else(codes: list[Code], reading: set[str]) -> None:
    book = frozen(codes, "v1", 1, "ada", "2026", unopened=reading)
    wanted = [one.id for one in tree_order(codes) if one.retired_at is None and one.proposed_in not in reading]
    assert [entry.code_id for entry in book.entries] == wanted


@given(st.sets(st.sampled_from(["", "C1", "C2", "C3", "D1", "D2", "A", "B"])), st.booleans())
def test_a_proposed_key_is_never_taken_and_begins_as_its_parents(taken: set[str], below: bool) -> None:
    parent = Code("p", "Parent", key="D") if below else None
    key = next_key(parent, taken)
    assert key not in taken
    assert key.startswith("D" if below else "C")
    assert next_key(None, taken, group=True) == next(one for one in "ABCDEFGH" if one not in taken)


def test_a_group_has_no_letter_when_the_alphabet_is_used_up() -> None:
    assert next_key(None, set("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), group=True) == ""


@given(st.lists(st.integers(1, N_FAMILIES), max_size=30))
def test_the_next_family_is_one_that_fewest_have(used: list[int]) -> None:
    found = next_family([Code(f"c{n}", "Code", family=family) for n, family in enumerate(used)])
    assert used.count(found) == min(used.count(family) for family in range(1, N_FAMILIES + 1))


@pytest.mark.parametrize("wrong", [{"name": " "}, {"family": 0}, {"family": 9}])
def test_a_code_needs_a_name_and_a_colour_there_is(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Code(**{"id": "c", "name": "Code", **wrong})  # type: ignore[arg-type]

"""What is drawn and who reads it follow from the seed, keep every stratum, and load nobody more than another."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.drawing import by_chance, drawn, shared_out

NAMES = st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=12, unique=True)
SEEDS = st.integers(0, 2**31 - 1)


@given(NAMES, SEEDS)
def test_the_same_seed_draws_the_same_whatever_the_order_of_rows(names: list[str], seed: int) -> None:
    there, back = drawn({"one": names}, 0.5, seed), drawn({"one": names[::-1]}, 0.5, seed)
    assert there == back
    assert set(there["one"]) <= set(names)


def test_another_seed_draws_others_in_the_end() -> None:
    names = [f"INT{n:02d}" for n in range(27)]
    assert len({by_chance(names, seed)[:9] for seed in range(50)}) == 50
    # Over many seeds each is drawn about as often as any other: 9 of 27, so a third of the time.
    often = [sum(name in by_chance(names, seed)[:9] for seed in range(900)) for name in names]
    assert min(often) > 240
    assert max(often) < 360


def test_one_draw_is_pinned_so_that_a_printed_seed_stays_good() -> None:
    assert "".join(by_chance("01234567", 4711)) == "14753260"


@pytest.mark.parametrize(("n", "share", "wanted"), [(10, 0.1, 1), (3, 0.2, 1), (3, 1 / 3, 1), (7, 0.5, 4), (5, 1.0, 5)])
def test_each_stratum_gives_its_share_rounded_up(n: int, share: float, wanted: int) -> None:
    found = drawn({"a": [str(one) for one in range(n)], "b": ["x"]}, share, 1)
    assert (len(found["a"]), found["b"]) == (wanted, ("x",))


@given(st.lists(NAMES, min_size=1, max_size=5), st.integers(1, 6), st.data(), SEEDS)
def test_every_unit_is_read_by_k_and_loads_differ_by_one_at_most(
    groups: list[list[str]], n_readers: int, data: st.DataObject, seed: int
) -> None:
    strata = {str(at): [f"{at}:{one}" for one in names] for at, names in enumerate(groups)}
    readers = [f"r{n}" for n in range(n_readers)]
    k = data.draw(st.integers(1, n_readers))
    found = shared_out(strata, readers, k, seed)
    units = [unit for names in strata.values() for unit in names]
    assert all(sum(unit in read for read in found.values()) == k for unit in units)
    assert max(map(len, found.values())) - min(map(len, found.values())) <= 1
    assert all(len(set(read)) == len(read) for read in found.values())


def test_every_two_readers_read_some_together() -> None:
    found = shared_out({"all": [f"INT{n}" for n in range(27)]}, list("KLMN"), 2, 7)
    shared = [len(set(found[one]) & set(found[other])) for one, other in combinations("KLMN", 2)]
    assert (sum(shared), min(shared) >= 3) == (27, True)


@pytest.mark.parametrize("k", [0, 3])
def test_nobody_is_asked_to_be_more_than_there_are(k: int) -> None:
    with pytest.raises(ValueError, match=str(k)):
        shared_out({"all": ["a"]}, ["K", "L"], k, 1)
    with pytest.raises(ValueError, match=r"1\.5"):
        drawn({"all": ["a"]}, 1.5, 1)

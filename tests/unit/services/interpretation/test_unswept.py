"""While much is made nothing is collected, and the collector is left as it was found, whatever happens meanwhile."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from anselm.services.interpretation.unswept import unswept


class _Circle:
    """What only the collector can let go."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def on() -> Iterator[None]:
    """The collector is on, and is so again afterwards."""
    gc.enable()
    yield
    gc.enable()


def test_nothing_is_collected_meanwhile_and_all_of_it_can_be_afterwards() -> None:
    runs = gc.get_stats()
    with unswept():
        made = [_Circle() for _ in range(20_000)]
        assert [one["collections"] for one in gc.get_stats()] == [one["collections"] for one in runs]
    assert gc.isenabled()
    assert not gc.get_freeze_count()
    gone = weakref.ref(made[0])
    del made
    gc.collect()
    assert gone() is None


def test_what_was_made_is_not_looked_through_at_once() -> None:
    with unswept():
        made = [[n] for n in range(20_000)]
    young = {id(one) for one in gc.get_objects(generation=0)}
    assert not young.intersection(map(id, made))


def test_it_is_left_as_it_was_found() -> None:
    with pytest.raises(ValueError, match="stop"), unswept():
        raise ValueError("stop")
    assert gc.isenabled()
    gc.disable()
    with unswept():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_what_was_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        n = gc.get_freeze_count()
        with unswept():
            pass
        assert gc.get_freeze_count() > n // 2
    finally:
        gc.unfreeze()


def test_the_last_of_several_leaves_it_as_the_first_found_it() -> None:
    begun, go = threading.Event(), threading.Event()

    def other() -> None:
        with unswept():
            begun.set()
            go.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    assert begun.wait(10)
    with unswept():
        assert not gc.isenabled()
    assert not gc.isenabled(), "the other is still at it"
    go.set()
    thread.join()
    assert gc.isenabled()

"""Very many values that stay are made without being looked through, each time some are there, for circles to let go."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["unswept"]

_counting = threading.Lock()
_within: list[bool] = []  # for each that is at it, whether the collector was on before


@contextmanager
def unswept() -> Iterator[None]:
    """Until the end nothing is collected; what was made counts as old then, so that it is not looked through at once.

    Several may be at it; the last one through leaves the collector as the first found it.
    """
    with _counting:
        _within.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _counting:
            first = _within[0]
            _within.pop()
            if first and not _within:
                # Both only move lists; what somebody else has frozen stays so.
                if not gc.get_freeze_count():
                    gc.freeze()
                    gc.unfreeze()
                gc.enable()

"""What was worked out of what one viewer sees, kept in memory until something it rests on changes.

An entry is one viewer's and nobody else's. It remembers at which change it was made and which tables were read for it,
with the tables that decide what may be seen; as soon as a row of one of these has changed it is made anew. Whatever is
taken out for good takes everything kept with it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from anselm.domain.study import Viewer

__all__ = ["ANYTHING", "DECIDING", "Entry", "Kept"]

# What the filters of `visible` look at, and what takes rows out without a word: a change there changes every sight.
DECIDING = frozenset(
    {"rounds", "assignments", "submissions", "sources", "source_versions", "participants", "withdrawals"}
)
ANYTHING = "*"  # stands for every table


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as of a change, and the tables it was made of."""

    moment: int
    tables: frozenset[str]
    value: Any


class Kept:
    """Entries by viewer and name, the one not asked for longest making room; a viewer's tables take some sixteen."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[Viewer, Hashable], Entry] = OrderedDict()
        self._cleared = 0

    @property
    def cleared(self) -> int:
        """How many times everything was let go."""
        return self._cleared

    def look_up(self, viewer: Viewer, name: Hashable) -> Entry | None:
        """What is kept for this viewer under a name, whether or not it still holds."""
        with self._lock:
            found = self._held.get((viewer, name))
            if found is not None:
                self._held.move_to_end((viewer, name))
            return found

    def keep(self, viewer: Viewer, name: Hashable, entry: Entry, cleared: int) -> None:
        """Keep an entry, unless everything was let go since it was begun or a newer one is there."""
        with self._lock:
            there = self._held.get((viewer, name))
            if cleared != self._cleared or (there is not None and there.moment > entry.moment):
                return
            self._held[viewer, name] = entry
            self._held.move_to_end((viewer, name))
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def clear(self) -> None:
        """Let everything go."""
        with self._lock:
            self._held.clear()
            self._cleared += 1

"""Where the words of some texts stand, and the places of a query among them.

The words of a segment (a few dozen texts) are numbered through, with a number left out between two blocks, so that
words one after another have numbers one after another and never reach into the next block. A posting is the number.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from anselm.analysis.finding import Item, Near, Query, Term, blocks_of
from anselm.analysis.words import fold_word, words
from anselm.domain.corpus import Utterance
from anselm.services.ports import Listening, Spot

__all__ = ["Building", "Found", "Segment", "find_in", "fits_an_index"]

Numbers = npt.NDArray[np.int64]
Postings = Callable[[str, bool], Sequence[bytes]]
_FIRST, _START, _END, _TURN, _SPEAKER = range(5)
_WIDE = 1024  # more than any place of a query has words


def fits_an_index(text: str, turns: Sequence[Utterance]) -> bool:
    """Whether no border of a block lies inside a word: only then are words of a block those of the whole text."""
    spans = words(text)
    starts = [start for start, _ in spans]
    for start, end, _ in blocks_of(text, turns):
        for border in (start, end):
            at = bisect_left(starts, border) - 1
            if at >= 0 and spans[at][1] > border:
                return False
    return True


@dataclass
class Building:
    """A segment in the making."""

    at: dict[str, array[int]] = field(default_factory=dict)
    blocks: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    speakers: dict[str, int] = field(default_factory=dict)
    bounds: list[tuple[str, int, int]] = field(default_factory=list)
    _next: int = 0
    _folded: dict[str, str] = field(default_factory=dict)

    def add(self, version_id: str, text: str, turns: Sequence[Utterance]) -> None:
        """Number the words of one text."""
        first = len(self.blocks)
        spans = words(text)
        starts = [start for start, _ in spans]
        for start, end, turn in blocks_of(text, turns):
            at = bisect_left(starts, start)
            begun = self._next
            while at < len(spans) and spans[at][1] <= end:
                self._word(text[spans[at][0] : spans[at][1]])
                at += 1
            if self._next > begun:
                who = -1 if turn is None else self.speakers.setdefault(turn.speaker_id, len(self.speakers))
                self.blocks.append((begun, start, end, -1 if turn is None else turn.number, who))
                self._next += 1
        self.bounds.append((version_id, first, len(self.blocks)))

    def _word(self, word: str) -> None:
        folded = self._folded.get(word)
        if folded is None:
            folded = self._folded[word] = fold_word(word)
        known = self.at.get(folded)
        if known is None:
            known = self.at[folded] = array("I")
        known.append(self._next)
        self._next += 1

    def block_bytes(self) -> bytes:
        """The blocks as they are kept."""
        return np.array(self.blocks, dtype="<i4").reshape(-1, 5).T.tobytes()

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Each word and where it stands, in the order of words."""
        for word in sorted(self.at, key=lambda one: one.encode()):
            yield word, np.array(self.at[word], dtype="<u4").tobytes()


@dataclass(frozen=True, slots=True)
class Segment:
    """The blocks of some texts, and which of them belong to which text."""

    blocks: npt.NDArray[np.int32]
    speakers: tuple[str, ...]
    bounds: dict[str, tuple[int, int]]

    @staticmethod
    def of(blocks: bytes, speakers: Sequence[str], bounds: dict[str, tuple[int, int]]) -> Segment:
        """A segment as it was kept. Raises ValueError for what is none."""
        return Segment(np.frombuffer(blocks, dtype="<i4").reshape(5, -1), tuple(speakers), bounds)

    def edges(self) -> Numbers:
        """The number each text begins with, in the order of `bounds`, and one after the last word of all."""
        firsts = np.append(self.blocks[_FIRST].astype(np.int64), np.iinfo(np.int64).max)
        return firsts[[*(low for low, _ in self.bounds.values()), -1]]

    def heard(self, listening: Listening) -> npt.NDArray[np.bool_]:
        """The blocks whose words are sought."""
        who = self.blocks[_SPEAKER]
        asks = np.array([one in listening.asking for one in self.speakers] + [False])[who]
        for version_id, (low, high) in self.bounds.items():
            for number, speaker_id in listening.moved.get(version_id, {}).items():
                asks[low:high][self.blocks[_TURN][low:high] == number] = speaker_id in listening.asking
        heard: npt.NDArray[np.bool_] = (who >= 0) & (asks == listening.to_who_asks)
        return heard


@dataclass(frozen=True, slots=True)
class Found:
    """The places of a query in a segment: the number of the first word, and how many words."""

    segment: Segment
    first: Numbers
    n_words: Numbers

    def by_version(self) -> dict[str, tuple[int, int]]:
        """Which of the places lie in each text."""
        at = np.searchsorted(self.first, self.segment.edges()).tolist()
        return {one: (at[n], at[n + 1]) for n, one in enumerate(self.segment.bounds)}

    def spots(self, begin: int, end: int) -> list[Spot]:
        """Some of the places."""
        numbers, n_words = self.first[begin:end], self.n_words[begin:end].tolist()
        blocks = self.segment.blocks[:, np.searchsorted(self.segment.blocks[_FIRST], numbers, "right") - 1]
        found = []
        for number, n, (first, low, high, turn, who) in zip(numbers.tolist(), n_words, blocks.T.tolist(), strict=True):
            speaker_id = self.segment.speakers[who] if who >= 0 else ""
            found.append(Spot(low, high, turn if who >= 0 else None, speaker_id, number - first, n))
        return found


def find_in(segment: Segment, query: Query, listening: Listening | None, postings: Postings) -> Found:
    """Every place of the query in a segment. `postings` gives what is kept of a word, or of all that begin so."""
    asked = _Asked(segment, postings)
    heard = None if listening is None else segment.heard(listening)
    only = query.items[0]
    if len(query.items) == 1 and not query.none_of and heard is None:
        return Found(segment, *asked.places(only))
    fits = np.zeros(segment.blocks.shape[1], dtype=np.bool_)
    of_item = {item: fits.copy() for item in query.items}
    left_out = fits.copy()
    for group in query.none_of:
        left_out |= asked.all_in(group)
    for group in query.any_of:
        there = asked.all_in(group) & ~left_out
        if heard is not None:
            there &= heard
        for item in group:
            of_item[item] |= there
    keys = [asked.keys(item, there) for item, there in of_item.items()]
    every = keys[0] if len(keys) == 1 else np.unique(np.concatenate(keys))
    return Found(segment, every // _WIDE, every % _WIDE)


class _Asked:
    """The places of the items of one query in one segment, each looked up once."""

    def __init__(self, segment: Segment, postings: Postings) -> None:
        self._firsts = segment.blocks[_FIRST]
        self._postings = postings
        self._of: dict[Item, tuple[Numbers, Numbers]] = {}
        self._in: dict[Item, Numbers] = {}

    def places(self, item: Item) -> tuple[Numbers, Numbers]:
        """Where an item stands and how many words it is there."""
        if item not in self._of:
            self._of[item] = self._near(item) if isinstance(item, Near) else self._term(item)
        return self._of[item]

    def all_in(self, group: tuple[Item, ...]) -> npt.NDArray[np.bool_]:
        """The blocks in which every item of a group stands."""
        found = np.ones(len(self._firsts), dtype=np.bool_)
        for item in group:
            here = np.zeros(len(self._firsts), dtype=np.bool_)
            here[self._blocks_of(item)] = True
            found &= here
        return found

    def keys(self, item: Item, there: npt.NDArray[np.bool_]) -> Numbers:
        """The places of an item in these blocks, each as one number in text order."""
        first, n_words = self.places(item)
        inside = there[self._blocks_of(item)]
        return first[inside] * _WIDE + n_words[inside]

    def _blocks_of(self, item: Item) -> Numbers:
        if item not in self._in:
            self._in[item] = self._blocks(self.places(item)[0])
        return self._in[item]

    def _blocks(self, numbers: Numbers) -> Numbers:
        return np.searchsorted(self._firsts, numbers, "right") - 1

    def _term(self, term: Term) -> tuple[Numbers, Numbers]:
        at = self._word(term, 0)
        for n in range(1, len(term.words)):
            if len(at) == 0:
                break
            at = _in(at, self._word(term, n) - n)
        return at, np.full(len(at), len(term.words), dtype=np.int64)

    def _word(self, term: Term, n: int) -> Numbers:
        last = n == len(term.words) - 1
        kept = self._postings(term.words[n], term.prefix and last)
        some = [np.frombuffer(one, dtype="<u4") for one in kept]
        if not some:
            return np.empty(0, dtype=np.int64)
        every = some[0] if len(some) == 1 else np.sort(np.concatenate(some))
        return every.astype(np.int64)

    def _near(self, near: Near) -> tuple[Numbers, Numbers]:
        """From each place on back to the latest of all others, as `analysis.finding` has it word by word."""
        needed = Counter(near.terms)
        held = {term: self.places(term)[0] for term in needed}
        on = np.unique(np.concatenate(list(held.values())))
        first = on.copy()
        last = np.zeros(len(on), dtype=np.int64)
        there = np.ones(len(on), dtype=np.bool_)
        for term, n in needed.items():
            after = np.searchsorted(held[term], on, "right")
            there &= after >= n
            padded = np.concatenate([np.zeros(n, dtype=np.int64), held[term]])
            first = np.minimum(first, padded[after])
            last = np.maximum(last, padded[after + n - 1] + len(term.words))
        first[~there] = -1
        newer = np.diff(first, prepend=-1) > 0
        n_words = last - first
        close = n_words - sum(len(term.words) for term in near.terms) <= near.within
        kept = there & newer & close & (self._blocks(first) == self._blocks(on))
        return first[kept], n_words[kept]


def _in(these: Numbers, those: Numbers) -> Numbers:
    """The numbers of one rising row that are in another."""
    if len(those) == 0:
        return those
    at = np.minimum(np.searchsorted(those, these), len(those) - 1)
    both: Numbers = these[those[at] == these]
    return both

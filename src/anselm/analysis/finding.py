"""Queries over words: read, and answered with every place they occur. Pure.

`sunday line` asks for both in one block (a turn, a paragraph), `"sunday line"` for the phrase, `learn*` for a
beginning, `a OR b` for either, `NOT c` for blocks without, `a NEAR/5 b` or `"a b c"~5` for words with at most five
others between, in any order; brackets hold alternatives together. Case and marks make no difference. Positions are
half-open, in code points of the text given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise

from anselm.analysis.words import SIGNS, Folded, fold, fold_word, words
from anselm.domain.corpus import Utterance
from anselm.domain.errors import Invalid

__all__ = ["Item", "Near", "Query", "Term", "blocks_of", "hits", "holds", "read_query", "terms_of"]

Span = tuple[int, int]
_ONE_SIGN = re.compile(rf"[{SIGNS}]")
_TOKEN = re.compile(r"\"([^\"]*)\"(?:~(\d*))?|([()])|([^\s()\"]+|\")")
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?")
_WITHIN = 10  # what NEAR alone means
_MOST_WITHIN = 100
_MOST_ALTERNATIVES = 64
_MOST_BRACKETS = 20


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded; `prefix` when its last word may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Terms in any order with at most so many other words between the first and the last of them."""

    terms: tuple[Term, ...]
    within: int


Item = Term | Near


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives, each of items that must all occur in a block; one with all of a group of `none_of` is left out."""

    any_of: tuple[tuple[Item, ...], ...]
    none_of: tuple[tuple[Item, ...], ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything whose places are hits, each once."""
        return tuple(dict.fromkeys(item for group in self.any_of for item in group))

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term of these items, each once."""
        return tuple(dict.fromkeys(term for item in self.items for term in terms_of(item)))

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Everything asked for or left out, each once."""
        return tuple(dict.fromkeys(item for group in (*self.any_of, *self.none_of) for item in group))


def terms_of(item: Item) -> tuple[Term, ...]:
    """The terms an item is made of."""
    return item.terms if isinstance(item, Near) else (item,)


def read_query(asked: str) -> Query:
    """A query as typed. Raises Invalid, saying what is wrong with it."""
    return _Reader(asked).query()


_Groups = list[tuple[Item, ...]]


class _Reader:
    """Reads a query from left to right, one word, phrase or sign at a time."""

    def __init__(self, asked: str) -> None:
        self._tokens = [match for match in _TOKEN.finditer(asked) if not _empty(match)]
        self._at = 0
        self._without: _Groups = []

    def query(self) -> Query:
        if not any(match[3] is None and _operator(match) is None for match in self._tokens):
            raise _wrong("Type at least one word to find.")
        found = self._either(0)
        if self._next() == ")":
            raise _wrong("A bracket is closed that was not opened.")
        return Query(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(self._without)))

    def _next(self) -> str:
        """The operator or bracket that stands here, `word` for a word or phrase, nothing at the end."""
        if self._at == len(self._tokens):
            return ""
        match = self._tokens[self._at]
        return match[3] or _operator(match) or "word"

    def _either(self, depth: int) -> _Groups:
        if depth > _MOST_BRACKETS:
            raise _wrong(f"Brackets stand at most {_MOST_BRACKETS} deep.")
        found = self._all(depth)
        while self._next() == "OR":
            self._at += 1
            found += self._all(depth)
            if len(found) > _MOST_ALTERNATIVES:
                raise _too_many()
        return found

    def _all(self, depth: int) -> _Groups:
        found: _Groups = [()]
        asked = False
        while (what := self._next()) not in ("", "OR", ")"):
            if what == "AND":
                self._at += 1
                if not asked or self._next() in ("", "OR", "AND", ")"):
                    raise _wrong("AND stands between two words.")
                continue
            if what == "NOT":
                self._not(depth)
                continue
            some = self._near(depth)
            found = [(*one, *other) for one in found for other in some]
            asked = True
            if len(found) > _MOST_ALTERNATIVES:
                raise _too_many()
        if not asked:
            raise self._nothing_asked(what)
        return found

    def _nothing_asked(self, what: str) -> Invalid:
        last = self._tokens[self._at - 1]
        if what == "OR" or _operator(last) == "OR":
            return _wrong("OR stands between two words.")
        if self._without:
            return _wrong("NOT leaves passages out. Type first what to find.")
        return _wrong("There is nothing between the brackets.")

    def _not(self, depth: int) -> None:
        if depth:
            raise _wrong("NOT stands outside the brackets.")
        self._at += 1
        if self._next() not in ("word", "("):
            raise _wrong("NOT stands before a word.")
        self._without += self._near(depth)

    def _near(self, depth: int) -> _Groups:
        found = self._one(depth)
        if not (near := self._next()).startswith("NEAR"):
            return found
        self._at += 1
        if self._next() != "word":
            raise _wrong("NEAR stands between two words or phrases.")
        other = self._one(depth)
        if self._next().startswith("NEAR"):
            raise _wrong('For more than two words near each other write "one two three"~5.')
        (one,), (another,) = (found[0], other[0]) if len(found) == len(other) == 1 else ((None,), (None,))
        if not isinstance(one, Term) or not isinstance(another, Term):
            raise _wrong("NEAR stands between two words or phrases.")
        return [(Near((one, another), _within(near.partition("/")[2], _WITHIN)),)]

    def _one(self, depth: int) -> _Groups:
        what = self._next()
        if what not in ("word", "("):
            raise _wrong("NEAR stands between two words or phrases.")
        match = self._tokens[self._at]
        self._at += 1
        if what == "word":
            return [(_item(match),)]
        found = self._either(depth + 1)
        if self._next() != ")":
            raise _wrong("A bracket is open: close it.")
        self._at += 1
        return found


def _wrong(why: str) -> Invalid:
    return Invalid(why, place="words")


def _too_many() -> Invalid:
    return _wrong(f"The brackets make more than {_MOST_ALTERNATIVES} alternatives. Find them one after the other.")


def _operator(match: re.Match[str]) -> str | None:
    word = match[4]
    return word if word in ("AND", "OR", "NOT") or (word and _NEAR.fullmatch(word)) else None


def _empty(match: re.Match[str]) -> bool:
    """Whether this is signs without a word, which ask for nothing."""
    typed = match[1] if match[4] is None else match[4]
    return match[3] is None and typed != "\"" and not words(typed or "")


def _within(typed: str, otherwise: int) -> int:
    within = int(typed) if typed else otherwise
    if within > _MOST_WITHIN:
        raise _wrong(f"Words are near each other with at most {_MOST_WITHIN} others between.")
    return within


def _item(match: re.Match[str]) -> Item:
    if match[1] is None:
        if match[4] == "\"":
            raise _wrong("A quotation mark is open: put one at each end of the phrase.")
        return _term(match[4])
    if match[2] is None:
        return _term(match[1])
    if not match[2]:
        raise _wrong('Say how many words may stand between, as in "one two"~5.')
    terms = tuple(_term(typed) for typed in match[1].split() if words(typed))
    within = _within(match[2][:4], 0)
    return Near(terms, within) if len(terms) > 1 else terms[0]


def _term(typed: str) -> Term:
    plain = typed.rstrip()
    if "*" in plain.rstrip("*"):
        raise _wrong("A star stands at the end of a word or phrase, as in learn*.")
    return Term(tuple(fold_word(typed[start:end]) for start, end in words(typed)), plain.endswith("*"))


def holds(text: str, query: Query) -> bool:
    """Whether any word of the query occurs at all: quick, and never wrong where it says no."""
    plain = fold(text).text
    return any(term.words[0] in plain for term in query.terms)


_Places = dict[int, list[Span]]


def hits(text: str, blocks: Sequence[Span], query: Query) -> Iterator[tuple[int, int, int]]:
    """(block, start, end) of each place of an item in a block that the query fits, in text order, each once."""
    folded = fold(text)
    occurrences = _by_words(text) if folded.marked else partial(_occurrences, folded)
    starts = [start for start, _ in blocks]
    terms: dict[Term, _Places] = {}
    for term in dict.fromkeys(term for item in query.all_items for term in terms_of(item)):
        held: _Places = {}
        for start, end in occurrences(term):
            block = bisect_right(starts, start) - 1
            if block >= 0 and end <= blocks[block][1]:
                held.setdefault(block, []).append((start, end))
        terms[term] = held
    places = _places(text, query, terms)
    for block in sorted({block for item in query.items for block in places[item]}):
        if any(all(block in places[item] for item in group) for group in query.none_of):
            continue
        fitting = [group for group in query.any_of if all(block in places[item] for item in group)]
        for start, end in sorted({span for group in fitting for item in group for span in places[item][block]}):
            yield block, start, end


def blocks_of(text: str, turns: Sequence[Utterance]) -> Iterator[tuple[int, int, Utterance | None]]:
    """Where words are sought: speech of turns, and the lines outside turns, in order. Labels are no words."""
    at = 0
    for turn in turns:
        yield from _lines(text, at, turn.start)
        if turn.end > turn.speech_start:
            yield turn.speech_start, turn.end, turn
        at = turn.end
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, None]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            yield start, stop, None
        start = stop + 1


def _places(text: str, query: Query, terms: Mapping[Term, _Places]) -> dict[Item, _Places]:
    """The places of each item by block: of terms as they are, of words near each other from those of their terms."""
    found: dict[Item, _Places] = {}
    at: list[int] = []
    for item in query.all_items:
        if isinstance(item, Term):
            found[item] = terms[item]
            continue
        at = at or [start for start, _ in words(text)]
        shared = set.intersection(*(set(terms[term]) for term in item.terms))
        windows = {block: _windows(item, {term: terms[term][block] for term in item.terms}, at) for block in shared}
        found[item] = {block: spans for block, spans in windows.items() if spans}
    return found


def _windows(near: Near, held: Mapping[Term, Sequence[Span]], at: Sequence[int]) -> list[Span]:
    """From each place on back to the latest of all others: the smallest stretches that hold every term.

    `at` is where each word of the text begins.
    """
    needed = Counter(near.terms)
    latest: dict[Term, deque[Span]] = {term: deque(maxlen=n) for term, n in needed.items()}
    every = sorted((start, end, n) for n, term in enumerate(needed) for start, end in held[term])
    known = list(needed)
    found: list[Span] = []
    before = -1
    for _, some in groupby(every, key=lambda one: one[0]):
        for start, end, n in some:
            latest[known[n]].append((start, end))
        if any(len(latest[term]) < n for term, n in needed.items()):
            continue
        first = min(spans[0][0] for spans in latest.values())
        last = max(spans[-1][1] for spans in latest.values())
        if first > before:
            n_words = bisect_left(at, last) - bisect_left(at, first)
            if n_words - sum(len(term.words) for term in near.terms) <= near.within:
                found.append((first, last))
        before = first
    return found


def _by_words(text: str) -> Callable[[Term], Iterator[tuple[int, int]]]:
    """Places of terms word by word: slower, and right also where marks stand apart from their letters."""
    spans = words(text)
    known: dict[str, str] = {}
    folded = [known.setdefault(word, fold_word(word)) for word in (text[start:end] for start, end in spans)]

    def occurrences(term: Term) -> Iterator[tuple[int, int]]:
        n = len(term.words)
        for at in range(len(spans) - n + 1):
            last = folded[at + n - 1]
            fits = last.startswith(term.words[-1]) if term.prefix else last == term.words[-1]
            if fits and tuple(folded[at : at + n - 1]) == term.words[:-1]:
                yield spans[at][0], spans[at + n - 1][1]

    return occurrences


def _occurrences(folded: Folded, term: Term) -> Iterator[tuple[int, int]]:
    """Every place of a term, by the borders of words in the folded text."""
    plain = folded.text
    first = term.words[0]
    pattern = re.compile(_phrase(term), re.DOTALL)
    at = plain.find(first)
    while at >= 0:
        match = pattern.match(plain, at) if at == 0 or _border(plain, at) else None
        if match is not None:
            yield folded.place(match.start(), match.end())
        at = plain.find(first, at + 1)


def _phrase(term: Term) -> str:
    """The words with nothing but non-words between; after the last a border, unless it may go on."""
    letter = rf"(?:(?![{SIGNS}])\w)"
    pattern = re.escape(term.words[0])
    for one, other in pairwise(term.words):
        least = 0 if _sign(one[-1]) or _sign(other[0]) else 1
        pattern += rf"\W{{{least},}}{re.escape(other)}"
    if term.prefix:
        return rf"{pattern}{letter}*"
    return pattern if _sign(term.words[-1][-1]) else rf"{pattern}(?!{letter})"


def _border(plain: str, at: int) -> bool:
    before = plain[at - 1]
    return not (before.isalnum() or before == "_") or _sign(before) or _sign(plain[at])


def _sign(letter: str) -> bool:
    """Whether this is of a script in which each sign is a word."""
    return _ONE_SIGN.fullmatch(letter) is not None

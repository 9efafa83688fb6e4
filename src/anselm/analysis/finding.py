"""Queries over words: read, and answered with every place they occur. Pure.

`sunday line` asks for both in one block (a turn, a paragraph), `"sunday line"` for the phrase, `learn*` for a
beginning, `a OR b` for either, `NOT c` for blocks without. Case and marks make no difference. Positions are
half-open, in code points of the text given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from anselm.analysis.words import SIGNS, Folded, fold, fold_word, words
from anselm.domain.errors import Invalid

__all__ = ["Query", "Term", "hits", "holds", "read_query"]

_ONE_SIGN = re.compile(rf"[{SIGNS}]")
_TOKEN = re.compile(r"\"([^\"]*)\"|(\S+)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded; `prefix` when its last word may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives, each of terms that must all occur in a block, and the terms that must not."""

    any_of: tuple[tuple[Term, ...], ...]
    none_of: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term whose places are hits, each once."""
        return tuple(dict.fromkeys(term for group in self.any_of for term in group))


def read_query(asked: str) -> Query:
    """A query as typed. Raises Invalid when no word is asked for, or only words to leave out."""
    groups: list[list[Term]] = [[]]
    without: list[Term] = []
    negated = False
    for match in _TOKEN.finditer(asked):
        word = match[2]
        if word == "OR":
            groups.append([])
        elif word == "NOT":
            negated = True
        elif word != "AND":
            term = _term(match[1] if word is None else word)
            if term is not None:
                (without if negated else groups[-1]).append(term)
            negated = False
    found = tuple(tuple(group) for group in groups if group)
    if not found:
        raise Invalid("Type at least one word to find.", place="words")
    return Query(found, tuple(without))


def _term(typed: str) -> Term | None:
    prefix = typed.rstrip("\"").endswith("*")
    folded = tuple(fold_word(typed[start:end]) for start, end in words(typed))
    return Term(folded, prefix) if folded else None


def holds(text: str, query: Query) -> bool:
    """Whether any word of the query occurs at all: quick, and never wrong where it says no."""
    plain = fold(text).text
    return any(term.words[0] in plain for term in query.terms)


def hits(text: str, blocks: Sequence[tuple[int, int]], query: Query) -> Iterator[tuple[int, int, int]]:
    """(block, start, end) of each place of a term in a block that the query fits, in text order, each once."""
    folded = fold(text)
    occurrences = _by_words(text) if folded.marked else partial(_occurrences, folded)
    starts = [start for start, _ in blocks]
    places: dict[Term, dict[int, list[tuple[int, int]]]] = {}
    for term in {*query.terms, *query.none_of}:
        held: dict[int, list[tuple[int, int]]] = {}
        for start, end in occurrences(term):
            block = bisect_right(starts, start) - 1
            if block >= 0 and end <= blocks[block][1]:
                held.setdefault(block, []).append((start, end))
        places[term] = held
    for block in sorted({block for term in query.terms for block in places[term]}):
        if any(block in places[term] for term in query.none_of):
            continue
        fitting = [group for group in query.any_of if all(block in places[term] for term in group)]
        spans = {span for group in fitting for term in group for span in places[term][block]}
        for start, end in sorted(spans):
            yield block, start, end


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

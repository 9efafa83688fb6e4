"""Words replaced by declared rules: where they stand, the text made of it with its map, and what is still left.

Words are found word by word as `analysis/words` divides them, so a rule for Ann never touches Hannah, and a name with
an accent is found however its letters are put together. Positions are half-open, in Unicode code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from anselm.analysis.words import fold, fold_word, words
from anselm.domain.corpus import MapPiece, OffsetMap

__all__ = ["Change", "Form", "Hit", "How", "Replaced", "found", "replaced", "residue"]

_ALIKE = str.maketrans({**dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"), **dict.fromkeys("\u2010\u2011\u2013", "-")})
_SHORTEST_PART = 3  # letters of a name that is looked for on its own
_SHORTEST_INSIDE = 4  # letters looked for inside other words


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a rule. `in_parts`: each of its words could tell who it is as well, as those of a name do."""

    words: str
    rule_id: str
    any_case: bool = False
    in_parts: bool = False


class How(StrEnum):
    """How words of a rule are still there."""

    WHOLE = "whole"
    PART = "part"  # one word of a name
    INSIDE = "inside"  # inside another word


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words of a rule stand."""

    start: int
    end: int
    rule_id: str
    how: How = How.WHOLE


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch to be replaced, and by what."""

    start: int
    end: int
    rule_id: str
    put: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The text made, the map to it, and where in it what was put in stands, in order of the changes."""

    text: str
    offsets: OffsetMap
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A form made ready: its words folded, its words as written, and what stands between and around them."""

    form: Form
    folded: tuple[str, ...]
    exact: tuple[str, ...]
    between: tuple[str, ...]
    before: str
    after: str


def _plain(between: str) -> str:
    """What stands between words, so that a line break is a space and a curly apostrophe a straight one."""
    return re.sub(r"\s+", " ", between.translate(_ALIKE))


def _sought(form: Form) -> _Sought | None:
    text = form.words.strip()
    at = words(text)
    if not at:
        return None
    parts = [text[start:end] for start, end in at]
    gaps = [_plain(text[one[1] : two[0]]) for one, two in pairwise(at)]
    return _Sought(
        form,
        tuple(fold_word(one) for one in parts),
        tuple(unicodedata.normalize("NFC", one) for one in parts),
        tuple(gaps),
        text[: at[0][0]],
        text[at[-1][1] :],
    )


class _Text:
    """A text divided into words once, for any number of forms."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = words(text)
        self.folded = [fold_word(text[start:end]) for start, end in self.at]

    def match(self, place: int, sought: _Sought, *, exact: bool) -> tuple[int, int] | None:
        """Where the form stands when it begins with the word at this place; `exact` compares case and signs too."""
        n = len(sought.folded)
        if tuple(self.folded[place : place + n]) != sought.folded:
            return None
        spans = self.at[place : place + n]
        if exact and not self._same(spans, sought):
            return None
        return self._with_edges(spans[0][0], spans[-1][1], sought)

    def _same(self, spans: Sequence[tuple[int, int]], sought: _Sought) -> bool:
        gaps = tuple(_plain(self.text[one[1] : two[0]]) for one, two in pairwise(spans))
        if gaps != sought.between:
            return False
        if sought.form.any_case:
            return True
        return sought.exact == tuple(unicodedata.normalize("NFC", self.text[a:b]) for a, b in spans)

    def _with_edges(self, start: int, end: int, sought: _Sought) -> tuple[int, int]:
        """Signs at the edges of the form, as a + before a phone number, where the text has them too."""
        if sought.before and self.text.endswith(sought.before, 0, start):
            start -= len(sought.before)
        if sought.after and self.text.startswith(sought.after, end):
            end += len(sought.after)
        return start, end


def _by_first(forms: Iterable[Form]) -> dict[str, list[_Sought]]:
    """Forms by their first word, the longest first."""
    by: dict[str, list[_Sought]] = {}
    for form in forms:
        sought = _sought(form)
        if sought is not None:
            by.setdefault(sought.folded[0], []).append(sought)
    for some in by.values():
        some.sort(key=lambda one: (-len(one.folded), -len(one.form.words), one.form.rule_id))
    return by


def _hits(text: _Text, by_first: Mapping[str, Sequence[_Sought]], *, exact: bool) -> Iterator[Hit]:
    """Hits from left to right, the longest form at each place, none on another."""
    ends = 0
    for place, word in enumerate(text.folded):
        if text.at[place][0] < ends:
            continue
        for sought in by_first.get(word, ()):
            span = text.match(place, sought, exact=exact)
            if span is not None and span[0] >= ends:
                yield Hit(*span, sought.form.rule_id)
                ends = span[1]
                break


def found(text: str, forms: Iterable[Form]) -> tuple[Hit, ...]:
    """Where the forms stand in the text, as they are written."""
    return tuple(_hits(_Text(text), _by_first(forms), exact=True))


def replaced(text: str, changes: Sequence[Change]) -> Replaced:
    """The text with stretches replaced, and the map to it: total, and kept everywhere else.

    The changes are in order and none lies on another.
    """
    pieces: list[MapPiece] = []
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = new = 0
    for one in changes:
        if one.start > at:
            pieces.append(MapPiece(at, one.start, new, new + one.start - at, True))
            parts.append(text[at : one.start])
            new += one.start - at
        pieces.append(MapPiece(one.start, one.end, new, new + len(one.put), False))
        places.append((new, new + len(one.put)))
        parts.append(one.put)
        at, new = one.end, new + len(one.put)
    if at < len(text):
        pieces.append(MapPiece(at, len(text), new, new + len(text) - at, True))
        parts.append(text[at:])
    return Replaced("".join(parts), OffsetMap(tuple(pieces)), tuple(places))


def residue(text: str, forms: Sequence[Form], left: Sequence[Form] = ()) -> tuple[Hit, ...]:
    """What of the forms is still in the text: in any case and spelling of accents, whatever stands between the words;
    single words of a name; and longer words inside others. What stands in a wording that was `left` is none of it."""
    divided = _Text(text)
    meant = {one.rule_id for one in left}
    hits = list(_hits(divided, _by_first([*forms, *left]), exact=False))
    parts = [part for form in forms if form.in_parts for part in _parts(form)]
    hits += _new(hits, (_as(one, How.PART) for one in _hits(divided, _by_first(parts), exact=False)))
    hits += _new(hits, _inside(text, forms))
    return tuple(sorted((one for one in hits if one.rule_id not in meant), key=lambda one: (one.start, one.end)))


def _as(hit: Hit, how: How) -> Hit:
    return Hit(hit.start, hit.end, hit.rule_id, how)


def _parts(form: Form) -> Iterator[Form]:
    """The words of a name that begin with a capital, where there are several."""
    at = words(form.words)
    for start, end in at if len(at) > 1 else ():
        word = form.words[start:end]
        if end - start >= _SHORTEST_PART and word[0].isupper():
            yield Form(word, form.rule_id)


def _new(there: Sequence[Hit], more: Iterable[Hit]) -> list[Hit]:
    """Those of the hits that lie on none that is there."""
    taken = sorted((one.start, one.end) for one in there)
    return [one for one in more if not any(start < one.end and one.start < end for start, end in taken)]


def _inside(text: str, forms: Sequence[Form]) -> Iterator[Hit]:
    folded = fold(text)
    sought = {key: form.rule_id for form in forms if len(key := fold(form.words.strip()).text) >= _SHORTEST_INSIDE}
    for key, rule_id in sought.items():
        at = folded.text.find(key)
        while at >= 0:
            yield Hit(*folded.place(at, at + len(key)), rule_id, How.INSIDE)
            at = folded.text.find(key, at + len(key))

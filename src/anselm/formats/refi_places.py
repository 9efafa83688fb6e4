"""Which way of counting positions a project uses: programs differ, and none says.

Tried are: mark counted or not, CRLF as one or two, code points or UTF-16 units, end exclusive or inclusive. Where
selections quote their passage the way with most equal quotes is taken, else the one that cuts fewest words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product

from anselm.domain.interchange import ExchangedCoding
from anselm.formats.canonical import canonical

__all__ = ["Convention", "Raw", "choose"]

_TRIED = 3000
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Raw:
    """A coding with the positions of its file (None where there are none), and how its selection quotes it."""

    coding: ExchangedCoding
    start: int | None
    end: int | None
    quoted: str


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to count. ``said`` is a sentence for the report of the import; empty where nothing was in doubt."""

    mark: bool = False
    pairs: bool = False
    units: bool = False
    inclusive: bool = False
    said: str = ""

    def placed(self, text: str, codings: Iterable[Raw]) -> list[ExchangedCoding]:
        """The codings at their places in the canonical text; those that do not fit are left out, never moved."""
        places = self.places(text)
        size = len(canonical(text))
        made = []
        for one in codings:
            span = (0, size) if one.start is None and one.end is None and size else self.span(places, one)
            if span is not None:
                made.append(replace(one.coding, start=span[0], end=span[1]))
        return made

    def places(self, text: str) -> Sequence[int]:
        """Where each character of the canonical text begins in the counting of this way, and where the last ends."""
        marked = text.startswith("\ufeff")
        plain = self.units is False and not (self.pairs and "\r\n" in text) and not (self.mark and marked)
        bare = text.removeprefix("\ufeff")
        if plain:
            return range(len(canonical(text)) + 1)
        sizes: list[int] = [1 if self.mark and marked else 0]
        signs = bare.replace("\r\n", "\ue0ff") if self.pairs else canonical(text)
        for sign in signs:
            wide = sign == "\ue0ff" or (self.units and sign > "\uffff")
            sizes.append(2 if wide else 1)
        return list(accumulate(sizes))

    def span(self, places: Sequence[int], one: Raw) -> tuple[int, int] | None:
        """The half-open span of a coding, None when it does not fit the text."""
        if one.start is None or one.end is None:
            return None
        start, end = _at(places, one.start), _at(places, one.end)
        if start is None or end is None:
            return None
        end += self.inclusive
        return (start, end) if start < end < len(places) else None


def _at(places: Sequence[int], position: int) -> int | None:
    if isinstance(places, range):
        return position if position < len(places) else None
    at = bisect_left(places, position)
    return at if at < len(places) and places[at] == position else None


def choose(sources: Sequence[tuple[str, Sequence[Raw]]]) -> Convention:
    """The way that fits a project's codings best, said with its share and the next best."""
    n_codings = sum(len(codings) for _, codings in sources)
    if not n_codings:
        return Convention()
    each = max(1, _TRIED // max(1, len(sources)))
    sample = [(text, codings[:: max(1, len(codings) // each)]) for text, codings in sources]
    marks = (False, True) if any(text.startswith("\ufeff") for text, _ in sources) else (False,)
    pairs = (False, True) if any("\r\n" in text for text, _ in sources) else (False,)
    units = (False, True) if any(max(text, default="") > "\uffff" for text, _ in sources) else (False,)
    tried = []
    for order, ways in enumerate(product(marks, pairs, units, (False, True))):
        way = Convention(*ways)
        quotes, words = _scores(way, sample)
        tried.append((-quotes, -words, order, way))
    tried.sort(key=lambda one: one[:3])
    by_quotes = tried[0][0] < -0.5
    best, second = (-one[0] if by_quotes else -one[1] for one in tried[:2])
    way = tried[0][3]
    parts = (
        f"ends are read as {'included' if way.inclusive else 'excluded'}",
        "a byte order mark counts as a character" if way.mark else "",
        "a line end counts as two" if way.pairs else "",
        "positions are UTF-16 units" if way.units else "positions are characters",
    )
    by = "passages equal to their quotes" if by_quotes else "passages that begin and end with whole words"
    n_tried = sum(len(codings) for _, codings in sample)
    ways_said = "; ".join(part for part in parts if part)
    said = f"How it counts: {ways_said} ({by}: {best:.1%} of {n_tried:,} tried; next best way {second:.1%})."
    return replace(way, said=said)


def _bare(quoted: str) -> str:
    return " ".join(quoted.rstrip("….").split())[:_QUOTED].strip()


def _scores(way: Convention, sample: Sequence[tuple[str, Sequence[Raw]]]) -> tuple[float, float]:
    """Which share of the passages is as quoted, and which begins and ends with whole words."""
    equal = n_quoted = uncut = n = 0
    for text, codings in sample:
        whole, places = canonical(text), way.places(text)
        for one in codings:
            if one.start is None:
                continue
            span, quoted = way.span(places, one), bool(_bare(one.quoted))
            n, n_quoted = n + 1, n_quoted + quoted
            if span is not None:
                uncut += _whole_words(whole, *span)
                equal += quoted and _equal(whole[span[0] : span[1]], one.quoted)
    return (equal / n_quoted if n_quoted else 0.0), (uncut / n if n else 0.0)


def _equal(words: str, quoted: str) -> bool:
    """Whether a passage is what its selection quotes; one that is quoted whole must end there as well."""
    flat = " ".join(words.split())
    whole = " ".join(quoted.split())
    if len(whole) < _QUOTED and not whole.endswith("…"):
        return flat == whole
    return flat.startswith(_bare(quoted))


def _whole_words(text: str, start: int, end: int) -> bool:
    def cut(at: int) -> bool:
        return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()

    spaced = text[start].isspace() or (text[end - 1].isspace() and text[end - 1] != "\n")
    return not cut(start) and not cut(end) and not spaced

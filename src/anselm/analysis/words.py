"""Words of any script with their places, and folding: letters without case and without marks.

Positions are half-open, in Unicode code points of the text given. A word is a run of letters, digits and the
marks that go with them; of scripts written without spaces each sign is a word. Two words are the same when
their folded forms are. Whoever indexes or searches uses this and nothing else, so that counts are equal everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["SIGNS", "Folded", "fold", "fold_word", "sentences", "words"]

Span = tuple[int, int]
# Inside a character class: scripts of which each sign is a word. Han, kana, Thai, Lao, Khmer, Burmese; not Hangul.
SIGNS = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_OTHER = re.compile(r"[^\w\s\x00-\x7f]")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]+")


def _pattern(marks: str) -> re.Pattern[str]:
    inside = re.escape(marks)
    letter = rf"(?:(?![{SIGNS}])[\w{inside}])"
    after = rf"[{inside}]*" if inside else ""
    return re.compile(rf"[{SIGNS}]{after}|(?![{SIGNS}])\w{letter}*")


def _marks(text: str) -> str:
    """The combining marks that occur in the text, which `\\w` does not know as parts of words."""
    return "".join(sorted(sign for sign in set(_OTHER.findall(text)) if unicodedata.category(sign)[0] == "M"))


def words(text: str) -> tuple[Span, ...]:
    """Where each word of the text stands, in order."""
    pattern = _ASCII_WORD if text.isascii() else _pattern(_marks(text))
    return tuple(match.span() for match in pattern.finditer(text))


_SENTENCE = re.compile(r"\S.*?(?:[.!?\u2026]+[\"'\u2019\u201d)\]]*(?=\s|$)|[\u3002\uff01\uff1f]+|$)", re.DOTALL)


def sentences(text: str) -> tuple[Span, ...]:
    """Where each sentence of the text stands: to a full stop, question or exclamation mark before space, or the end.

    An abbreviation ends a sentence too; whoever compares by sentence compares the same stretches for every reader.
    """
    return tuple(match.span() for match in _SENTENCE.finditer(text))


def fold_word(word: str) -> str:
    """A word without case and marks: Siân, SIAN and Sia\u0302n are one."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in plain if not unicodedata.combining(sign)))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without case and marks, and where each of its signs came from.

    `origin[i]` is the place in the text of the folded sign i, with one entry more for the end; None when the two
    stand sign by sign, as in most European text. `marked` when the text has marks of its own, so that the borders of
    words cannot be told from the folded text alone.
    """

    text: str
    length: int
    origin: Sequence[int] | None = None
    marked: bool = False

    def place(self, start: int, end: int) -> Span:
        """The stretch of the text that the folded stretch [start, end) came from, marks after it included."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end]

    def at(self, position: int) -> int:
        """The first folded sign that came from this place of the text or a later one."""
        if self.origin is None:
            return position
        return bisect_right(self.origin, position - 1)


def fold(text: str) -> Folded:
    """The text folded. Fast where every sign folds to one sign, exact everywhere."""
    if text.isascii():
        return Folded(text.lower(), len(text))
    strange = set(_BEYOND.findall(text))
    folds = {sign: fold_word(sign) for sign in strange}
    marked = any(unicodedata.category(sign)[0] == "M" for sign in strange)
    if not marked and all(len(plain) == 1 for plain in folds.values()):
        plain = text.lower() if _steady(strange) else "".join(folds.get(sign, sign.lower()) for sign in text)
        for sign, to in folds.items():
            low = sign.lower() if _steady(strange) else sign
            if low != to:
                plain = plain.replace(low, to)
        return Folded(plain, len(text))
    return _exact(text, folds, marked)


def _steady(strange: set[str]) -> bool:
    """Whether lower case keeps every sign one sign whatever stands beside it (final sigma does not)."""
    return all(len(sign.lower()) == 1 for sign in strange) and not strange & {"Σ", "σ", "ς"}


def _exact(text: str, folds: dict[str, str], marked: bool) -> Folded:
    signs: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        plain = folds.get(sign)
        for one in sign.lower() if plain is None else plain:
            signs.append(one)
            origin.append(place)
    origin.append(len(text))
    return Folded("".join(signs), len(text), origin, marked)

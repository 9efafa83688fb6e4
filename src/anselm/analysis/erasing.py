"""Finding words that must go wherever they were copied to: twelve words in a row, whatever case, marks and spacing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b

from anselm.analysis.words import fold_word, words

__all__ = ["IN_A_ROW", "WITHDRAWN", "cleaned", "shingles"]

IN_A_ROW = 12
WITHDRAWN = "[withdrawn]"


def _keys(text: str) -> tuple[tuple[tuple[int, int], ...], list[str]]:
    places = words(text)
    return places, [fold_word(text[start:end]) for start, end in places]


def _key(some: Iterable[str]) -> bytes:
    return blake2b("\x1f".join(some).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def shingles(texts: Iterable[str]) -> frozenset[bytes]:
    """Every run of twelve words of the texts, as keys that hold no words. A shorter text has none."""
    found: set[bytes] = set()
    for text in texts:
        _, folded = _keys(text)
        found |= {_key(folded[at : at + IN_A_ROW]) for at in range(len(folded) - IN_A_ROW + 1)}
    return frozenset(found)


def cleaned(text: str, gone: Collection[bytes], put: str = WITHDRAWN) -> str:
    """The text with every stretch of which twelve words in a row are among `gone` replaced by `put`."""
    if not gone or len(text) < 2 * IN_A_ROW:
        return text
    places, folded = _keys(text)
    stretches: list[tuple[int, int]] = []
    for at in range(len(folded) - IN_A_ROW + 1):
        if _key(folded[at : at + IN_A_ROW]) not in gone:
            continue
        start, end = places[at][0], places[at + IN_A_ROW - 1][1]
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    for start, end in reversed(stretches):
        text = f"{text[:start]}{put}{text[end:]}"
    return text

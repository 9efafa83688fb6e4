"""Where words stand next in a text, whatever their capitals and line breaks; never in a part of a word.

It finds what the desk's own search in one part of a text finds, so that a search goes on across parts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["next_place"]

# Scripts that put no space between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uaa60-\uaa7f\ua9e0-\ua9ff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)


def next_place(text: str, words: str, after: int, labels: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the words stand next from a position on, outside the labels given (ascending); None where nowhere."""
    bare = words.split()
    if not bare:
        return None
    wanted = re.compile(r"\s+".join(re.escape(one) for one in bare), re.IGNORECASE)
    starts = [start for start, _ in labels]
    first, last = _edged(bare[0][0]), _edged(bare[-1][-1])
    at = after
    while (found := wanted.search(text, at)) is not None:
        start, end = found.span()
        label = bisect_right(starts, end - 1) - 1
        in_label = label >= 0 and start < labels[label][1]
        before, behind = text[start - 1 : start], text[end : end + 1]
        whole = not (first and _in_word(before)) and not (_in_word(behind) if last else _is_mark(behind))
        if whole and not in_label:
            return start, end
        at = start + 1
    return None


def _edged(sign: str) -> bool:
    return _in_word(sign) and _UNSPACED.match(sign) is None


def _in_word(sign: str) -> bool:
    return sign != "" and unicodedata.category(sign)[0] in "LNM"


def _is_mark(sign: str) -> bool:
    return sign != "" and unicodedata.category(sign)[0] == "M"

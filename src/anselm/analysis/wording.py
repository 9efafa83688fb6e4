"""What changed in a text, word by word, as one reads it: what stayed, what went and what came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["WordPiece", "changed_words"]

Fate = Literal["same", "out", "in"]
_WORDS = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
_MOSTLY_NEW = 0.35  # below this share in common it is read more easily as one text after the other


@dataclass(frozen=True, slots=True)
class WordPiece:
    """Words that stayed (`same`), went (`out`) or came (`in`)."""

    fate: Fate
    words: str


def changed_words(before: str, after: str) -> tuple[WordPiece, ...]:
    """The pieces in reading order. Those that are not `in` make up the text before, those that are not `out` the one
    after; a text that is mostly new stands after the old one, whole."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    in_common = sum(len(word) for at, _, size in matcher.get_matching_blocks() for word in old[at : at + size])
    if not old or not new or in_common < _MOSTLY_NEW * max(len(before), len(after)):
        return _joined([("out", before), ("in", after)]) if before != after else _joined([("same", before)])
    found: list[tuple[Fate, str]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(old[a:b])))
        else:
            found += [("out", "".join(old[a:b])), ("in", "".join(new[c:d]))]
    return _joined(_run_together(found))


def _run_together(pieces: list[tuple[Fate, str]]) -> list[tuple[Fate, str]]:
    """A space or a sign between two changes is changed with them: else one reads confetti."""
    made: list[tuple[Fate, str]] = []
    out = into = ""
    for at, (fate, words) in enumerate(pieces):
        between = 0 < at < len(pieces) - 1 and fate == "same" and len(words.strip()) <= 1
        if fate == "same" and not between:
            made += [("out", out), ("in", into), ("same", words)]
            out = into = ""
        else:
            out += words if fate != "in" else ""
            into += words if fate != "out" else ""
    return [*made, ("out", out), ("in", into)]


def _joined(pieces: list[tuple[Fate, str]]) -> tuple[WordPiece, ...]:
    found: list[WordPiece] = []
    for fate, words in pieces:
        if words and found and found[-1].fate == fate:
            found[-1] = WordPiece(fate, found[-1].words + words)
        elif words:
            found.append(WordPiece(fate, words))
    return tuple(found)

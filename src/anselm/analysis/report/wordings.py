"""How a report words the claims it names: read from its marks, without the words of quotations inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["wordings_in"]

_CLAIM = re.compile(r"(?<!\\)\{\{claim:([^\s{}|]+)(?:\|((?:[^{}]|\{\{[^{}]*\}\})*))?\}\}")
_LIVE = re.compile(r"\{\{([a-z]+):([^\s{}|]+)(?:\|[^{}]*)?\}\}")
_MARKS = re.compile(r"[*_`]+(?=\S)|(?<=\S)[*_`]+")


def wordings_in(markdown: str) -> Iterator[tuple[str, str]]:
    """Every claim the text names, by key, with its words as they stand there; empty where it names it alone."""
    for found in _CLAIM.finditer(markdown):
        bare = _MARKS.sub("", _LIVE.sub(r"[\2]", found[2] or ""))
        yield found[1], " ".join(bare.split())

"""How long a report is: one rule for the screen, the history and what is written of both."""

from __future__ import annotations

import re

__all__ = ["n_words", "words_of"]

# `{{claim:Q1|words}}` holds words of the writer's own; a quotation's are somebody else's and count for nothing here, as
# do tables, figures and references to them, which are made anew each time.
_OWN = re.compile(r"(?<!\\)\{\{claim:[^\s{}|]+(?:\|((?:[^{}]|\{\{[^{}]*\}\})*))?\}\}")
_OTHER = re.compile(r"(?<!\\)\{\{(?:quote|table|figure|ref):[^\s{}|]+(?:\|[^{}]*)?\}\}")


def words_of(markdown: str) -> list[str]:
    """The words of a report's own text, as written: without quotations, tables and figures."""
    bare = _OTHER.sub(" ", _OWN.sub(lambda claim: claim[1] or " ", markdown))
    return [word for word in bare.split() if any(letter.isalnum() for letter in word)]


def n_words(markdown: str) -> int:
    """How many words a report has of its own. The screen counts the same (`wordsIn` in reporting/markdown.ts)."""
    return len(words_of(markdown))

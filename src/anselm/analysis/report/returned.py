"""A report that came back from co-authors: what is a quotation in it, which words count, where a passage is.

Pure: paragraphs and texts in, places and words out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from anselm.domain.returned import ReturnedMark, ReturnedParagraph, ReturnedReport

__all__ = [
    "Found",
    "Printed",
    "Sought",
    "changed_words",
    "likeness",
    "number_words",
    "number_words_alone",
    "printed_at",
    "quoted_in",
    "seek",
    "sentences",
]

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred all every each both half most "
    "none nobody never no"
)
_COUNTING = frozenset(_NUMBERS.split())
# Before a word that counts they make another number of it: "not all", "nearly all", "at least five".
_HEDGES = frozenset(
    {"not", "nearly", "almost", "practically", "virtually", "hardly", "barely", "about", "around", "roughly", "over"}
    | {"under", "approximately"}
)
_HEDGES_OF_TWO = frozenset(
    {("at", "least"), ("at", "most"), ("more", "than"), ("fewer", "than"), ("less", "than"), ("up", "to")}
)
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_LABEL_AFTER = re.compile(r"\s*[(\[]\s*([^()\[\]\n]{1,24}?)\s*(?:[,;:][^()\[\]\n]{0,40})?[)\]]")
_LABEL_BEFORE = re.compile(r"^([^\s:–—]{1,12})(?:\s\s[^\n]{0,60})?(?:\n|:\s+)(.+)$", re.DOTALL)
_LEFT_OUT = re.compile(r"\[[^\]]*\]|…|\.{3}")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Printed:
    """Words printed as a quotation: where, and the label beside them (empty when there is none)."""

    paragraph: int
    start: int
    end: int
    words: str
    label: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Words to look for in the texts, by a key of the caller's."""

    key: int
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """The stretch of a text that words come nearest to; ``share`` of their shingles found there, 0–1."""

    text_id: str
    start: int
    end: int
    share: float


def number_words(sentence: str) -> str:
    """The words of a sentence that count, in order and in small letters: figures, number words, all, most, none.

    What stands before one and makes another number of it counts with it, as in "not all" and "at least five".
    """
    words = [word.casefold() for word in _WORD.findall(sentence)]
    found: list[str] = []
    for at, word in enumerate(words):
        if _counts(word) and words[at - 1 : at + 1] != ["at", "most"]:
            found += words[_hedged_from(words, at) : at + 1]
    return " ".join(found)


def number_words_alone(sentence: str) -> str:
    """The same without what stands before them, as files released before 28 November 2026 carry them."""
    return " ".join(word for one in _WORD.findall(sentence) if _counts(word := one.casefold()))


def _hedged_from(words: list[str], at: int) -> int:
    while at and words[at - 1] in _HEDGES:
        at -= 1
    return at - 2 if at > 1 and tuple(words[at - 2 : at]) in _HEDGES_OF_TWO else at


def changed_words(now: str, was: str) -> tuple[str, str]:
    """Two runs of counting words without what both end in: of "six one each" and "five one each" six and five."""
    first, second = now.split(), was.split()
    while len(first) > 1 and len(second) > 1 and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    return " ".join(first), " ".join(second)


def _counts(word: str) -> bool:
    return word in _COUNTING or word.isdigit()


def likeness(one: str, other: str) -> float:
    """How far two sentences share their words, 0–1; those that count are left out of it."""
    first, second = ([word for word, _, _ in _tokens(each) if not _counts(word)] for each in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first and second else 0.0


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [part for part in re.split(r"(?<=[.!?…])\s+", text) if part.strip()]


def printed_at(document: ReturnedReport, mark: ReturnedMark, label: ReturnedMark | None) -> Printed | None:
    """The quotation round a mark, with what was typed beside it inside the same quotation marks or block.

    None when no word is left. The label is that of its own mark, else what stands where a label does.
    """
    if mark.paragraph >= len(document.paragraphs):
        return None
    first = document.paragraphs[mark.paragraph].text
    if mark.last != mark.paragraph and mark.last < len(document.paragraphs):
        between = document.paragraphs[mark.paragraph + 1 : mark.last]
        parts = [first[mark.start :], *(one.text for one in between), document.paragraphs[mark.last].text[: mark.end]]
        words, start, end, inline = " ".join(parts), mark.start, len(first), False
    else:
        start, end, inline = _grown(first, mark.start, mark.end)
        words = first[start:end]
    if not _WORD.search(words):
        return None
    return Printed(mark.paragraph, start, end, words.strip(), _label(document, label, first, (start, end), inline))


def _grown(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """The span out to its quotation marks; for a block from its line break to the end of the paragraph."""
    opening = max(text.rfind("“", 0, start), text.rfind('"', 0, start))
    if opening >= 0 and "”" not in text[opening:start] and text[opening + 1 : start].count('"') == 0:
        closing = [at for sign in "”\"" if (at := text.find(sign, end)) >= 0]
        if closing and "“" not in text[end : min(closing)]:
            return opening + 1, min(closing), True
    if re.match(r"\s*[”\"]", text[end:]):
        return start, end, True
    line = text.rfind("\n", 0, start)
    return (line + 1, len(text), False) if 0 <= line < 90 else (start, len(text) if start == 0 else end, False)


def _label(
    document: ReturnedReport, mark: ReturnedMark | None, text: str, span: tuple[int, int], inline: bool
) -> str:
    if mark is not None and mark.paragraph == mark.last and mark.paragraph < len(document.paragraphs):
        said = document.paragraphs[mark.paragraph].text[mark.start : mark.end].strip()
        if said:
            return said
    if inline:
        after = _LABEL_AFTER.match(text[span[1] + 1 :])
        return after[1] if after else ""
    head = text[: span[0]]
    # The place and time beside a label are set off by two spaces; what is left of the label stands before them.
    return head.partition("  ")[0].strip() if "\n" in head else head.strip().rstrip(":")


def quoted_in(paragraphs: Sequence[ReturnedParagraph]) -> list[Printed]:
    """Everything that looks like a labelled quotation: words in quotation marks with a label in brackets after
    them, or a paragraph that begins with a short label. Without a label, quotation marks round six words or more.
    """
    made: list[Printed] = []
    for at, one in enumerate(paragraphs):
        if one.level or one.in_table:
            continue
        found = list(_QUOTED.finditer(one.text))
        for quoted in found:
            after = _LABEL_AFTER.match(one.text[quoted.end() :])
            if after or len(quoted[1].split()) >= 6:
                made.append(Printed(at, quoted.start(1), quoted.end(1), quoted[1].strip(), after[1] if after else ""))
        block = _LABEL_BEFORE.match(one.text)
        if block and any(sign.isdigit() for sign in block[1]):
            made.append(Printed(at, block.start(2), block.end(2), block[2].strip().strip("“”\""), block[1]))
    return made


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    size = min(_SHINGLE, len(words))
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)] if size > 1 else []


def seek(wanted: Iterable[Sought], texts: Mapping[str, str]) -> dict[int, Found]:
    """For each quotation the stretch of a text it comes nearest to, by runs of four words; absent when none is near."""
    runs: dict[tuple[str, ...], list[int]] = {}
    n_words: dict[int, int] = {}
    n_runs: dict[int, int] = {}
    for one in wanted:
        parts = [[word for word, _, _ in _tokens(part)] for part in _LEFT_OUT.split(one.words)]
        n_words[one.key] = sum(map(len, parts))
        made = [run for part in parts for run in _shingles(part)]
        n_runs[one.key] = len(made)
        for run in made:
            runs.setdefault(run, []).append(one.key)
    found: dict[int, Found] = {}
    for text_id, text in texts.items():
        tokens = _tokens(text)
        hits = _hits(runs, [word for word, _, _ in tokens])
        for key, places in hits.items():
            begin, n = _densest(places, 3 * n_words[key] + 12)
            share = n / n_runs[key]
            if share >= 0.25 and (key not in found or share > found[key].share):
                last = max(at for at in places if begin <= at < begin + 3 * n_words[key] + 12)
                until = min(last + _SHINGLE, len(tokens)) - 1
                found[key] = Found(text_id, tokens[begin][1], tokens[until][2], share)
    return found


def _hits(runs: Mapping[tuple[str, ...], list[int]], words: Sequence[str]) -> dict[int, list[int]]:
    hits: dict[int, list[int]] = {}
    for size in {len(run) for run in runs}:
        for at, run in enumerate(zip(*(words[shift:] for shift in range(size)), strict=False)):
            for key in runs.get(run, ()):
                hits.setdefault(key, []).append(at)
    return hits


def _densest(places: Sequence[int], width: int) -> tuple[int, int]:
    """Where a window of so many words holds the most places, and how many."""
    ordered = sorted(places)
    best, first = (ordered[0], 0), 0
    for last, place in enumerate(ordered):
        while place - ordered[first] >= width:
            first += 1
        if last - first + 1 > best[1]:
            best = (ordered[first], last - first + 1)
    return best

"""Words that could tell who somebody is, proposed from patterns and lists at hand. A proposal is never applied.

Nothing is fetched and nothing learned: an address has a sign in it, a phone number is a run of digits, a name has a
capital where a sentence does not begin. What the patterns miss a person must see.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from anselm.analysis.words import fold_word
from anselm.domain.corpus import Identifying

__all__ = ["Proposed", "Seen", "in_text", "proposed"]

_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_PATTERNS: tuple[tuple[Identifying, re.Pattern[str]], ...] = (
    (Identifying.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")),
    (Identifying.OTHER, re.compile(r"(?:https?://|www\.)[^\s<>\"']{3,200}")),
    (Identifying.POSTCODE, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")),
    (Identifying.DATE, re.compile(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? (?:19|20)\d\d)?\b")),
    (Identifying.DATE, re.compile(rf"\b{_MONTH} {_DAY},? (?:19|20)\d\d\b")),
    (Identifying.DATE, re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b")),
    (Identifying.PHONE, re.compile(r"(?<![\d\w])(?:\+|\(?0)\d(?:[ ()./-]{0,2}\d){6,13}(?!\d)")),
    (Identifying.NUMBER, re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b")),
    (Identifying.NUMBER, re.compile(r"(?<![\w.,])\d{6,16}(?![\w.,]?\d)")),
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
# A run of words with capitals: Christine, Christine Okafor, Ward of the Rose is two.
# A digit behind it makes it a label (INT05), which names nobody.
_NAME = re.compile(rf"(?<![\w'’]){_CAPITAL}(?!\w)(?: {_CAPITAL}(?!\w))*")
_ONE = re.compile(_CAPITAL)
_BEGINS = re.compile(r"(?:^|[.!?…:;\n\r\t\"“‘(\[\]–—|>]|\.\.\.)[\s\"“‘'(\[–—-]*$")
# Written with a capital and telling nobody's name.
# fmt: off
_NOBODY = frozenset((
    "i", "im", "ive", "id", "ill", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "christmas", "easter", "english", "god", "ok", "okay", "mr", "mrs", "ms", "miss", "dr", "prof",
    "interviewer", "interviewee", "participant", "respondent", "moderator", "facilitator", "researcher",
    "speaker", "int", "ivr", "resp", "part",
    "ah", "aha", "eh", "er", "erm", "ha", "hey", "hm", "hmm", "huh", "mhm", "mm", "mmm", "mmhm", "oh", "ooh", "uh",
    "uhhuh", "um", "wow", "yeah", "yep", "yes", "no", "nope", "well",
))
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "interviewer", "participant"))
_SPOKEN_FOR = frozenset((
    "i", "you", "he", "she", "it", "we", "they", "that", "this", "these", "those", "there", "here", "who", "what",
    "where", "when", "why", "how", "let",
))
_SHORTENED = frozenset(("m", "ve", "d", "ll", "re", "s"))
# fmt: on
_INITIALS = 6  # letters; as many in capitals are an organisation's
_MOSTLY = 0.6  # of the times a word is written inside a sentence, it has a capital


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of a text that looks like something."""

    start: int
    end: int
    what: Identifying


@dataclass(frozen=True, slots=True)
class Proposed:
    """Words proposed, with the texts they stand in: (key of the text, start, end)."""

    words: str
    what: Identifying
    places: tuple[tuple[str, int, int], ...]


def in_text(text: str) -> tuple[Seen, ...]:
    """What patterns find in one text: addresses, numbers, dates. None lies on another; the first pattern wins."""
    taken: list[Seen] = []
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            while end > start and text[end - 1] in ".,;)":
                end -= 1
            if end > start and not any(one.start < end and start < one.end for one in taken):
                taken.append(Seen(start, end, what))
    return tuple(sorted(taken, key=lambda one: one.start))


def proposed(texts: Mapping[str, str], known: Iterable[str] = ()) -> tuple[Proposed, ...]:
    """What could be replaced in these texts, most often seen first. `known` are words known to name somebody."""
    places: dict[tuple[str, Identifying], list[tuple[str, int, int]]] = {}
    rest: dict[str, str] = {}
    for key, text in texts.items():
        rest[key] = text
        for one in in_text(text):
            places.setdefault((text[one.start : one.end], one.what), []).append((key, one.start, one.end))
            rest[key] = rest[key][: one.start] + "\0" * (one.end - one.start) + rest[key][one.end :]
    names = _names(rest.values(), known)
    for key, text in rest.items():
        for start, end, what in _named(text, names):
            places.setdefault((" ".join(text[start:end].split()), what), []).append((key, start, end))
    made = [Proposed(words, what, tuple(found)) for (words, what), found in places.items()]
    return tuple(sorted(made, key=lambda one: (-len(one.places), one.words)))


def _names(texts: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """Words, folded, that are names as far as their capitals tell, and those that are known to be."""
    inside: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        for word, begins in _capitals(text):
            if not begins:
                inside[fold_word(word)] += 1
        small.update(fold_word(match[0]) for match in re.finditer(r"(?<![\w'’])[a-zß-öø-ÿ][^\W\d_]*", text))
    sure = {fold_word(match[0]) for words in known for match in _ONE.finditer(words)}
    told = {word for word, n in inside.items() if n >= _MOSTLY * (n + small[word])}
    # Whoever is known to be called May or Oh is proposed, though everybody says these words.
    return frozenset({word for word in told if not _is_nobody(word)} | {word for word in sure if not _is_title(word)})


def _is_title(word: str) -> bool:
    return len(word) < 2 or word in _TITLES


def _is_nobody(word: str) -> bool:
    """A word of everybody's: a day, a filler, a label of the transcript, or words run together (we've, don't)."""
    whole = word.replace("’", "'")
    plain = whole.replace("'", "").replace("-", "")
    stem, _, rest = whole.partition("'")
    return len(plain) < 2 or plain in _NOBODY or (stem in _SPOKEN_FOR and rest in _SHORTENED) or whole.endswith("n't")


def _capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Words with a capital, and whether a sentence begins with them."""
    for run in _NAME.finditer(text):
        begins = bool(_BEGINS.search(text[max(0, run.start() - 12) : run.start()]))
        for place, match in enumerate(_ONE.finditer(run[0])):
            yield _without_s(match[0]), begins and place == 0


def _without_s(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "’s") else word


def _named(text: str, names: frozenset[str]) -> Iterator[tuple[int, int, Identifying]]:
    """Runs of names: a word that is none, and a genitive, end a run."""
    for run in _NAME.finditer(text):
        at: list[tuple[int, int]] = []
        for match in _ONE.finditer(run[0]):
            word = _without_s(match[0])
            if fold_word(word) in names:
                at.append((run.start() + match.start(), run.start() + match.start() + len(word)))
                if word == match[0]:
                    continue
            yield from _run(text, at)
            at = []
        yield from _run(text, at)


def _run(text: str, at: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Identifying]]:
    if at:
        start, end = at[0][0], at[-1][1]
        short = text[start:end].isupper() and end - start <= _INITIALS
        yield start, end, Identifying.ORGANISATION if short else Identifying.PERSON

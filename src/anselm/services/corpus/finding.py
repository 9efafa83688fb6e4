"""Finding words across the study: every hit, counted exactly, in source order.

A plain scan over the texts, quick enough for dozens of interviews; an index beside the study can answer the same
question later from the same words (`analysis.words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, Len

from anselm.analysis.finding import Query, hits, holds, read_query
from anselm.domain.corpus import Source, Utterance
from anselm.domain.errors import Invalid
from anselm.services.fieldwork.speaking import Voices, voices
from anselm.services.operations import reads
from anselm.services.ports import Reads

BEFORE = 60


@dataclass(frozen=True, slots=True)
class Find:
    """What to find: words, "a phrase", a prefix*, joined by AND (or nothing), OR, NOT, within one turn or paragraph.

    `only` is all, participants or interviewers. Hits from the number `offset` on, `limit` at most.
    """

    words: Annotated[str, Len(1, 400)]
    only: Annotated[str, Len(1, 20)] = "all"
    source_id: Annotated[str, Len(0, 64)] = ""
    offset: Annotated[int, Ge(0)] = 0
    limit: Annotated[int, Ge(1), Le(1000)] = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One place, in code points of the version; `before` and `after` are the words around it."""

    source_id: str
    source_name: str
    version_id: str
    start: int
    end: int
    label: str
    turn: int | None
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """All hits counted, and those asked for."""

    n_hits: int
    n_sources: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    source: Source
    text: str
    turns: tuple[Utterance, ...]
    heard: Voices


@reads("/find")
def find(reads: Reads, request: Find) -> Found:
    """Find words in all texts, in source order."""
    if request.only not in ("all", "participants", "interviewers"):
        raise Invalid("Find looks in all, participants or interviewers.", place="only")
    query = read_query(request.words)
    found: list[Hit] = []
    n_hits = 0
    in_sources: set[str] = set()
    for one in _texts(reads, request.source_id, query):
        for turn, start, end in _places(one, query, request.only):
            n_hits += 1
            in_sources.add(one.source.id)
            if request.offset < n_hits <= request.offset + request.limit:
                found.append(_hit(one, turn, start, end))
    return Found(n_hits, len(in_sources), tuple(found))


def _texts(reads: Reads, source_id: str, query: Query) -> Iterator[_Text]:
    """The texts that hold a word of the query anywhere, in source order; only of those are turns and people read."""
    held = reads.find(Source, id=source_id) if source_id else reads.find(Source)
    sources = sorted(held, key=lambda one: (one.position, one.created_at, one.id))
    version_ids = [one.current_version_id for one in sources if one.current_version_id is not None]
    texts = {at: text for at, text in reads.texts(version_ids).items() if holds(text, query)}
    if not texts:
        return
    turns = reads.utterances_of(list(texts))
    heard = voices(reads, [one.id for one in sources if one.current_version_id in texts])
    for source in sources:
        at = source.current_version_id or ""
        if at in texts:
            yield _Text(source, texts[at], turns.get(at, ()), heard[source.id])


def _places(one: _Text, query: Query, only: str) -> Iterator[tuple[Utterance | None, int, int]]:
    blocks = list(_blocks(one.text, one.turns))
    spans = [(start, end) for start, end, _ in blocks]
    for block, start, end in hits(one.text, spans, query):
        turn = blocks[block][2]
        if only != "all" and (turn is None or one.heard.of(turn.speaker_id).is_interviewer != (only == "interviewers")):
            continue
        yield turn, start, end


def _blocks(text: str, turns: Sequence[Utterance]) -> Iterator[tuple[int, int, Utterance | None]]:
    """Speech of turns, and the lines outside turns, in order. Labels are no words."""
    at = 0
    for turn in turns:
        yield from _lines(text, at, turn.start)
        if turn.end > turn.speech_start:
            yield turn.speech_start, turn.end, turn
        at = turn.end
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, None]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            yield start, stop, None
        start = stop + 1


def _hit(one: _Text, turn: Utterance | None, start: int, end: int) -> Hit:
    low = turn.speech_start if turn is not None else one.text.rfind("\n", 0, start) + 1
    high = turn.end if turn is not None else len(one.text) if (at := one.text.find("\n", end)) < 0 else at
    return Hit(
        one.source.id,
        one.source.name,
        one.source.current_version_id or "",
        start,
        end,
        one.heard.of(turn.speaker_id).label if turn is not None else "",
        turn.number if turn is not None else None,
        one.text[max(low, start - BEFORE) : start],
        one.text[start:end],
        one.text[end : min(high, end + BEFORE)],
    )

"""Finding words across the study: every hit, counted exactly, in source order.

The index beside the study says how often a query occurs in each text it holds and where; texts it does not hold are
read. Either way the answer is that of reading every text, and only of texts the viewer may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, NamedTuple

from annotated_types import Ge, Le, Len

from anselm.analysis.finding import Query, Term, blocks_of, hits, holds, read_query
from anselm.analysis.words import fold_word, words
from anselm.domain.corpus import Source, Speaker, SpeakerKind, TurnCorrection, root_speaker
from anselm.domain.errors import Invalid
from anselm.services.fieldwork.speaking import voices
from anselm.services.operations import reads
from anselm.services.ports import Listening, Reads, Spot

BEFORE = 60


@dataclass(frozen=True, slots=True)
class Find:
    """What to find: words, "a phrase", a prefix*, joined by AND (or nothing), OR, NOT, NEAR, in one turn or paragraph.

    `only` is all, participants or interviewers. Hits from the number `offset` on, `limit` at most.
    """

    words: Annotated[str, Len(1, 400)]
    only: Annotated[str, Len(1, 20)] = "all"
    source_id: Annotated[str, Len(0, 64)] = ""
    offset: Annotated[int, Ge(0)] = 0
    limit: Annotated[int, Ge(1), Le(1000)] = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One place, in code points of the version; `before` and `after` are the words around it.

    `block_start` and `block_end` are the turn or paragraph it is in.
    """

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
    block_start: int
    block_end: int


@dataclass(frozen=True, slots=True)
class Found:
    """All hits counted, and those asked for."""

    n_hits: int
    n_sources: int
    hits: tuple[Hit, ...]


_AT_ONCE = 50  # texts read at a time where the index does not hold them


class _Text(NamedTuple):
    """A source as far as finding needs it; they sort in source order."""

    position: int
    created_at: str
    id: str
    name: str
    current_version_id: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """One place in a text, the block it is in, and who speaks there."""

    start: int
    end: int
    low: int
    high: int
    turn: int | None
    speaker_id: str


@reads("/find")
def find(reads: Reads, request: Find) -> Found:
    """Find words in all texts, in source order."""
    if request.only not in ("all", "participants", "interviewers"):
        raise Invalid("Find looks in all, participants or interviewers.", place="only")
    query = read_query(request.words)
    listening = None if request.only == "all" else _listening(reads, to_who_asks=request.only == "interviewers")
    found = _found(reads, request, query, listening, indexed=True)
    if found is None and reads.index is not None:
        reads.index.distrust()
        found = _found(reads, request, query, listening, indexed=False)
    return found or Found(0, 0, ())


def _found(reads: Reads, request: Find, query: Query, listening: Listening | None, *, indexed: bool) -> Found | None:
    """The answer; None when what the index says is not what a text says."""
    n_hits = n_sources = 0
    last = request.offset + request.limit
    shown: list[tuple[_Text, Spot | _Place]] = []
    for source, n, some in _by_source(reads, request.source_id, query, listening, indexed=indexed):
        low, high = max(0, request.offset - n_hits), min(n, last - n_hits)
        if low < high:
            shown += [(source, one) for one in some(low, high)]
        n_hits += n
        n_sources += n > 0
    hits_shown = _hits(reads, query, shown)
    return None if hits_shown is None else Found(n_hits, n_sources, hits_shown)


_Some = Callable[[int, int], Sequence[Spot | _Place]]


def _by_source(
    reads: Reads, source_id: str, query: Query, listening: Listening | None, *, indexed: bool
) -> Iterator[tuple[_Text, int, _Some]]:
    """Each source in order, how many places it has, and a way to some of them."""
    which = {"id": source_id} if source_id else {}
    sources = sorted(_Text(*row) for row in reads.columns(Source, *_Text._fields, **which))
    version_ids = [one.current_version_id for one in sources if one.current_version_id is not None]
    located = reads.index.look_up(query, version_ids, listening) if indexed and reads.index is not None else None
    counts: Mapping[str, int] = {} if located is None else located.counts
    unread = [one for one in version_ids if one not in counts]
    read: dict[str, list[_Place]] = {}
    for source in sources:
        at = source.current_version_id or ""
        if located is not None and at in counts:
            yield source, counts[at], partial(located.spots, at)
        elif at:
            if at not in read:
                some, unread = unread[:_AT_ONCE], unread[_AT_ONCE:]
                read = _read(reads, some, query, listening)
            places = read.get(at, [])
            yield source, len(places), partial(_some_of, places)


def _some_of(places: Sequence[_Place], low: int, high: int) -> Sequence[_Place]:
    return places[low:high]


def _read(
    reads: Reads, version_ids: Sequence[str], query: Query, listening: Listening | None
) -> dict[str, list[_Place]]:
    """The places in some texts, found by reading them; only of those that hold a word of the query are turns read."""
    texts = {at: text for at, text in reads.texts(version_ids).items() if holds(text, query)}
    turns = reads.utterances_of(list(texts)) if texts else {}
    found: dict[str, list[_Place]] = {one: [] for one in version_ids}
    for at, text in texts.items():
        blocks = list(blocks_of(text, turns.get(at, ())))
        for n, start, end in hits(text, [(low, high) for low, high, _ in blocks], query):
            low, high, turn = blocks[n]
            who = "" if turn is None else turn.speaker_id
            if listening is None or (turn is not None and (who in listening.asking) == listening.to_who_asks):
                found[at].append(_Place(start, end, low, high, None if turn is None else turn.number, who))
    return found


def _listening(reads: Reads, *, to_who_asks: bool) -> Listening:
    """Who asks, speakers merged into them included, and which turns are somebody else's by correction."""
    asking = set(reads.tally(Speaker, "id", kind=SpeakerKind.INTERVIEWER))
    roots = [one for one in reads.tally(Speaker, "merged_into_id") if one != "None"]
    merged = {one.id: one for one in reads.find(Speaker, merged_into_id=roots)} if roots else {}
    there = set(reads.tally(Speaker, "id", id=roots)) if roots else set()
    for one in merged.values():
        root = root_speaker(merged, one.id)
        if root in there:
            (asking.add if root in asking else asking.discard)(one.id)
    return Listening(to_who_asks, frozenset(asking), _moved(reads.find(TurnCorrection)))


def _moved(corrections: Sequence[TurnCorrection]) -> dict[str, dict[int, str]]:
    moved: dict[str, dict[int, str]] = {}
    for one in corrections:
        moved.setdefault(one.version_id, {})[one.number] = one.speaker_id
    return moved


def _hits(reads: Reads, query: Query, shown: Sequence[tuple[_Text, Spot | _Place]]) -> tuple[Hit, ...] | None:
    """The places asked for with their words; None when a place is not where the index says."""
    if not shown:
        return ()
    sources = {source.id: source for source, _ in shown}
    version_ids = [one.current_version_id for one in sources.values() if one.current_version_id is not None]
    texts = reads.texts(version_ids)
    moved = _moved(reads.find(TurnCorrection, version_id=version_ids))
    heard = voices(reads, list(sources))
    spans: dict[tuple[str, int], Sequence[tuple[int, int]]] = {}
    found = []
    for source, one in shown:
        version_id = source.current_version_id or ""
        text = texts[version_id]
        if isinstance(one, Spot):
            block = (version_id, one.start)
            if block not in spans:
                spans[block] = words(text[one.start : one.end])
            place = _place(text, one, spans[block], query)
        else:
            place = one
        if place is None:
            return None
        label = ""
        if place.turn is not None:
            who = moved.get(version_id, {}).get(place.turn, place.speaker_id)
            label = heard[source.id].of(who).label
        found.append(_hit(source, text, place, label))
    return tuple(found)


def _place(text: str, spot: Spot, spans: Sequence[tuple[int, int]], query: Query) -> _Place | None:
    """Where a place of the index is in the text; None when the words there are others."""
    if spot.word + spot.n_words > len(spans):
        return None
    start, end = (spot.start + spans[spot.word][0], spot.start + spans[spot.word + spot.n_words - 1][1])
    first = fold_word(text[start : spot.start + spans[spot.word][1]])
    if not any(_begins(term, first) for term in query.terms):
        return None
    return _Place(start, end, spot.start, spot.end, spot.turn, spot.speaker_id)


def _begins(term: Term, word: str) -> bool:
    open_ended = term.prefix and len(term.words) == 1
    return word.startswith(term.words[0]) if open_ended else word == term.words[0]


def _hit(source: _Text, text: str, place: _Place, label: str) -> Hit:
    start, end = place.start, place.end
    return Hit(
        source.id,
        source.name,
        source.current_version_id or "",
        start,
        end,
        label,
        place.turn,
        text[max(place.low, start - BEFORE) : start],
        text[start:end],
        text[end : min(place.high, end + BEFORE)],
        place.low,
        place.high,
    )

"""What a project of another program becomes: people, sources, codings, memos and facts, beside what is here already.

Everything is worked out from reads alone, so that a look says just what bringing it in does. All codings belong to open
coding; a source that somebody is reading apart is left alone, and nothing is ever placed on another's account.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

from anselm.domain.anchors import Pages, Region
from anselm.domain.coding import Code, Coding, MediaCoding
from anselm.domain.corpus import Source, SourceVersion
from anselm.domain.interchange import (
    ExchangedCoding,
    ExchangedLeft,
    ExchangedPicture,
    ExchangedRegion,
    ExchangedSource,
    ExchangedUser,
    ReadProject,
)
from anselm.domain.judging import Assignment, Round, RoundState
from anselm.domain.parsed import Parsed
from anselm.domain.study import Researcher, Role
from anselm.services.ports import Reads

__all__ = [
    "FORMAT",
    "PLACE_ON_PAGE",
    "Became",
    "CodingRows",
    "ComingSource",
    "Found",
    "Here",
    "Leaf",
    "Leaving",
    "Whose",
    "codings_of",
    "mine_before",
    "moment_of",
]

FORMAT = "qdpx"
PLACE_ON_PAGE = ("coding of a place on a page", "codings of places on pages")
Became: TypeAlias = Literal["new", "here", "corrected", "being read"]
_NAMED = 20
_MOST_NAME = 200


def moment_of(said: str, now: str) -> str:
    """A moment as the file says it, in UTC; now, where it says none that can be read."""
    try:
        read = datetime.fromisoformat(said.strip())
    except ValueError:
        return now
    read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    return read.strftime("%Y-%m-%dT%H:%M:%SZ")


class Leaving:
    """What does not come in, gathered by why."""

    def __init__(self, told: Sequence[ExchangedLeft]) -> None:
        self._told = list(told)
        self._n: dict[tuple[str, str, str], int] = {}
        self._names: dict[tuple[str, str, str], dict[str, None]] = {}

    def add(self, one: str, many: str, why: str, name: str, n: int = 1) -> None:
        """So many things of a kind that do not come, and what one of them is called."""
        if n <= 0:
            return
        key = (one, many, why)
        self._n[key] = self._n.get(key, 0) + n
        names = self._names.setdefault(key, {})
        if name and len(names) < _NAMED:
            names[name] = None

    def told(self) -> tuple[ExchangedLeft, ...]:
        """Everything that does not come, that of the file first."""
        made = [
            ExchangedLeft(f"{n:,} {one if n == 1 else many}", n, tuple(self._names[one, many, why]), why)
            for (one, many, why), n in self._n.items()
        ]
        return (*self._told, *made)


@dataclass(slots=True)
class Here:
    """What the file's things are in the study: codes by GUID, and whose each user's work is."""

    codes: Mapping[str, Code]
    now: str
    new_id: Callable[[], str]


class Whose:
    """Whose work of the file is: the viewer's own where they say so or the file names nobody, else a colleague's.

    A colleague is somebody of that name who came in the same way; nobody's account is ever taken for them.
    """

    def __init__(self, reads: Reads, users: Sequence[ExchangedUser], mine: frozenset[str], file: str, here: Here):
        self._me, self._here, self._file = reads.viewer.researcher_id, here, file
        known = self._known = reads.find(Researcher)
        self._named = {one.name.casefold(): one for one in known if one.named_in}
        self._taken = {one.name.casefold() for one in known}
        self._called: dict[str, str] = {}
        self._mine = mine
        seen: dict[str, int] = {}
        for user in users:
            name = " ".join(user.name.split())[: _MOST_NAME - 40] or "coder without a name"
            n = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
            self._called.setdefault(user.guid, name if n == 1 else f"{name} ({n})")
        self._ids: dict[str, str] = {}
        self.new: list[Researcher] = []

    def also_mine(self, users: Iterable[str]) -> None:
        """Take these for the viewer, unless a colleague of that name came in before."""
        names = {self.name(one).casefold() for one in users}
        self._mine |= {one for one in names if one and one not in self._named}

    def everyone(self) -> tuple[Researcher, ...]:
        """Who is here, and the colleagues that come."""
        return (*self._known, *self.new)

    def name(self, user: str) -> str:
        """How the file calls somebody; empty for nobody."""
        return self._called.get(user, "")

    def is_mine(self, user: str) -> bool:
        """Whether the viewer said that this is they themselves, or the file does not say who it was."""
        name = self.name(user)
        return not name or name.casefold() in self._mine

    def of(self, user: str) -> str:
        """The researcher whose work it is; a colleague without an account is added when first asked for."""
        if self.is_mine(user):
            return self._me
        name = self.name(user)
        if name not in self._ids:
            self._ids[name] = self._colleague(name).id
        return self._ids[name]

    def _colleague(self, name: str) -> Researcher:
        apart = f"{name} (from a file)"
        found = self._named.get(name.casefold()) or self._named.get(apart.casefold())
        if found is not None:
            return found
        called, n = name if name.casefold() not in self._taken else apart, 1
        while called.casefold() in self._taken:
            n += 1
            called = f"{apart} {n}"
        self._taken.add(called.casefold())
        made = Researcher(
            self._here.new_id(), called, (Role.CODER,), ended_at=self._here.now, named_in=self._file[:_MOST_NAME]
        )
        self.new.append(made)
        return made


@dataclass(frozen=True, slots=True)
class Leaf:
    """The PDF of a text of the file: its checksum, the part that holds it, and the coded regions of its pages."""

    sha256: str
    part: str
    regions: tuple[ExchangedRegion, ...] = ()


@dataclass(slots=True)
class ComingSource:
    """A text or picture of the file beside the study: new, here as it is, here with words corrected since, or being
    read apart. `version_id` is where its codings stand, `leaf_id` the version whose pages its PDF has, empty where they
    are not here."""

    read: ExchangedSource | ExchangedPicture
    turns: Parsed | None
    sha256: str
    became: Became
    source_id: str
    version_id: str
    name: str
    leaf: Leaf | None = None
    leaf_id: str = ""
    n_codings: int = 0

    @property
    def marks(self) -> tuple[ExchangedCoding | ExchangedRegion, ...]:
        """Every coding of its words, and of regions of it or of its pages."""
        if isinstance(self.read, ExchangedPicture):
            return self.read.regions
        return self.read.codings if self.leaf is None else (*self.read.codings, *self.leaf.regions)

    def of(self, mark: ExchangedCoding | ExchangedRegion) -> str:
        """The version a mark is of."""
        return self.leaf_id if isinstance(mark, ExchangedRegion) and mark.page else self.version_id

    @property
    def coded(self) -> bool:
        """Whether codings and memos at its passages can come in."""
        return self.became in ("new", "here")


class Found:
    """Which sources of a file are here. Each source here is met once, so that two equal texts stay two."""

    def __init__(self, reads: Reads, here: Here) -> None:
        self._reads, self._here = reads, here
        self._sources = {one.id: one for one in reads.find(Source)}
        self._by_sum: dict[str, list[SourceVersion]] = {}
        self._current: dict[str, SourceVersion] = {}
        for one in reads.find(SourceVersion):
            if one.source_id not in self._sources:
                continue
            self._by_sum.setdefault(one.file_sha256, []).append(one)
            if self._sources[one.source_id].current_version_id == one.id:
                self._current[one.source_id] = one
        self._by_name = {one.name.casefold(): one for one in self._sources.values()}
        self._taken = {one.name for one in self._sources.values()}
        self._met: set[str] = set()
        self._apart = _read_apart(reads)

    def each(self, project: ReadProject, leaves: Sequence[Leaf | None]) -> list[ComingSource]:
        """The texts in the order of the file, each with what its PDF is, then the pictures."""
        each = zip(project.study.sources, project.turns, leaves, strict=True)
        texts = [self._text(one, replace(turns, text=one.text), leaf) for one, turns, leaf in each]
        return [*texts, *(self._met_or_new(one, None, _sum(one.content), "") for one in project.study.pictures)]

    def _text(self, one: ExchangedSource, turns: Parsed, leaf: Leaf | None) -> ComingSource:
        sha256 = _sum(one.text.encode("utf-8", "replace")) if leaf is None else leaf.sha256
        return self._met_or_new(one, turns, sha256, one.text, leaf)

    def _met_or_new(
        self,
        one: ExchangedSource | ExchangedPicture,
        turns: Parsed | None,
        sha256: str,
        text: str,
        leaf: Leaf | None = None,
    ) -> ComingSource:
        there = self._same(one.name, sha256, text, paged=leaf is not None)
        if there is None:
            made = self._here.new_id(), self._here.new_id()
            return ComingSource(one, turns, sha256, "new", *made, self._free(one.name), leaf, made[1] if leaf else "")
        source = self._sources[there.source_id]
        self._met.add(source.id)
        current = source.current_version_id == there.id
        became: Became = "being read" if source.id in self._apart else "here" if current else "corrected"
        leaf_id = self._leaf_of(there, sha256) if leaf is not None else ""
        return ComingSource(one, turns, sha256, became, source.id, there.id, source.name, leaf, leaf_id)

    def _leaf_of(self, version: SourceVersion, sha256: str) -> str:
        """The version of those pages that a text comes from; empty where it does not, or they were not kept."""
        at: SourceVersion | None = version
        while at is not None and not at.file_sha256:
            at = self._reads.maybe(SourceVersion, at.parent_id)
        known = at is not None and at.file_sha256 == sha256 and self._reads.maybe(Pages, at.id) is not None
        return at.id if at is not None and known else ""

    def _same(self, name: str, sha256: str, text: str, *, paged: bool) -> SourceVersion | None:
        """The version that holds this: of the same bytes, else of the same name and the very same words. The words of a
        PDF are what its project says they are, so for one of the same bytes they must be the same too."""
        same = [one for one in self._by_sum.get(sha256, ()) if one.source_id not in self._met]
        if paged:
            same = [one for one in same if one.n_characters == len(text) and self._reads.text(one.id) == text]
        if same:
            return next((one for one in same if self._sources[one.source_id].name == name), same[0])
        called = self._by_name.get(name.casefold())
        if not text or called is None or called.id in self._met:
            return None
        now = self._current.get(called.id)
        if now is None or now.n_characters != len(text) or self._reads.text(now.id) != text:
            return None
        return now

    def _free(self, named: str) -> str:
        stem = " ".join(named.split())[: _MOST_NAME - 10] or "source"
        name, n = stem, 1
        while name in self._taken:
            n += 1
            name = f"{stem} ({n})"
        self._taken.add(name)
        return name


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_apart(reads: Reads) -> set[str]:
    """The sources somebody is reading in a round whose readings are not opened, or is reading again."""
    rounds = [
        one.id for one in reads.find(Round, state=RoundState.JUDGING) if one.unrevealed or one.repeats_id is not None
    ]
    return {one.unit_id for one in reads.find(Assignment, round_id=rounds)} if rounds else set()


_GROUP = "A group of codes is not given to passages; here their code is one."
_NO_CODE = "Their code did not come in."
_APART = "The text is being read apart in a round; bring the file in again once that is opened."
_CORRECTED = "The words of the text were corrected here since."
_NO_PAGES = "Their text is here without the pages of its PDF."
_TWICE = "The same coder gave the same place the same code twice; it comes in once."
_Place: TypeAlias = tuple[object, ...]


@dataclass(slots=True)
class CodingRows:
    """The codings that come, how many are here already, all by their GUID in the file, and how many each user of the
    file has, whether here already or not."""

    new: list[Coding | MediaCoding]
    n_here: int
    ids: dict[str, str]
    by_user: dict[str, int]


def codings_of(
    reads: Reads, sources: Sequence[ComingSource], whose: Whose, here: Here, round_id: str, left: Leaving
) -> CodingRows:
    """Every coding of the file that has a place in open coding, each once by coder, code and place."""
    before = _there(reads, sources, round_id)
    known = dict(before)
    rows = CodingRows([], 0, {}, {})
    for source in sources:
        marks = source.marks
        if not source.coded:
            why = _APART if source.became == "being read" else _CORRECTED
            left.add("coding", "codings", why, source.name, len(marks))
            continue
        for mark in marks:
            code = here.codes.get(mark.code)
            if code is None or code.group:
                left.add("coding", "codings", _NO_CODE if code is None else _GROUP, source.name)
                continue
            if not source.of(mark):
                left.add(*PLACE_ON_PAGE, _NO_PAGES, source.name)
                continue
            row, place = _row(mark, source, code, whose.of(mark.user), round_id, here)
            source.n_codings += 1
            rows.by_user[mark.user] = rows.by_user.get(mark.user, 0) + 1
            if place not in known:
                rows.new.append(row)
            elif place in before:
                rows.n_here += 1
            else:
                left.add("coding", "codings", _TWICE, source.name)
            rows.ids.setdefault(mark.guid, known.setdefault(place, row.id))
    return rows


def mine_before(reads: Reads, sources: Sequence[ComingSource], here: Here, round_id: str) -> set[str]:
    """The users of the file all of whose codings, where their texts are here, are the viewer's own here already."""
    me = reads.viewer.researcher_id
    own = {place[:-1] for place in _there(reads, sources, round_id) if place[-1] == me}
    found: dict[str, bool] = {}
    for source in sources:
        for mark in source.marks if source.became == "here" else ():
            code = here.codes.get(mark.code)
            place = (source.of(mark), *_anchor(mark), code.id if code is not None else "")
            found[mark.user] = found.get(mark.user, True) and place in own
    return {user for user, all_own in found.items() if all_own}


def _there(reads: Reads, sources: Sequence[ComingSource], round_id: str) -> dict[_Place, str]:
    held = [one.version_id for one in sources if one.became == "here"]
    if not held:
        return {}
    leaves = [one.leaf_id for one in sources if one.became == "here" and one.leaf_id]
    words = reads.find(Coding, version_id=held, round_id=round_id)
    seen = reads.find(MediaCoding, of_id=list({*held, *leaves}), round_id=round_id)
    found: dict[_Place, str]
    found = {(one.version_id, one.start, one.end, one.code_id, one.coder_id): one.id for one in words}
    found |= {(one.of_id, one.region, one.code_id, one.coder_id): one.id for one in seen}
    return found


def _row(
    mark: ExchangedCoding | ExchangedRegion, source: ComingSource, code: Code, coder: str, round_id: str, here: Here
) -> tuple[Coding | MediaCoding, _Place]:
    head = (here.new_id(), round_id, coder, source.source_id, source.of(mark))
    at, anchor = moment_of(mark.at, here.now), _anchor(mark)
    place = (source.of(mark), *anchor, code.id, coder)
    if isinstance(mark, ExchangedRegion):
        return MediaCoding(*head, code.id, region=anchor[0], note=mark.note, created_at=at), place
    return Coding(*head, mark.start, mark.end, code.id, created_at=at), place


def _anchor(mark: ExchangedCoding | ExchangedRegion) -> tuple[Any, ...]:
    if isinstance(mark, ExchangedRegion):
        return (Region(mark.left, mark.top, mark.right, mark.bottom, mark.page),)
    return mark.start, mark.end

"""What changed in the codebook between two moments: a version that was kept, a day, or now.

Only what everyone may know of: a code proposed in a blind round belongs to the codebook from when the round was opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Len

from anselm.analysis.report.codebook_changes import ChangedEntry, ChangesSheet
from anselm.analysis.wording import WordPiece, changed_words
from anselm.domain.coding import Code, CodebookEntry, frozen
from anselm.domain.errors import Invalid, NotFound
from anselm.domain.fieldwork import checked_date
from anselm.domain.judging import Round
from anselm.domain.study import Researcher, Study
from anselm.services.coding.codes import in_the_open, unrevealed
from anselm.services.judging.units import codebooks
from anselm.services.operations import reads
from anselm.services.ports import Past, Reads, Rendering

TEXTS = {
    "definition": "Definition",
    "include": "Include",
    "exclude": "Exclude",
    "example": "Example",
    "near_miss": "Near miss",
}
FIRST = "This is the first codebook that was kept."
_GROUPS = {"new": "New", "changed": "Changed", "gone": "No longer in use"}


@dataclass(frozen=True, slots=True)
class BetweenMoments:
    """Between which moments: `since` a version that was kept (v3), or a day, as the codebook stood when it began; left
    out, the newest version. `until` likewise, a day as it ended; left out, now."""

    since: Annotated[str, Len(0, 12)] = ""
    until: Annotated[str, Len(0, 12)] = ""


@dataclass(frozen=True, slots=True)
class ChangesFile(BetweenMoments):
    """The same, as a file."""

    format: Literal["docx"] = "docx"


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text of a code, word by word: what stayed, what went, what came."""

    what: str
    pieces: tuple[WordPiece, ...]


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What became of one code: `said` in sentences, `by` whom as far as it is known, and its texts."""

    code_id: str
    name: str
    key: str
    family: int
    group: bool
    became: Literal["new", "changed", "gone"]
    said: tuple[str, ...]
    by: tuple[str, ...]
    texts: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class CodebookChanges:
    """The codes that came, changed and went between two moments, in words, and how many are as they were (None in a
    reflexive study, where codes are not counted). `first`: nothing was kept before the earlier one."""

    since: str
    until: str
    codes: tuple[CodeChange, ...]
    n_same: int | None
    first: bool


@dataclass(frozen=True, slots=True)
class _Book:
    """The codebook at a moment: its codes, and the moment in words and as ISO 8601."""

    words: str
    at: str
    entries: Mapping[str, CodebookEntry]


@reads("/codes/changes")
def codebook_changes(reads: Reads, request: BetweenMoments) -> CodebookChanges:
    """Show what changed in the codebook since a version or a day: codes that came, changed and went, word by word."""
    past = _Books(reads)
    before, after = past.book(request.since or past.newest, begins=True), past.book(request.until, begins=False)
    if before.at > after.at:
        raise Invalid("The first moment comes after the second.", place="since")
    same, codes = 0, []
    for identifier in _in_order(before, after):
        old, new = before.entries.get(identifier), after.entries.get(identifier)
        change = past.change(old, new, before, after)
        same += change is None
        codes += [] if change is None else [change]
    counted = None if reads.get(Study, reads.viewer.study_id).reflexive else same
    return CodebookChanges(before.words, after.words, tuple(codes), counted, past.is_first(before))


@reads("/codes/changes/export", download=True)
def codebook_changes_file(reads: Reads, request: ChangesFile) -> Rendering:
    """Write what changed in the codebook as a Word file."""
    view = codebook_changes(reads, BetweenMoments(request.since, request.until))
    groups = tuple(
        (heading, tuple(_entry(one) for one in view.codes if one.became == became))
        for became, heading in _GROUPS.items()
        if any(one.became == became for one in view.codes)
    )
    same = "One code is as it was." if view.n_same == 1 else f"{view.n_same} codes are as they were."
    nothing = f"{FIRST} Nothing changed since." if view.first else "Nothing changed."
    note = " ".join(([] if groups else [nothing]) + ([] if view.n_same is None else [same]))
    title = reads.get(Study, reads.viewer.study_id).title
    between = f"Between {view.since} and {view.until}."
    return Rendering("what changed in the codebook", request.format, ChangesSheet(title, between, groups, note))


def _entry(one: CodeChange) -> ChangedEntry:
    texts = tuple((TEXTS[text.what], text.pieces) for text in one.texts)
    return ChangedEntry(f"{one.key} {one.name}".strip(), one.said, ", ".join(one.by), texts)


def _in_order(before: _Book, after: _Book) -> list[str]:
    """As the later codebook has them, then those that went."""
    return [*after.entries, *(one for one in before.entries if one not in after.entries)]


class _Books:
    """The codebook at any moment, and what happened to its codes between two of them."""

    def __init__(self, reads: Reads) -> None:
        self._versions = {one.number: one for one in codebooks(reads)}
        known = in_the_open(reads.find(Code), unrevealed(reads))
        self._today = {one.id: one for one in known}
        self._past = [one for one in reads.past_of(Code) if one.id in self._today]
        self._rounds = {one.id: one for one in reads.find(Round)}
        self._names = {one.id: one.name for one in reads.find(Researcher)}
        self._counting = not reads.get(Study, reads.viewer.study_id).reflexive

    @property
    def newest(self) -> str:
        """The newest version by number, else the day the first code was made, else no day at all."""
        if self._versions:
            return f"v{max(self._versions)}"
        return self._past[0].at[:10] if self._past else "0001-01-01"

    def is_first(self, book: _Book) -> bool:
        """Whether it is a version that was kept, and none was kept before it."""
        return bool(self._versions) and book.at == min(one.created_at for one in self._versions.values())

    def book(self, said: str, *, begins: bool) -> _Book:
        """The codebook at a moment. Raises NotFound for a version there is not, and Invalid for what is no moment."""
        if not said:
            return _Book("now", "9999", self._entries(list(self._today.values()), ""))
        if number := re.fullmatch(r"v?([0-9]{1,6})", said.strip().casefold()):
            version = self._versions.get(int(number[1]))
            if version is None:
                raise NotFound("No codebook was kept under this number.")
            words = f"v{version.number}, kept on {version.created_at[:10]}"
            return _Book(words, version.created_at, {one.code_id: one for one in version.entries})
        day = checked_date(said.strip(), "since" if begins else "until") or ""
        moment = f"{day}T00:00:00" if begins else f"{day}T24"
        then: dict[str, Code | None] = {}
        for one in self._past:
            if one.at < moment:
                then[one.id] = one.row
        standing = [one for one in then.values() if one is not None]
        words = f"the beginning of {day}" if begins else f"the end of {day}"
        return _Book(words, moment, self._entries(standing, moment))

    def _entries(self, codes: Sequence[Code], moment: str) -> dict[str, CodebookEntry]:
        known = [one for one in codes if not moment or self._opened(one, moment)]
        return {one.code_id: one for one in frozen(known, "", 0, "", "").entries}

    def _opened(self, code: Code, moment: str) -> bool:
        """Whether everyone could know of it: one proposed in a blind round came with the round's opening."""
        round_ = self._rounds.get(code.proposed_in or "")
        return round_ is None or not round_.blind or (round_.revealed_at or "9999") < moment

    def change(
        self, old: CodebookEntry | None, new: CodebookEntry | None, before: _Book, after: _Book
    ) -> CodeChange | None:
        """What became of a code; None when nothing did."""
        shown = new or old
        if shown is None:
            return None
        none: tuple[TextChange, ...] = ()
        off = self._split_off(shown.code_id, before, after)
        if new is None:
            said, texts = self._went(shown), none
        elif old is None:
            said, texts = self._came(new, after), _texts(None, new)
        else:
            said, texts = _moved(old, new, before, after), _texts(old, new)
            if not said and not texts and not off:
                return None
        said += tuple(f"{_called(one)} was split from it {self._when(one)}." for one in off)
        became: Literal["new", "changed", "gone"] = "gone" if new is None else "new" if old is None else "changed"
        by = self._by(shown.code_id, before.at, after.at, off)
        return CodeChange(shown.code_id, shown.name, shown.key, shown.family, shown.group, became, said, by, texts)

    def _came(self, new: CodebookEntry, after: _Book) -> tuple[str, ...]:
        parent, code = after.entries.get(new.parent_id or ""), self._today.get(new.code_id)
        said = [f"It lies under {parent.name}."] if parent is not None else []
        whence = self._today.get(code.split_from_id or "") if code is not None else None
        if code is not None and whence is not None:
            said.append(f"It was split from {_called(after.entries.get(whence.id) or whence)} {self._when(code)}.")
        return tuple(said)

    def _split_off(self, identifier: str, before: _Book, after: _Book) -> list[Code]:
        """The codes that came between the two moments and were split from this one."""
        came = [self._today[one] for one in after.entries if one not in before.entries and one in self._today]
        return [one for one in came if one.split_from_id == identifier and one.created_at >= before.at]

    def _when(self, code: Code) -> str:
        """On which day a code was split off, and with how many passages where codes are counted."""
        n = f", {code.n_split} passage{'' if code.n_split == 1 else 's'}" if self._counting else ""
        return f"on {code.created_at[:10]}{n}"

    def _went(self, old: CodebookEntry) -> tuple[str, ...]:
        today = self._today.get(old.code_id)
        if today is None:
            return ("It was removed.",)
        into = self._today.get(today.merged_into_id or "")
        return (f"It was merged into {into.name}.",) if into is not None else ("It was put out of use.",)

    def _by(self, identifier: str, since: str, until: str, off: Sequence[Code]) -> tuple[str, ...]:
        """Who changed it, or split codes from it, between the two moments, each once."""
        these: list[Past[Code]] = [one for one in self._past if one.id == identifier and since <= one.at <= until]
        names = [self._names.get(one.by_id, "") for one in these if not one.undoes]
        names += [self._names.get(one.author_id, "") for one in off]
        return tuple(dict.fromkeys(name for name in names if name))


def _called(one: Code | CodebookEntry) -> str:
    return f"{one.key} {one.name}".strip()


def _texts(old: CodebookEntry | None, new: CodebookEntry) -> tuple[TextChange, ...]:
    found = []
    for what in TEXTS:
        before, after = getattr(old, what) if old is not None else "", getattr(new, what)
        if old is None and after:
            found.append(TextChange(what, (WordPiece("same", after),)))
        elif before != after:
            found.append(TextChange(what, changed_words(before, after)))
    return tuple(found)


def _moved(old: CodebookEntry, new: CodebookEntry, before: _Book, after: _Book) -> tuple[str, ...]:
    """Name, place, key, colour and kind, in sentences."""
    said = []
    if old.name != new.name:
        said.append(f"It was called {old.name}.")
    if old.parent_id != new.parent_id:
        above = (before.entries.get(old.parent_id or ""), after.entries.get(new.parent_id or ""))
        was, now = (f"under {one.name}" if one is not None else "at the top" for one in above)
        said.append(f"It lay {was} and lies {now}.")
    if old.key != new.key:
        said.append(f"Its key was {old.key or 'none'} and is {new.key or 'none'}.")
    if old.family != new.family:
        said.append("It has another colour.")
    if old.group != new.group:
        said.append("It is a group now." if new.group else "It is no group any more.")
    return tuple(said)

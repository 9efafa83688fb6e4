"""Codes come in from a codebook in a file: what is new, what is here and where it differs, then what was chosen.

Nothing that is here is lost: what the file does not say stays, nothing is retired, and all of it is one step. What is
here means the living codebook that everyone may know of; nobody's proposals in a blind round play a part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias

from annotated_types import Len

from anselm.domain.codebook import ReadCode, ReadCodebook, family_of
from anselm.domain.coding import Code, next_family, next_key, without_cycle
from anselm.domain.errors import Invalid, Refused
from anselm.domain.parsed import Refusal
from anselm.domain.study import Right
from anselm.services.coding.codes import in_the_open, unrevealed
from anselm.services.operations import Uploaded, looks, writes
from anselm.services.ports import Reads, Tools, Work

State: TypeAlias = Literal["new", "same", "differs", "cannot"]
WORDS = ("definition", "include", "exclude", "example", "near_miss")
_MOST_WORDS = 5_000
_MOST_NAME = 200
_MOST_KEY = 12
_TWICE = "The file has this name more than once, so its parent's name is added."


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook to look at: REFI-QDA (.qdc, .qdpx), .csv or .xlsx."""

    file: Uploaded


@dataclass(frozen=True, slots=True)
class BringCodes:
    """A codebook to bring in. `new` says what becomes of codes that are not here, `same` of those that are: leave,
    take over their words, or all (words, colour and place). `choices` says otherwise for single codes, a line each:
    the place in the file, counted from 0, and add, words, all or leave."""

    file: Uploaded
    new: Annotated[str, Len(0, 10)] = "add"
    same: Annotated[str, Len(0, 10)] = "leave"
    choices: Annotated[str, Len(0, 200_000)] = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a code says differently here and in the file; colours by family, places by the name of the parent."""

    what: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class ComingCode:
    """A code of the file: `name` is what it would be called (`named` in the file, where that is taken twice), `below`
    the name of its parent, `code_id` the code that is here. `row` counts from 1 in a table. What `cannot` come in
    says why in `note`."""

    name: str
    named: str
    below: str
    depth: int
    definition: str
    family: int
    group: bool
    state: State
    row: int = 0
    code_id: str = ""
    differences: tuple[Difference, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class BookNote:
    """What the file leaves uncertain: row and column, and what is done about it."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class ComingBook:
    """What a codebook would bring: its codes in tree order, and what to know. `ignored` columns say nothing of
    codes."""

    codes: tuple[ComingCode, ...]
    n_new: int
    n_same: int
    n_differs: int
    notes: tuple[BookNote, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a codebook: names of codes added, and of codes here that took something over."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    n_left: int


def _book(tools: Tools, reads: Reads, request: CodebookFile | BringCodes) -> ReadCodebook:
    book = tools.parser.codebook(request.file.name, request.file.data)
    if isinstance(book, Refusal):
        raise Refused(book.reason, place=book.place, advice=book.advice)
    for one in book.notes:
        if one.stops:
            column = book.columns[one.column] if 0 <= one.column < len(book.columns) else ""
            place = ", ".join(filter(None, (f"row {one.row}" if one.row else "", column)))
            raise Refused(one.message, place=place, advice="Put it right in the table, and choose it again.")
    return book


@looks("/codes/look", prepare=_book, right=Right.CODE)
def look_at_codes(reads: Reads, request: CodebookFile, book: ReadCodebook) -> ComingBook:
    """Say what a codebook in a file would bring: what is new, what is here, and where it says something else."""
    coming = tuple(one.view() for one in Matched(reads, book).each())
    states = [one.state for one in coming]
    notes = tuple(
        BookNote(one.row, book.columns[one.column] if 0 <= one.column < len(book.columns) else "", one.message)
        for one in book.notes
    )
    return ComingBook(
        coming,
        states.count("new"),
        states.count("same") + states.count("differs"),
        states.count("differs"),
        notes,
        book.ignored,
    )


@writes("/codes/bring", right=Right.CODE, label="bringing in codes", upload=True, prepare=_book)
def bring_codes(work: Work, request: BringCodes, book: ReadCodebook) -> Brought:
    """Bring in the codes of a file as chosen, in one step. Rounds under way keep the codebook they started with."""
    matched = list(Matched(work, book).each())
    choices = _choices(request, matched)
    return Bringing(work, matched).brought(choices)


@dataclass(slots=True)
class Coming:
    """A code of the file beside the one that is here."""

    read: ReadCode
    name: str
    below: Coming | None
    here: Code | None
    parent_here: str
    family: int
    placed: bool  # the file says where codes lie
    note: str = ""
    code_id: str = ""  # once it is in the study

    @property
    def stopped(self) -> bool:
        """Whether it is too long to come in."""
        return self.note not in ("", _TWICE)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the file says and the study says otherwise; what the file leaves empty is no difference."""
        here = self.here
        if here is None:
            return ()
        found = [
            Difference(what, getattr(here, what), said)
            for what in WORDS
            if (said := getattr(self.read, what)) and said.strip() != getattr(here, what).strip()
        ]
        if self.family and self.family != here.family:
            found.append(Difference("colour", str(here.family), str(self.family)))
        if self.read.name.casefold() != here.name.casefold() and not self.read.implied:
            found.append(Difference("name", here.name, self.read.name))
        above = self.below.here.name if self.below and self.below.here else self.below.name if self.below else ""
        said = self.placed and (above or not self.read.implied)
        if said and above.casefold() != self.parent_here.casefold():
            found.append(Difference("parent", self.parent_here, above))
        return tuple(found)

    @property
    def state(self) -> State:
        """Whether it is new, here, here and different, or cannot come in."""
        if self.here is None:
            return "cannot" if self.stopped else "new"
        return "differs" if self.differences else "same"

    def view(self) -> ComingCode:
        """As it is shown before it comes in."""
        depth, above = 0, self.below
        while above is not None:
            depth, above = depth + 1, above.below
        return ComingCode(
            self.name,
            self.read.name,
            self.below.name if self.below else "",
            depth,
            self.read.definition,
            self.family,
            self.read.group,
            self.state,
            self.read.row,
            self.here.id if self.here else "",
            self.differences,
            self.note,
        )


class Matched:
    """The codes of a file, each with the one that is here: by identifier where the file is from this study, else by
    name. Every code here is met once."""

    def __init__(self, reads: Reads, book: ReadCodebook) -> None:
        self._book = book
        known = in_the_open(reads.find(Code), unrevealed(reads))
        living = [one for one in known if one.retired_at is None]
        self._by_id = {one.id.casefold(): one for one in living}
        self._by_name = {one.name.casefold(): one for one in living}
        self._taken = set(self._by_name)
        self._met: set[str] = set()

    def each(self) -> Iterator[Coming]:
        """In the order of the file's tree."""
        # Who is known by identifier is not for others to be met by name.
        sure = {one.guid: self._by_id[one.guid] for one in self._book.codes if one.guid in self._by_id}
        self._met = {one.id for one in sure.values()}
        made: list[Coming] = []
        for read in self._book.codes:
            below = made[read.parent] if read.parent >= 0 else None
            here = sure.pop(read.guid, None) or self._named(read.name) or self._again(read, below)
            name, note = self._name(read, below) if here is None else (here.name, "")
            coming = Coming(
                read, name, below, here, self._above(here), family_of(read.colour), self._book.placed, note
            )
            coming.note = coming.note or _too_long(read)
            made.append(coming)
            yield coming

    def _named(self, name: str) -> Code | None:
        found = self._by_name.get(name.casefold())
        if found is None or found.id in self._met:
            return None
        self._met.add(found.id)
        return found

    def _again(self, read: ReadCode, below: Coming | None) -> Code | None:
        """The code that came in under a name of its own before, since the file has this name more than once."""
        parent_id = below.here.id if below is not None and below.here is not None else None
        if read.name.casefold() not in self._by_name or (below is not None and parent_id is None):
            return None
        names = [f"{read.name} ({below.name})"] if below is not None else [f"{read.name} (2)"]
        n = 3
        while (found := self._by_name.get(names[-1].casefold())) is not None:
            if found.id not in self._met and found.parent_id == parent_id:
                self._met.add(found.id)
                return found
            names.append(f"{read.name} ({n})")
            n += 1
        return None

    def _above(self, here: Code | None) -> str:
        parent = self._by_id.get((here.parent_id or "").casefold()) if here is not None else None
        return parent.name if parent is not None else ""

    def _name(self, read: ReadCode, below: Coming | None) -> tuple[str, str]:
        """A name that is free: with the parent's where it is taken, else with a number."""
        name, note, n = read.name, "", 1
        while name.casefold() in self._taken:
            note, n = _TWICE, n + 1
            name = f"{read.name} ({below.name if below is not None and n == 2 else n})"
        self._taken.add(name.casefold())
        return name, note


def _too_long(read: ReadCode) -> str:
    if len(read.name) > _MOST_NAME:
        return f"Its name is longer than {_MOST_NAME} characters."
    long = next((what for what in WORDS if len(getattr(read, what)) > _MOST_WORDS), "")
    return f"Its {long.replace('_', ' ')} is longer than {_MOST_WORDS:,} characters." if long else ""


def _choices(request: BringCodes, matched: list[Coming]) -> dict[int, str]:
    """What becomes of each code. Raises Invalid for what is no choice, and for what cannot be."""
    if request.new not in ("add", "leave"):
        raise Invalid("What becomes of new codes is add or leave.", place="new")
    if request.same not in ("leave", "words", "all"):
        raise Invalid("What becomes of codes that are here is leave, words or all.", place="same")
    found: dict[int, str] = {}
    for at, one in enumerate(matched):
        found[at] = "leave" if one.stopped else request.new if one.here is None else request.same
    for line in filter(None, request.choices.split("\n")):
        number, _, choice = line.strip().partition(" ")
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else -1
        if not 0 <= at < len(matched):
            raise Invalid("A choice names no code of the file.", place="choices")
        one = matched[at]
        fits = ("leave", "add") if one.here is None else ("leave", "words", "all")
        if choice not in fits:
            raise Invalid(f"For this code one chooses {' or '.join(fits)}.", place=one.name)
        if choice != "leave" and one.stopped:
            raise Refused(one.note, place=one.name, advice="Make it shorter in the file, or leave it out.")
        found[at] = choice
    return found


class Bringing:
    """The codes that were chosen, coming in parents first."""

    def __init__(self, work: Work, matched: list[Coming]) -> None:
        self._work, self._matched = work, matched
        self._known = {one.id: one for one in in_the_open(work.find(Code), unrevealed(work))}
        self._keys = {one.key for one in self._known.values() if one.key}
        self._last: dict[str | None, int] = {}
        for one in self._known.values():
            self._last[one.parent_id] = max(self._last.get(one.parent_id, -1), one.position)
        self._names = {one.name.casefold(): one.id for one in self._known.values() if one.retired_at is None}

    def brought(self, choices: dict[int, str]) -> Brought:
        """Add, then change: a code that moves may move below one that is new."""
        added, changed = [], []
        for at, one in enumerate(self._matched):
            one.code_id = one.here.id if one.here is not None else ""
            if choices[at] == "add":
                added.append(self._added(one))
        for at, one in enumerate(self._matched):
            if choices[at] in ("words", "all") and self._changed(one, everything=choices[at] == "all"):
                changed.append(one.name)
        n_left = len(self._matched) - len(added) - len(changed)
        return Brought(tuple(added), tuple(changed), n_left)

    def _parent_of(self, one: Coming) -> Code | None:
        """The nearest of those it lies under that is in the study."""
        above = one.below
        while above is not None and not above.code_id:
            above = above.below
        return self._known[above.code_id] if above is not None else None

    def _added(self, one: Coming) -> str:
        parent, read = self._parent_of(one), one.read
        key = read.key if read.key and len(read.key) <= _MOST_KEY and read.key not in self._keys else ""
        key = key or next_key(parent, self._keys, group=read.group)
        self._keys.add(key)
        parent_id = parent.id if parent is not None else None
        position = self._last[parent_id] = self._last.get(parent_id, -1) + 1
        code = Code(
            self._work.new_id(),
            one.name,
            key,
            **{what: getattr(read, what) for what in WORDS},
            parent_id=parent_id,
            position=position,
            family=one.family or (parent.family if parent is not None else self._next_family()),
            group=read.group,
            author_id=self._work.by,
            created_at=self._work.now,
        )
        self._work.add(code)
        one.code_id, self._known[code.id] = code.id, code
        self._names[code.name.casefold()] = code.id
        return code.name

    def _next_family(self) -> int:
        return next_family(one for one in self._known.values() if one.parent_id is None)

    def _changed(self, one: Coming, *, everything: bool) -> bool:
        """Whether a code here took something over. Raises Refused where its place or name cannot be."""
        before = self._known[one.code_id]
        after = replace(before, **{what: said for what in WORDS if (said := getattr(one.read, what))})
        if everything:
            whats = {each.what for each in one.differences}
            after = replace(after, family=one.family if "colour" in whats else before.family)
            if "name" in whats:
                after = replace(after, name=self._free(one, before))
            if "parent" in whats:
                after = self._moved(one, after)
        if after == before:
            return False
        self._work.replace(after)
        self._known[after.id] = after
        return True

    def _free(self, one: Coming, before: Code) -> str:
        name = one.read.name
        if self._names.get(name.casefold(), before.id) != before.id:
            raise Refused("Another code has this name already.", place=name, advice="Leave this code, or rename one.")
        self._names.pop(before.name.casefold(), None)
        self._names[name.casefold()] = before.id
        return name

    def _moved(self, one: Coming, after: Code) -> Code:
        parent = self._parent_of(one)
        parent_id = parent.id if parent is not None else None
        if parent_id == after.parent_id:
            return after
        try:
            without_cycle(self._known.values(), after.id, parent_id)
        except Refused as error:
            raise Refused(
                "It would come to lie below itself.", place=after.name, advice="Take over only its words, or leave it."
            ) from error
        position = self._last[parent_id] = self._last.get(parent_id, -1) + 1
        return replace(after, parent_id=parent_id, position=position)

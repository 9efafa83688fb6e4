"""The tags of a REFI-QDA project as they come: codes, users, cases, and sources of every kind with what hangs on them.

Elements are known by their local names, whatever the namespace. What is not taken is named here, by kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from anselm.domain.interchange import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedLeft,
    ExchangedLink,
    ExchangedPlace,
    ExchangedRegion,
    ExchangedSet,
    ExchangedStretch,
    ExchangedUser,
    ExchangedValue,
    ExchangedVariable,
)
from anselm.formats.refi_places import Raw

__all__ = ["SOURCES", "Left", "Open", "Selection", "TagReader", "bare_guid"]

# An element whose text is coded, and what it is to whoever reads the report of the import.
SOURCES = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "recording",
    "VideoSource": "recording",
}
_TEXTS = ("Representation", "Transcript", "TextDescription")
_HOLDERS = ("Code", "Case", "Set", "Note", "Variable", "Link", "Coding", *SOURCES, *_TEXTS)
_SELECTIONS = (
    *("PlainTextSelection", "TranscriptSelection", "PDFSelection", "PictureSelection"),
    *("AudioSelection", "VideoSelection"),
)
_NAMES = (
    *_HOLDERS, *_SELECTIONS, "Graph", "Project", "CodeBook", "User", "CodeRef", "Description", "PlainTextContent",
    "VariableValue", "VariableRef", "TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue",
    "DateTimeValue", "SourceRef", "SelectionRef", "MemberCode", "MemberSource", "MemberNote", "NoteRef", "SyncPoint",
)  # fmt: skip
_WORDS = frozenset(("Description", "PlainTextContent", *(name for name in _NAMES if name.endswith("Value"))))
_NAMED = 20  # names kept of what is left out

# What is left out: one of it, many of it, and why, in the order it is told.
_WHY: dict[str, tuple[str, str, str]] = {
    "text": ("text", "texts", "No words of it are in the file, or they are no UTF-8."),
    "picture": ("picture", "pictures", "Not in the file, or no PNG, JPEG or WebP."),
    "recording": ("recording", "recordings", "Its file is not in the project. Add it under its transcript."),
    "outside": ("coding", "codings", "Positions that do not fit the text; none was moved to where it might fit."),
    "no words": ("coding", "codings", "The words they stand on are not in the file."),
    "region": ("coding of a picture", "codings of pictures", "Its corners lie outside the picture, or it has none."),
    "page": ("coding of a place on a page", "codings of places on pages", "Their PDF is not in the file."),
    "stretch": ("coding of a stretch of sound", "codings of stretches of sound", "The recording does not come along."),
    "no stretch": ("coding of a stretch of sound", "codings of stretches of sound", "It ends before it begins."),
    "of page": ("remark at a place on a page", "remarks at places on pages", "No code stands there to hold it."),
    "of sound": ("remark at a stretch of sound", "remarks at stretches of sound", "No code stands there to hold it."),
    "unknown": ("coding", "codings", "Its code is not in the file."),
    "of note": ("coding of a memo", "codings of memos", "Memos are not coded here."),
    "of case": ("code given to a whole case", "codes given to whole cases", "Passages are coded here, not cases."),
    "marked": ("marked passage", "marked passages", "No code stands on it, and nothing is written at it."),
    "set": ("set", "sets", "A set may be a theme, a group of texts or a list; make a theme of it where it is one."),
    "link": ("link", "links", "It ties what has no tie of that kind here."),
    "graph": ("graph", "graphs", "Drawings of other programs are not read."),
    "empty": ("empty memo", "empty memos", "Nothing is written in it."),
}


def bare_guid(text: str) -> str:
    """A GUID without its braces, in small letters: programs write the same one in any of these ways."""
    return text.strip().strip("{}").casefold()


class Left:
    """What is left out, counted and named by kind."""

    def __init__(self) -> None:
        self._n: dict[str, int] = {}
        self._names: dict[str, dict[str, None]] = {}

    def add(self, kind: str, name: str, n: int = 1) -> None:
        """So many things of a kind; the name is theirs, or that of what they stand in."""
        if n <= 0:
            return
        self._n[kind] = self._n.get(kind, 0) + n
        names = self._names.setdefault(kind, {})
        if name and len(names) < _NAMED:
            names[" ".join(name.split())[:200]] = None

    def told(self) -> tuple[ExchangedLeft, ...]:
        """In the order of the table, each with how many there are."""
        return tuple(
            ExchangedLeft(f"{n:,} {one if n == 1 else many}", n, tuple(self._names[kind]), why)
            for kind, (one, many, why) in _WHY.items()
            if (n := self._n.get(kind))
        )


class Selection:
    """A marked place of a text, and what is said of it there."""

    __slots__ = ("at", "codings", "end", "guid", "notes", "quoted", "start", "user", "words")

    def __init__(self, one: Open, start: int | None, end: int | None) -> None:
        # Without both places it fits nowhere, and must not be taken for a coding of the whole text.
        self.start, self.end = (0, -1) if start is None or end is None else (start, end)
        self.guid = bare_guid(one.at.get("guid", ""))
        self.quoted = one.at.get("name", "") or one.words
        self.words, self.notes = one.words, tuple(one.notes)
        self.user, self.at = bare_guid(one.at.get("creatingUser", "")), one.at.get("creationDateTime", "")
        self.codings = [raw.coding for raw in one.codings]

    @property
    def raws(self) -> list[Raw]:
        """Its codings, each at its place."""
        return [Raw(one, self.start, self.end, self.quoted) for one in self.codings]


class Open:
    """An element whose end is still to come: its attributes, and what was found inside."""

    __slots__ = (
        *("at", "codes", "codings", "inner", "local", "notes", "places", "points", "regions", "selections", "sources"),
        *("stretches", "text", "values", "words"),
    )

    def __init__(self, local: str, at: dict[str, str]) -> None:
        self.local, self.at = local, at
        self.words = self.text = ""
        self.codes: list[str] = []
        self.sources: list[str] = []
        self.notes: list[str] = []
        self.values: list[ExchangedValue] = []
        self.codings: list[Raw] = []
        self.selections: list[Selection] = []
        self.inner: list[Open] = []
        self.places: list[tuple[str, ExchangedPlace | None, str]] = []
        self.regions: list[ExchangedRegion] = []
        self.stretches: list[ExchangedStretch] = []
        self.points: dict[str, tuple[int | None, int | None]] = {}

    @property
    def guid(self) -> str:
        """Its GUID, bare."""
        return bare_guid(self.at.get("guid", ""))

    @property
    def name(self) -> str:
        """Its name, else that of its file, else what it is."""
        path = self.at.get("plainTextPath", "") or self.at.get("path", "")
        file = path.rpartition("://")[2].replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        return self.at.get("name", "").strip() or file or SOURCES.get(self.local, "text")


class TagReader:
    """Builds the project from the tags of its XML."""

    tags = frozenset(name for one in _NAMES for name in (one, "?" + one))

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.stack: list[Open] = []
        self.taken: list[str] = []
        self.users: list[ExchangedUser] = []
        self.codes: list[ExchangedCode] = []
        self.variables: list[ExchangedVariable] = []
        self.cases: list[ExchangedCase] = []
        self.sources: list[Open] = []
        self.notes: list[Open] = []
        self.sets: list[ExchangedSet] = []
        self.links: list[ExchangedLink] = []
        self.left = Left()
        self._guids: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Open an element; True for what is not taken, with all it holds."""
        local = tag.removeprefix("?")
        at = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if local == "Graph":
            self.left.add("graph", at.get("name", ""))
            return True
        if local in ("Project", "CodeBook"):
            self.root = {**at, **self.root}
            return False
        self.taken = []
        if local == "Code":
            parent = next((one.guid for one in reversed(self.stack) if one.local == "Code"), "")
            codable = at.get("isCodable", "true") != "false"
            guid = at["guid"] = self._own(bare_guid(at.get("guid", "")))
            self.codes.append(ExchangedCode(guid, at.get("name", ""), "", at.get("color", ""), parent, codable))
            at["place"] = str(len(self.codes) - 1)
        self.stack.append(Open(local, at))
        return False

    def _own(self, guid: str) -> str:
        """The GUID of a code, another where a code before has it: so no code lies under itself. What refers to the
        GUID means the first."""
        own, n = guid, 1
        while own in self._guids:
            n += 1
            own = f"{guid} {n}"
        self._guids.add(own)
        return own

    def characters(self, text: str) -> None:
        """Keep words of the elements that have any."""
        if self.stack and self.stack[-1].local in _WORDS:
            self.taken.append(text)

    def end(self, tag: str) -> None:
        """Close an element and hand what it was to the one around it."""
        local = tag.removeprefix("?")
        if local in ("Project", "CodeBook"):
            return
        one = self.stack.pop()
        around = self.stack[-1] if self.stack else Open("", {})
        if local in _WORDS and local != "VariableValue":
            words = "".join(self.taken)
            if local == "PlainTextContent":
                around.text = words
            else:
                around.words = words
        elif local in _ENDS:
            _ENDS[local](self, one, around)

    def user(self, one: Open, _: Open) -> None:
        self.users.append(ExchangedUser(one.guid, one.at.get("name", ""), one.at.get("id", "")))

    def code(self, one: Open, _: Open) -> None:
        place = int(one.at["place"])
        self.codes[place] = replace(self.codes[place], description=one.words, notes=tuple(one.notes))

    def target(self, one: Open, around: Open) -> None:
        guid = bare_guid(one.at.get("targetGUID") or one.at.get("guid", ""))
        if one.local in ("CodeRef", "MemberCode"):
            around.codes.append(guid)
        elif one.local == "VariableRef":
            around.at["variable"] = guid
        elif one.local == "NoteRef":
            around.notes.append(guid)
        elif one.local in ("SourceRef", "MemberSource"):
            around.sources.append(guid)

    def value(self, one: Open, around: Open) -> None:
        around.values.append(ExchangedValue(one.at.get("variable", ""), one.words))

    def coding(self, one: Open, around: Open) -> None:
        made = ExchangedCoding(
            one.guid,
            -1,
            -1,
            one.codes[0] if one.codes else "",
            bare_guid(one.at.get("creatingUser", "")),
            one.at.get("creationDateTime", ""),
            tuple(one.notes),
        )
        around.codings.append(Raw(made, None, None, ""))

    def selection(self, one: Open, around: Open) -> None:
        start, end = (_number(one.at.get(name, "")) for name in ("startPosition", "endPosition"))
        around.selections.append(Selection(one, start, end))

    def between_points(self, one: Open, around: Open) -> None:
        """A passage of a transcript: from one point in time to another, each with its place in the text."""
        ends = (around.points.get(bare_guid(one.at.get(name, ""))) for name in ("fromSyncPoint", "toSyncPoint"))
        start, end = (None if point is None else point[0] for point in ends)
        around.selections.append(Selection(one, start, end))

    def point(self, one: Open, around: Open) -> None:
        around.points[one.guid] = (_number(one.at.get("position", "")), _number(one.at.get("timeStamp", "")))

    def page(self, one: Open, around: Open) -> None:
        """A place on a page for each of its codes, none where it has no code; without all corners it is on no page."""
        said = [_point(one.at.get(name, "")) for name in ("page", "firstX", "firstY", "secondX", "secondY")]
        page, *(left, low, right, top) = (-1 if None in said or at is None else at for at in said)
        note = one.words.strip()[:5000]
        for raw in one.codings:
            made = raw.coding
            notes = (*one.notes, *made.notes)
            held = (made.guid, page, left, low, right, top, made.code, made.user, made.at, note, notes)
            around.places.append((one.guid, ExchangedPlace(*held), note))
        if not one.codings:
            around.places.append((one.guid, None, note))

    def stretch(self, one: Open, around: Open) -> None:
        start, end = (_number(one.at.get(name, "")) for name in ("begin", "end"))
        fits = start is not None and end is not None and start < end
        name = one.at.get("name", "")
        self.left.add("no stretch", name, 0 if fits else len(one.codings))
        said = one.words.strip()
        self.left.add("of sound", name, int(bool(said) and not (fits and one.codings)))
        for raw in one.codings if fits else ():
            made = raw.coding
            held = (made.guid, start or 0, end or 0, made.code, made.user, made.at, said[:5000])
            around.stretches.append(ExchangedStretch(*held))

    def region(self, one: Open, around: Open) -> None:
        corners = [_number(one.at.get(name, "")) for name in ("firstX", "firstY", "secondX", "secondY")]
        left, top, right, bottom = (-1 if at is None else at for at in corners)
        for raw in one.codings:
            made = raw.coding
            around.regions.append(ExchangedRegion(made.guid, left, top, right, bottom, made.code, made.user, made.at))

    def source(self, one: Open, _: Open) -> None:
        self.sources.append(one)

    def inside(self, one: Open, around: Open) -> None:
        around.inner.append(one)

    def note(self, one: Open, _: Open) -> None:
        self.notes.append(one)
        self.left.add("of note", one.name, len(one.codings) + sum(len(held.codings) for held in one.selections))

    def variable(self, one: Open, _: Open) -> None:
        kind = one.at.get("typeOfVariable", "Text")
        self.variables.append(ExchangedVariable(one.guid, one.at.get("name", ""), kind))

    def case(self, one: Open, _: Open) -> None:
        name = one.at.get("name", "")
        self.left.add("of case", name, len(one.codes))
        made = ExchangedCase(one.guid, name, one.words, tuple(one.values), tuple(one.sources), tuple(one.notes))
        self.cases.append(made)

    def set(self, one: Open, _: Open) -> None:
        name, guid = one.at.get("name", ""), one.guid
        self.sets.append(ExchangedSet(guid, name, one.words, tuple(one.codes), tuple(one.sources)))

    def link(self, one: Open, _: Open) -> None:
        ends = (bare_guid(one.at.get(name, "")) for name in ("originGUID", "targetGUID"))
        self.links.append(ExchangedLink(one.guid, one.at.get("name", ""), *ends))


_ENDS: dict[str, Callable[[TagReader, Open, Open], None]] = {
    "User": TagReader.user,
    "Code": TagReader.code,
    "CodeRef": TagReader.target,
    "MemberCode": TagReader.target,
    "MemberSource": TagReader.target,
    "SourceRef": TagReader.target,
    "VariableRef": TagReader.target,
    "NoteRef": TagReader.target,
    "VariableValue": TagReader.value,
    "Coding": TagReader.coding,
    "PlainTextSelection": TagReader.selection,
    "TranscriptSelection": TagReader.between_points,
    "SyncPoint": TagReader.point,
    "PDFSelection": TagReader.page,
    "PictureSelection": TagReader.region,
    "AudioSelection": TagReader.stretch,
    "VideoSelection": TagReader.stretch,
    **dict.fromkeys(SOURCES, TagReader.source),
    **dict.fromkeys(_TEXTS, TagReader.inside),
    "Note": TagReader.note,
    "Variable": TagReader.variable,
    "Case": TagReader.case,
    "Set": TagReader.set,
    "Link": TagReader.link,
}


def _point(text: str) -> int | None:
    """A whole number of points, whatever a program writes for one."""
    try:
        return round(max(-1.0, min(float(text), 99_999.0)))
    except ValueError:
        return None


def _number(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None

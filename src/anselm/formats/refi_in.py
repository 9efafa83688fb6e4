"""REFI-QDA in: a project (.qdpx) or a codebook (.qdc) of any program, as far as it is taken, and what is not.

Elements are known by their local names, whatever the namespace; GUIDs compare without case and braces; any one
``*.qde`` at the root is the project. Nothing is validated: real files break the schema and are read all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from anselm.domain.interchange import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedLink,
    ExchangedNote,
    ExchangedSet,
    ExchangedSource,
    ExchangedStudy,
    ExchangedUser,
    ExchangedValue,
    ExchangedVariable,
)
from anselm.domain.parsed import Loss, Refusal
from anselm.formats.canonical import canonical
from anselm.formats.refi import ASIDE, guid_of
from anselm.formats.refi_places import Convention, Raw, choose
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile, open_container
from anselm.formats.sniff import EMPTY, kind_of

__all__ = ["read_project", "reads_back"]

_NOT_TAKEN = {
    "PDFSource": ("pdf", "PDF source"),
    "PictureSource": ("picture", "picture source"),
    "AudioSource": ("audio", "audio source"),
    "VideoSource": ("video", "video source"),
    "Graph": ("graph", "graph"),
}
_HOLDERS = ("Code", "Case", "Set", "TextSource", "PlainTextSelection", "Note", "Variable", "Link", "Coding")
_NAMES = (
    *_NOT_TAKEN, *_HOLDERS, "Project", "CodeBook", "User", "CodeRef", "Description", "PlainTextContent",
    "VariableValue", "VariableRef", "TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue",
    "DateTimeValue", "SourceRef", "MemberCode", "MemberSource", "NoteRef",
)  # fmt: skip
_WORDS = frozenset(("Description", "PlainTextContent", *(name for name in _NAMES if name.endswith("Value"))))


def _guid(text: str) -> str:
    return text.strip().strip("{}").casefold()


class _Open:
    """An element whose end is still to come: its attributes, and what was found inside."""

    __slots__ = ("at", "codes", "codings", "local", "notes", "sources", "text", "values", "words")

    def __init__(self, local: str, at: dict[str, str]) -> None:
        self.local, self.at = local, at
        self.words = self.text = ""
        self.codes: list[str] = []
        self.sources: list[str] = []
        self.notes: list[str] = []
        self.values: list[ExchangedValue] = []
        self.codings: list[Raw] = []


class _Reader:
    """Builds the project from the tags of its XML."""

    tags = frozenset(name for one in _NAMES for name in (one, "?" + one))

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.stack: list[_Open] = []
        self.taken: list[str] = []
        self.users: list[ExchangedUser] = []
        self.codes: list[ExchangedCode] = []
        self.variables: list[ExchangedVariable] = []
        self.cases: list[ExchangedCase] = []
        self.sources: list[tuple[_Open, list[Raw]]] = []
        self.notes: list[_Open] = []
        self.sets: list[ExchangedSet] = []
        self.links: list[ExchangedLink] = []
        self.left: Counter[str] = Counter()

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Open an element; True for what is not taken, with all it holds."""
        local = tag.removeprefix("?")
        if local in _NOT_TAKEN:
            self.left[local] += 1
            return True
        if local in ("Project", "CodeBook"):
            self.root = {**attributes, **self.root}
            return False
        self.taken = []
        at = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if local == "Code":
            parent = next((one.at.get("guid", "") for one in reversed(self.stack) if one.local == "Code"), "")
            self.codes.append(
                ExchangedCode(
                    _guid(at.get("guid", "")),
                    at.get("name", ""),
                    "",
                    at.get("color", ""),
                    _guid(parent),
                    at.get("isCodable", "true") != "false",
                )
            )
            at["place"] = str(len(self.codes) - 1)
        self.stack.append(_Open(local, at))
        return False

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
        around = self.stack[-1] if self.stack else _Open("", {})
        if local in _WORDS and local != "VariableValue":
            words = "".join(self.taken)
            if local == "PlainTextContent":
                around.text = words
            else:
                around.words = words
        elif local in _ENDS:
            _ENDS[local](self, one, around)

    def user(self, one: _Open, _: _Open) -> None:
        self.users.append(ExchangedUser(_guid(one.at.get("guid", "")), one.at.get("name", ""), one.at.get("id", "")))

    def code(self, one: _Open, _: _Open) -> None:
        place = int(one.at["place"])
        self.codes[place] = replace(self.codes[place], description=one.words)

    def target(self, one: _Open, around: _Open) -> None:
        guid = _guid(one.at.get("targetGUID") or one.at.get("guid", ""))
        if one.local in ("CodeRef", "MemberCode"):
            around.codes.append(guid)
        elif one.local == "VariableRef":
            around.at["variable"] = guid
        elif one.local == "NoteRef":
            around.notes.append(guid)
        else:
            around.sources.append(guid)

    def value(self, one: _Open, around: _Open) -> None:
        around.values.append(ExchangedValue(one.at.get("variable", ""), one.words))

    def coding(self, one: _Open, around: _Open) -> None:
        made = ExchangedCoding(
            _guid(one.at.get("guid", "")),
            -1,
            -1,
            one.codes[0] if one.codes else "",
            _guid(one.at.get("creatingUser", "")),
            one.at.get("creationDateTime", ""),
        )
        around.codings.append(Raw(made, None, None, ""))

    def selection(self, one: _Open, around: _Open) -> None:
        start, end = (_number(one.at.get(name, "")) for name in ("startPosition", "endPosition"))
        quoted = one.at.get("name", "") or one.words
        if not one.codings:
            self.left["PlainTextSelection"] += 1
        around.codings.extend(Raw(raw.coding, start, end, quoted) for raw in one.codings)

    def source(self, one: _Open, _: _Open) -> None:
        self.sources.append((one, one.codings))

    def note(self, one: _Open, _: _Open) -> None:
        self.notes.append(one)

    def variable(self, one: _Open, _: _Open) -> None:
        kind = one.at.get("typeOfVariable", "Text")
        self.variables.append(ExchangedVariable(_guid(one.at.get("guid", "")), one.at.get("name", ""), kind))

    def case(self, one: _Open, _: _Open) -> None:
        name, guid = one.at.get("name", ""), _guid(one.at.get("guid", ""))
        self.cases.append(ExchangedCase(guid, name, one.words, tuple(one.values), tuple(one.sources)))

    def set(self, one: _Open, _: _Open) -> None:
        name, guid = one.at.get("name", ""), _guid(one.at.get("guid", ""))
        self.sets.append(ExchangedSet(guid, name, one.words, tuple(one.codes), tuple(one.sources)))

    def link(self, one: _Open, _: _Open) -> None:
        ends = (_guid(one.at.get(name, "")) for name in ("originGUID", "targetGUID"))
        self.links.append(ExchangedLink(_guid(one.at.get("guid", "")), one.at.get("name", ""), *ends))


_ENDS: dict[str, Callable[[_Reader, _Open, _Open], None]] = {
    "User": _Reader.user,
    "Code": _Reader.code,
    "CodeRef": _Reader.target,
    "MemberCode": _Reader.target,
    "MemberSource": _Reader.target,
    "SourceRef": _Reader.target,
    "VariableRef": _Reader.target,
    "NoteRef": _Reader.target,
    "VariableValue": _Reader.value,
    "Coding": _Reader.coding,
    "PlainTextSelection": _Reader.selection,
    "TextSource": _Reader.source,
    "Note": _Reader.note,
    "Variable": _Reader.variable,
    "Case": _Reader.case,
    "Set": _Reader.set,
    "Link": _Reader.link,
}


def _number(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None


def read_project(name: str, content: bytes) -> ExchangedStudy | Refusal:
    """The project or codebook, or why it was not read. Total: any bytes under any name give an answer."""
    if not content:
        return EMPTY
    try:
        if "zip container" in (kind_of(content) or ""):
            return _container(open_container(content))
        if b"<" not in content[:1000]:
            kind = kind_of(content) or "something else, perhaps plain text"
            return Refusal(f"It is no REFI-QDA project or codebook but {kind}.", "first bytes", "Export .qdpx or .qdc.")
        reader = _Reader()
        read_xml([content.removeprefix(b"\xef\xbb\xbf").lstrip()], name[:80], reader)
        return _made(reader, {}, "")
    except UnsafeFile as error:
        return error.refusal


def reads_back(project: ExchangedStudy, content: bytes) -> bool:
    """Whether a written project is read again with every text, coding, code and coder as they were."""
    again = read_project("project.qdpx", content)
    if isinstance(again, Refusal):
        return False
    pairs = zip(project.sources, again.sources, strict=False)
    return (
        len(project.sources) == len(again.sources)
        and all((one.text, _where(one)) == (two.text, _where(two)) for one, two in pairs)
        and {(guid_of(one.guid), one.name) for one in project.codes} == {(one.guid, one.name) for one in again.codes}
        and [one.name for one in project.users] == [one.name for one in again.users]
    )


def _where(source: ExchangedSource) -> list[tuple[int, int, str, str]]:
    return sorted((one.start, one.end, guid_of(one.code), guid_of(one.user)) for one in source.codings)


def _container(container: Container) -> ExchangedStudy | Refusal:
    roots = [one for one in container.names if one.casefold().endswith(".qde") and "/" not in one.replace("\\", "/")]
    if len(roots) != 1:
        found = "no project (.qde)" if not roots else f"{len(roots)} projects (.qde)"
        return Refusal(f"It holds {found} at its root.", "list of parts", "Export it again as one REFI-QDA project.")
    reader = _Reader()
    read_xml([b"".join(container.chunks(roots[0])).removeprefix(b"\xef\xbb\xbf").lstrip()], roots[0], reader)
    texts = {
        one.replace("\\", "/").rpartition("/")[2].casefold(): b"".join(container.chunks(one))
        for one in container.names
        if one.replace("\\", "/").casefold().startswith("sources/") and one.casefold().endswith(".txt")
    }
    aside = b"".join(container.chunks(ASIDE)).decode("utf-8", "replace") if ASIDE in container else ""
    return _made(reader, texts, aside)


def _made(reader: _Reader, texts: dict[str, bytes], aside: str) -> ExchangedStudy:
    losses = [
        Loss(kind, "project", f"{n} {words}{'' if n == 1 else 's'}: not taken.")
        for local, (kind, words) in _NOT_TAKEN.items()
        if (n := reader.left[local])
    ]
    if n := reader.left["PlainTextSelection"]:
        losses.append(Loss("annotation", "project", f"{n} marked passages without a code: not taken."))
    found: list[tuple[_Open, str, list[Raw]]] = []
    for one, codings in reader.sources:
        text = _text_of(one, texts)
        if isinstance(text, Loss):
            losses.append(text)
        else:
            found.append((one, text, codings))
    convention = choose([(text, codings) for _, text, codings in found])
    sources = []
    for one, text, codings in found:
        placed = convention.placed(text, codings)
        if n := len(codings) - len(placed):
            losses.append(Loss("coding", one.at.get("name", ""), f"{n} codings lie outside their text: not taken."))
        sources.append(
            ExchangedSource(
                _guid(one.at.get("guid", "")),
                one.at.get("name", "") or "text",
                canonical(text),
                tuple(placed),
                tuple(one.notes),
                one.at.get("creationDateTime", ""),
            )
        )
    return _whole(reader, tuple(sources), aside, [*losses, *_said(convention)])


def _said(convention: Convention) -> list[Loss]:
    return [Loss("positions", "project", convention.said)] if convention.said else []


def _whole(reader: _Reader, sources: tuple[ExchangedSource, ...], aside: str, losses: list[Loss]) -> ExchangedStudy:
    root = {name.rpartition(" ")[2]: value for name, value in reader.root.items()}
    notes = tuple(
        ExchangedNote(
            _guid(one.at.get("guid", "")),
            one.at.get("name", ""),
            one.text,
            _guid(one.at.get("creatingUser", "")),
            one.at.get("creationDateTime", ""),
        )
        for one in reader.notes
    )
    return ExchangedStudy(
        "",
        root.get("name", ""),
        root.get("origin", ""),
        tuple(reader.users),
        tuple(reader.codes),
        tuple(reader.variables),
        tuple(reader.cases),
        sources,
        notes,
        tuple(reader.sets),
        tuple(reader.links),
        aside,
        tuple(losses),
    )


def _text_of(one: _Open, texts: dict[str, bytes]) -> str | Loss:
    """The text of a source as its bytes say, mark and line ends still as they are; or why there is none."""
    name = one.at.get("name", "") or "a source without a name"
    if one.text:
        return one.text
    path = one.at.get("plainTextPath", "")
    bare = path.rpartition("://")[2].replace("\\", "/").rpartition("/")[2].casefold()
    content = texts.get(bare)
    if content is None:
        return Loss("text", name, "Its text is not in the file: not taken.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return Loss("text", name, "Its text is not UTF-8: not taken.")

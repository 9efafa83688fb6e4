"""REFI-QDA in: a project (.qdpx) or a codebook (.qdc) of any program, as far as it is taken, and what is not.

GUIDs compare without case and braces; any one ``*.qde`` at the root is the project. Nothing is validated: real files
break the schema and are read all the same.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from anselm.domain.interchange import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedNote,
    ExchangedPdf,
    ExchangedPicture,
    ExchangedPlace,
    ExchangedRecording,
    ExchangedRemark,
    ExchangedSource,
    ExchangedStretch,
    ExchangedStudy,
)
from anselm.domain.parsed import Loss, ReadPicture, Refusal
from anselm.formats.canonical import canonical, has_words
from anselm.formats.picture import read_picture
from anselm.formats.refi import ASIDE, RECORDING, guid_of
from anselm.formats.refi_flat import Flat, from_atlas, in_tree, said_by_sets
from anselm.formats.refi_places import Convention, Raw, choose
from anselm.formats.refi_tags import SOURCES, Open, Selection, TagReader
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile, open_container
from anselm.formats.sniff import EMPTY, kind_of

__all__ = ["read_project", "reads_back", "unpacked"]

T = TypeVar("T", ExchangedCode, ExchangedCase)
MOST_SOUND = 512 * 1024 * 1024  # bytes of one recording, as of one that is brought in by itself
_TEXT_KINDS = {"PDFSource": "pdf", "AudioSource": "transcript", "VideoSource": "transcript"}


def read_project(name: str, content: bytes, *, whole: bool = False) -> ExchangedStudy | Refusal:
    """The project or codebook, or why it was not read. Total: any bytes under any name give an answer.

    Pictures are read only where the ``whole`` is asked for, PDF files not at all: a PDF is read by itself, and one
    whose words the project does not hold has an empty text here.
    """
    if not content:
        return EMPTY
    try:
        if "zip container" in (kind_of(content) or ""):
            return _container(open_container(content), whole=whole)
        if b"<" not in content[:1000]:
            kind = kind_of(content) or "something else, perhaps plain text"
            return Refusal(f"It is no REFI-QDA project or codebook but {kind}.", "first bytes", "Export .qdpx or .qdc.")
        reader = TagReader()
        read_xml([content.removeprefix(b"\xef\xbb\xbf").lstrip()], name[:80], reader)
        return _Making(reader, _Files(None), whole=whole).made()
    except UnsafeFile as error:
        return error.refusal


def unpacked(content: bytes, part: str) -> bytes | Refusal:
    """One part of a container, counted and its checksum compared. Nothing of it is read."""
    try:
        container = open_container(content, most=MOST_SOUND)
        return b"".join(container.chunks(part)) if part in container else Refusal("It has no such part.")
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
        and [_when(one) for one in project.recordings] == [_when(one) for one in again.recordings]
        and [_on_pages(one) for one in project.pdfs] == [_on_pages(one) for one in again.pdfs]
    )


def _where(source: ExchangedSource) -> list[tuple[int, int, str, str]]:
    return sorted((one.start, one.end, guid_of(one.code), guid_of(one.user)) for one in source.codings)


def _when(recording: ExchangedRecording) -> tuple[list[tuple[int, int, str, str]], tuple[str, ...]]:
    placed = ((one.start_ms, one.end_ms, guid_of(one.code), guid_of(one.user)) for one in recording.stretches)
    return sorted(placed), tuple(guid_of(one) for one in recording.texts)


def _on_pages(pdf: ExchangedPdf) -> tuple[str, list[ExchangedPlace]]:
    bare = (replace(one, guid="", at="", note="", notes=()) for one in pdf.places)
    return guid_of(pdf.guid), sorted(
        (replace(one, code=guid_of(one.code), user=guid_of(one.user)) for one in bare), key=repr
    )


class _Files:
    """The files of a container by their names, unpacked when asked for. A name is a key and never a path."""

    def __init__(self, container: Container | None) -> None:
        self._container = container
        names = () if container is None else container.names
        self._by_name = {
            one.replace("\\", "/").rpartition("/")[2].casefold(): one
            for one in names
            if one.replace("\\", "/").casefold().startswith("sources/") and not one.endswith("/")
        }

    def get(self, path: str) -> bytes | None:
        """The bytes a path of the project means, None where they are not in the file."""
        name = self.named(path)
        if not name or self._container is None:
            return None
        return b"".join(self._container.chunks(name))

    def named(self, path: str) -> str:
        """The part of the container a path of the project means, empty where there is none."""
        bare = path.rpartition("://")[2].replace("\\", "/").rpartition("/")[2].casefold()
        return self._by_name.get(bare, "") if bare else ""

    @property
    def aside(self) -> str:
        """What only Anselm reads."""
        if self._container is None or ASIDE not in self._container:
            return ""
        return b"".join(self._container.chunks(ASIDE)).decode("utf-8", "replace")


def _container(container: Container, *, whole: bool) -> ExchangedStudy | Refusal:
    roots = [one for one in container.names if one.casefold().endswith(".qde") and "/" not in one.replace("\\", "/")]
    if len(roots) != 1:
        found = "no project (.qde)" if not roots else f"{len(roots)} projects (.qde)"
        return Refusal(f"It holds {found} at its root.", "list of parts", "Export it again as one REFI-QDA project.")
    reader = TagReader()
    read_xml([b"".join(container.chunks(roots[0])).removeprefix(b"\xef\xbb\xbf").lstrip()], roots[0], reader)
    return _Making(reader, _Files(container), whole=whole).made()


@dataclass(slots=True)
class _Text:
    """A text that comes in: whose it is, its characters as its bytes say, and what is marked in it."""

    one: Open
    name: str
    kind: str
    text: str
    selections: list[Selection]
    codings: list[Raw]  # of the whole text
    guid: str
    first: bool = True

    @property
    def raws(self) -> list[Raw]:
        """Every coding, those of the whole text first."""
        return [*self.codings, *(raw for one in self.selections for raw in one.raws)]


class _Making:
    """The project from what its tags said."""

    def __init__(self, reader: TagReader, files: _Files, *, whole: bool) -> None:
        self._reader, self._files, self._whole = reader, files, whole
        self._left = reader.left
        self._notes_of: dict[str, tuple[str, ...]] = {}
        self._sound_of: dict[str, list[str]] = {}
        self._linked()

    def _linked(self) -> None:
        """Some programs tie a memo to what it is about by a link; any other link is left out."""
        notes = {one.guid for one in self._reader.notes}
        for link in self._reader.links:
            ends = (link.origin, link.target)
            if link.name == RECORDING and self._tied(*ends):
                continue
            if (ends[0] in notes) != (ends[1] in notes):
                note, about = ends if ends[0] in notes else reversed(ends)
                self._notes_of[about] = (*self._notes_of.get(about, ()), note)
            else:
                self._left.add("link", link.name)

    def made(self) -> ExchangedStudy:
        """Everything, positions counted as they fit the project's texts best."""
        reader = self._reader
        texts = [text for one in reader.sources for text in self._texts(one)]
        convention = choose([(one.text, one.raws) for one in texts])
        atlas = from_atlas(reader.root.get("origin", ""))
        flat = said_by_sets(reader.sets, reader.variables) if atlas else Flat((), {}, tuple(reader.sets))
        for one in reader.sources:
            one.values.extend(flat.values.get(one.guid, ()))
        sources = tuple(self._source(one, convention) for one in texts)
        for kept in flat.sets:
            self._left.add("set", kept.name)
        codes = tuple(self._told_of(one) for one in reader.codes)
        pictures = tuple(made for one in reader.sources if (made := self._picture(one)) is not None)
        pdfs = tuple(paged for one in reader.sources if (paged := self._pdf(one)) is not None)
        recordings = tuple(heard for one in reader.sources if (heard := self._recording(one, texts)) is not None)
        notes = tuple(self._note(one) for one in reader.notes)
        aside = self._files.aside
        return ExchangedStudy(
            "",
            reader.root.get("name", ""),
            reader.root.get("origin", ""),
            tuple(reader.users),
            in_tree(codes) if atlas else codes,
            (*reader.variables, *flat.variables),
            tuple(self._told_of(one) for one in reader.cases),
            sources,
            tuple(one for one in notes if one.text.strip()),
            flat.sets,
            tuple(reader.links),
            aside,
            (Loss("positions", "project", convention.said),) if convention.said else (),
            pictures,
            self._left.told(),
            recordings,
            pdfs,
        )

    def _told_of(self, one: T) -> T:
        return replace(one, notes=(*one.notes, *self._notes_of.get(one.guid, ())))

    # -- texts

    def _texts(self, one: Open) -> list[_Text]:
        """The texts of a source: its own, that of its PDF, or the transcripts of its recording."""
        if one.local == "PictureSource":
            return []
        if one.local == "TextSource":
            words = self._words(one)
            if words is not None:
                return [_Text(one, one.name, "text", words, one.selections, one.codings, one.guid)]
            self._left.add("text", one.name)
            self._wordless(one, [one], len(one.codings))
            return []
        found: list[_Text] = []
        silent = []
        for inner in one.inner:
            words = self._words(inner)
            if words is None:
                silent.append(inner)
                continue
            of = one.codings if one.local == "PDFSource" and not found else []
            name = one.name if len(one.inner) == 1 else inner.name
            guid = inner.guid if found else one.guid
            found.append(_Text(one, name, _TEXT_KINDS[one.local], words, inner.selections, of, guid, not found))
        paged = one.local == "PDFSource" and bool(self._files.named(one.at.get("path", "")))
        self._wordless(one, silent, but={guid for guid, _, _ in one.places} if paged else set())
        if paged and not found:
            return [_Text(one, one.name, "pdf", "", [], one.codings, one.guid)]  # the PDF says them
        if one.local == "PDFSource" and not found:
            self._left.add("text", one.name)
            self._wordless(one, [], len(one.codings))
        return found

    def _pdf(self, one: Open) -> ExchangedPdf | None:
        """A PDF with the places of its pages. What is marked on a page and in the words under one identifier is one
        coding, of the words."""
        if one.local != "PDFSource":
            return None
        part = self._files.named(one.at.get("path", ""))
        spoken = [inner for inner in one.inner if not part or self._words(inner) is not None]
        marked = {held.guid: bool(held.codings) for inner in spoken for held in inner.selections if held.guid}
        codes = {held.guid for held in self._reader.codes}
        places = []
        for guid, place, note in one.places:
            if guid in marked and (place is None or marked[guid]):
                continue
            if place is None:
                self._left.add("of page" if note else "marked", one.name)
            elif not part:
                self._left.add("page", one.name)
            elif place.code not in codes:
                self._left.add("unknown", one.name)
            else:
                more = (*self._notes_of.get(guid, ()), *self._notes_of.get(place.guid, ()))
                places.append(replace(place, notes=(*place.notes, *more)))
        return ExchangedPdf(one.guid, one.name, part, tuple(places)) if part else None

    def _wordless(self, one: Open, holders: Iterable[Open], n: int = 0, but: Iterable[str] = ()) -> None:
        kept = set(but)
        n += sum(len(held.codings) for holder in holders for held in holder.selections if held.guid not in kept)
        self._left.add("no words", one.name, n)

    def _words(self, one: Open) -> str | None:
        """The text as its bytes say, mark and line ends still as they are; None where there is none."""
        content = None if one.text else self._files.get(one.at.get("plainTextPath", ""))
        try:
            words = content.decode("utf-8") if content is not None else one.text
        except UnicodeDecodeError:
            return None
        # An export that lost its texts has blank ones in their place.
        silent = content is None and not one.text
        return None if silent or (self._whole and not has_words(words)) else words

    def _source(self, one: _Text, convention: Convention) -> ExchangedSource:
        raws = one.raws
        codings = convention.placed(one.text, raws)
        if not one.text:  # a PDF says it
            codings = [replace(raw.coding, start=0, end=0) for raw in raws]
        self._left.add("outside", one.name, len(raws) - len(codings))
        of, first = one.one, one.first
        return ExchangedSource(
            one.guid,
            one.name,
            canonical(one.text),
            self._known(one.name, codings),
            (*of.notes, *self._notes_of.get(of.guid, ())) if first else (),
            of.at.get("creationDateTime", ""),
            one.kind,
            of.words if first else "",
            tuple(of.values) if first else (),
            tuple(self._remarks(one, convention)),
        )

    def _known(self, name: str, codings: Iterable[ExchangedCoding]) -> tuple[ExchangedCoding, ...]:
        """The codings whose code is in the file. One marked twice under one identifier is one."""
        codes = {one.guid for one in self._reader.codes}
        kept: dict[tuple[str, int, int, str, str], ExchangedCoding] = {}
        for one in codings:
            if one.code not in codes:
                self._left.add("unknown", name)
                continue
            more = self._notes_of.get(one.guid, ())
            kept.setdefault(
                (one.guid, one.start, one.end, one.code, one.user),
                replace(one, notes=(*one.notes, *more)) if more else one,
            )
        return tuple(kept.values())

    def _remarks(self, one: _Text, convention: Convention) -> Iterable[ExchangedRemark]:
        places, text = convention.places(one.text), canonical(one.text)
        for held in one.selections:
            notes = (*held.notes, *self._notes_of.get(held.guid, ()))
            span = convention.span(places, Raw(_NO_CODING, held.start, held.end, ""))
            words = held.words.strip()
            if span is None or not (words or notes):
                self._left.add("marked", one.name, int(not held.codings))
                continue
            quoted = " ".join(words.rstrip("….").split())
            if words and " ".join(text[span[0] : span[1]].split()).startswith(quoted):
                words = ""  # it says the passage again
            if words or notes:
                yield ExchangedRemark(*span, words, held.user, held.at, notes)
            else:
                self._left.add("marked", one.name, int(not held.codings))

    # -- what has no words, and memos

    def _tied(self, text: str, sound: str) -> bool:
        """Whether a link says that a recording is the sound of a text; then it is known."""
        kinds = {one.guid: one.local for one in self._reader.sources}
        if SOURCES.get(kinds.get(sound, "")) != "recording" or kinds.get(text) != "TextSource":
            return False
        self._sound_of.setdefault(sound, []).append(text)
        return True

    def _recording(self, one: Open, texts: list[_Text]) -> ExchangedRecording | None:
        if SOURCES[one.local] != "recording":
            return None
        part = self._files.named(one.at.get("path", ""))
        whole = [ExchangedStretch(raw.coding.guid, 0, 0, raw.coding.code, raw.coding.user, raw.coding.at)
                 for raw in one.codings]  # fmt: skip
        if not part:
            self._left.add("recording", one.name)
            self._left.add("stretch", one.name, len(one.stretches) + len(whole))
            return None
        codes = {held.guid for held in self._reader.codes}
        stretches = [held for held in (*one.stretches, *whole) if held.code in codes]
        self._left.add("unknown", one.name, len(one.stretches) + len(whole) - len(stretches))
        known = {held.guid for held in texts}
        of = [held.guid for held in texts if held.one is one]
        of = of or [guid for guid in self._sound_of.get(one.guid, ()) if guid in known]
        of = of or [held.guid for held in texts if _stem(held.name) == _stem(one.name)][:1]
        return ExchangedRecording(one.guid, one.name, part, tuple(stretches), tuple(of))

    def _picture(self, one: Open) -> ExchangedPicture | None:
        if one.local != "PictureSource":
            return None
        content = self._files.get(one.at.get("path", ""))
        read = read_picture(content) if content and self._whole else None
        if not isinstance(read, ReadPicture):
            self._left.add("picture", one.name)
            self._left.add("region", one.name, len(one.regions))
            return None
        fits = [
            held
            for held in one.regions
            if 0 <= held.left < held.right <= read.width and 0 <= held.top < held.bottom <= read.height
        ]
        self._left.add("region", one.name, len(one.regions) - len(fits) + len(one.codings))
        described = next((inner.text for inner in one.inner if inner.text.strip()), "")
        return ExchangedPicture(
            one.guid,
            one.name,
            read.format,
            base64.b64decode(read.content),
            one.words or described,
            tuple(fits),
            (*one.notes, *self._notes_of.get(one.guid, ())),
            one.at.get("creationDateTime", ""),
            read.media_type,
            read.width,
            read.height,
            tuple(one.values),
        )

    def _note(self, one: Open) -> ExchangedNote:
        words = canonical(self._words(one) or "") or one.words
        if not words.strip():
            self._left.add("empty", one.at.get("name", ""))
        user, at = one.at.get("creatingUser", ""), one.at.get("creationDateTime", "")
        return ExchangedNote(one.guid, one.at.get("name", ""), words, user.strip().strip("{}").casefold(), at)


def _stem(name: str) -> str:
    """A name without the ending of a file."""
    stem, _, ending = name.rpartition(".")
    return (stem if stem and len(ending) <= 4 and ending.isalnum() else name).strip().casefold()


_NO_CODING = ExchangedCoding("", 0, 0, "")

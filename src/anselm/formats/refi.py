"""REFI-QDA out: a project (.qdpx) or a codebook (.qdc), valid by the schema, the same bytes for the same study.

Texts lie in ``sources/`` as UTF-8 without a mark, lines end in LF, positions are code points and ends exclusive.
Every path has its scheme and every element its name, since other programs drop, without a word, what has none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from anselm.domain.interchange import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedPdf,
    ExchangedPicture,
    ExchangedPlace,
    ExchangedRecording,
    ExchangedRegion,
    ExchangedSource,
    ExchangedStretch,
    ExchangedStudy,
)
from anselm.formats.out_safe import clean, one_line

__all__ = ["ASIDE", "RECORDING", "guid_of", "to_qdc", "to_qdpx"]

ASIDE = "anselm.json"
RECORDING = "recording"  # the name of a link from a text to its sound
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIRST = (1980, 1, 1, 0, 0, 0)
_SHOWN = 80
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def guid_of(identifier: str) -> str:
    """The identifier as a GUID: itself, or one that follows from it where it is none."""
    small = identifier.casefold()
    if _GUID.fullmatch(small):
        return small
    made = hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()
    return f"{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:32]}"


def to_qdpx(project: ExchangedStudy) -> bytes:
    """The project as a container: project.qde, the texts, and beside them what only Anselm reads."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        _add(packed, "project.qde", "\n".join(_project(project)).encode("utf-8", "replace"))
        for source in project.sources:
            _add(packed, f"sources/{guid_of(source.guid)}.txt", source.text.encode("utf-8", "replace"))
        for pdf in project.pdfs:
            _add(packed, f"sources/{guid_of(pdf.guid)}.pdf", pdf.content)
        for picture in project.pictures:
            _add(packed, f"sources/{guid_of(picture.guid)}.{picture.format}", picture.content)
        for recording in project.recordings:
            path = f"sources/{guid_of(recording.guid)}.{recording.format}"
            _add(packed, path, recording.content, ZIP_STORED)
        if project.aside:
            _add(packed, ASIDE, project.aside.encode("utf-8", "replace"))
    return made.getvalue()


def _add(packed: ZipFile, name: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
    entry = ZipInfo(name, _FIRST)
    entry.compress_type, entry.create_system, entry.external_attr = how, 0, 0
    packed.writestr(entry, content, compresslevel=2)


def to_qdc(project: ExchangedStudy) -> bytes:
    """The codebook alone, with themes as sets of codes."""
    lines = [_HEAD, f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" {_attributes(origin=project.origin)}>', "<Codes>"]
    lines += _codes(project.codes)
    lines.append("</Codes>")
    sets = [one for one in project.sets if one.codes]
    if sets:
        lines.append("<Sets>")
        for one in sets:
            members = [f"<MemberCode {_attributes(guid=guid_of(code))}/>" for code in one.codes]
            lines += [f"<Set {_attributes(guid=guid_of(one.guid), name=one.name)}>", *_said(one.description)]
            lines += [*members, "</Set>"]
        lines.append("</Sets>")
    return "\n".join([*lines, "</CodeBook>\n"]).encode("utf-8", "replace")


def _attributes(**given: str) -> str:
    return " ".join(f'{name}="{clean(value).translate(_ESCAPES)}"' for name, value in given.items() if value)


def _text(words: str) -> str:
    return clean(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _said(words: str) -> list[str]:
    return [f"<Description>{_text(words)}</Description>"] if words else []


def _listed(name: str, lines: Iterable[str]) -> list[str]:
    """The lines inside a list of that name; nothing where there are none, since an empty list is not valid."""
    made = list(lines)
    return [f"<{name}>", *made, f"</{name}>"] if made else []


def _project(project: ExchangedStudy) -> Iterator[str]:
    yield _HEAD
    yield f'<Project xmlns="urn:QDA-XML:project:1.0" {_attributes(name=project.name, origin=project.origin)}>'
    yield from _listed(
        "Users", (f"<User {_attributes(guid=guid_of(u.guid), name=u.name, id=u.initials)}/>" for u in project.users)
    )
    yield from _listed("CodeBook", _listed("Codes", _codes(project.codes)))
    kinds = {one.guid: one.kind for one in project.variables}
    yield from _listed(
        "Variables",
        (
            f"<Variable {_attributes(guid=guid_of(v.guid), name=v.name, typeOfVariable=v.kind)}/>"
            for v in project.variables
        ),
    )
    yield from _listed("Cases", (line for case in project.cases for line in _case(case, kinds)))
    pdfs = {one.guid: one for one in project.pdfs}
    words = (line for source in project.sources for line in _source(source, pdfs.get(source.guid)))
    seen = (line for picture in project.pictures for line in _picture(picture))
    heard = (line for recording in project.recordings for line in _recording(recording))
    yield from _listed("Sources", (*words, *seen, *heard))
    yield from _listed("Notes", (line for line in _notes(project)))
    yield from _listed("Links", (*_links(project), *_sounds(project)))
    yield from _listed("Sets", _sets(project))
    yield "</Project>\n"


def _codes(codes: tuple[ExchangedCode, ...]) -> list[str]:
    """Codes inside their parents, in the order given; one whose parent is not there stands at the top."""
    known = {one.guid for one in codes}
    under: dict[str, list[ExchangedCode]] = {}
    for one in codes:
        under.setdefault(one.parent if one.parent in known and one.parent != one.guid else "", []).append(one)
    lines: list[str] = []

    def write(one: ExchangedCode) -> None:
        codable = "true" if one.codable else "false"
        said = _attributes(guid=guid_of(one.guid), name=one.name, isCodable=codable, color=one.colour)
        lines.extend([f"<Code {said}>", *_said(one.description)])
        for inner in under.pop(one.guid, ()):
            write(inner)
        lines.append("</Code>")

    for one in under.pop("", []):
        write(one)
    return lines


def _case(case: ExchangedCase, kinds: dict[str, str]) -> Iterator[str]:
    yield f"<Case {_attributes(guid=guid_of(case.guid), name=case.name)}>"
    yield from _said(case.description)
    for one in case.values:
        kind = kinds.get(one.variable, "Text")
        yield f'<VariableValue><VariableRef targetGUID="{guid_of(one.variable)}"/>'
        yield f"<{kind}Value>{_text(one.value)}</{kind}Value></VariableValue>"
    for source in case.sources:
        yield f'<SourceRef targetGUID="{guid_of(source)}"/>'
    yield "</Case>"


def _source(source: ExchangedSource, pdf: ExchangedPdf | None) -> Iterator[str]:
    guid = guid_of(source.guid)
    notes = [f'<NoteRef targetGUID="{guid_of(note)}"/>' for note in source.notes]
    if pdf is None:
        said = _attributes(guid=guid, name=source.name, plainTextPath=f"internal://{guid}.txt")
        yield f"<TextSource {said}{_created(source.at)}>"
        yield from (*_passages(source, guid), *notes, "</TextSource>")
        return
    yield f"<PDFSource {_attributes(guid=guid, name=source.name, path=f'internal://{guid}.pdf')}{_created(source.at)}>"
    yield from _places(pdf, guid)
    said = _attributes(guid=guid_of(f"words of {guid}"), name=source.name, plainTextPath=f"internal://{guid}.txt")
    yield from (f"<Representation {said}>", *_passages(source, guid), "</Representation>", *notes, "</PDFSource>")


def _created(at: str) -> str:
    return f' creationDateTime="{at}"' if at else ""


def _passages(source: ExchangedSource, guid: str) -> Iterator[str]:
    ordered = sorted(source.codings, key=lambda one: (one.start, one.end))
    for (start, end), group in groupby(ordered, key=lambda one: (one.start, one.end)):
        name = one_line(source.text[start : min(end, start + _SHOWN)]).translate(_ESCAPES)
        if end - start > _SHOWN:
            name += "…"
        selection = guid_of(f"{guid}:{start}:{end}")
        yield f'<PlainTextSelection guid="{selection}" name="{name}" startPosition="{start}" endPosition="{end}">'
        for one in group:
            yield _coding(one)
        yield "</PlainTextSelection>"


def _corners(one: ExchangedPlace) -> tuple[int, int, int, int, int, str]:
    return one.page, one.first_x, one.first_y, one.second_x, one.second_y, one.note


def _places(pdf: ExchangedPdf, guid: str) -> Iterator[str]:
    """The coded places of the pages; what was noted of one stands at it, so another note is another selection."""
    ordered = sorted(pdf.places, key=lambda one: (_corners(one), one.code, one.user, one.guid))
    for place, group in groupby(ordered, key=_corners):
        page, *corners, note = place
        first_x, first_y, second_x, second_y = map(str, corners)
        at = _attributes(page=str(page), firstX=first_x, firstY=first_y, secondX=second_x, secondY=second_y)
        selection = guid_of(f"{guid}:page {page}:{corners}:{note}")
        yield f'<PDFSelection guid="{selection}" name="page {page + 1}" {at}>'
        yield from _said(note)
        for one in group:
            yield _coding(one)
        yield "</PDFSelection>"


def _coding(one: ExchangedCoding | ExchangedPlace | ExchangedRegion | ExchangedStretch) -> str:
    who = f' creatingUser="{guid_of(one.user)}"' if one.user else ""
    at = f' creationDateTime="{one.at}"' if one.at else ""
    return f'<Coding guid="{guid_of(one.guid)}"{who}{at}><CodeRef targetGUID="{guid_of(one.code)}"/></Coding>'


def _place(one: ExchangedRegion) -> tuple[int, int, int, int]:
    return one.top, one.left, one.bottom, one.right


def _picture(picture: ExchangedPicture) -> Iterator[str]:
    """A picture with its regions by their upper left and lower right corner, in pixels."""
    guid = guid_of(picture.guid)
    path = f"internal://{guid}.{picture.format}"
    yield f"<PictureSource {_attributes(guid=guid, name=picture.name, path=path, creationDateTime=picture.at)}>"
    yield from _said(picture.description)
    for place, group in groupby(sorted(picture.regions, key=_place), key=_place):
        top, left, bottom, right = place
        selection = guid_of(f"{guid}:{left}:{top}:{right}:{bottom}")
        corners = f'firstX="{left}" firstY="{top}" secondX="{right}" secondY="{bottom}"'
        yield f'<PictureSelection guid="{selection}" name="{left}, {top} to {right}, {bottom}" {corners}>'
        for one in group:
            yield _coding(one)
        yield "</PictureSelection>"
    for note in picture.notes:
        yield f'<NoteRef targetGUID="{guid_of(note)}"/>'
    yield "</PictureSource>"


def _recording(one: ExchangedRecording) -> Iterator[str]:
    """A recording with its stretches in milliseconds. Its words are texts of their own, tied to it by links, since
    many programs pass over transcripts inside a recording."""
    guid = guid_of(one.guid)
    path = f"internal://{guid}.{one.format}"
    yield f"<AudioSource {_attributes(guid=guid, name=one.name, path=path)}>"
    ordered = sorted(one.stretches, key=lambda held: (held.start_ms, held.end_ms))
    for (start, end), group in groupby(ordered, key=lambda held: (held.start_ms, held.end_ms)):
        at = f'guid="{guid_of(f"{guid}:{start}:{end}")}" name="{start} to {end} ms" begin="{start}" end="{end}"'
        yield f"<AudioSelection {at}>"
        for held in group:
            yield _coding(held)
        yield "</AudioSelection>"
    yield "</AudioSource>"


def _sounds(project: ExchangedStudy) -> Iterator[str]:
    for one in project.recordings:
        for text in one.texts:
            ends = _attributes(originGUID=guid_of(text), targetGUID=guid_of(one.guid))
            said = _attributes(guid=guid_of(f"{text}:{one.guid}"), name=RECORDING)
            yield f'<Link {said} direction="Associative" {ends}/>'


def _notes(project: ExchangedStudy) -> Iterator[str]:
    for one in project.notes:
        user = guid_of(one.user) if one.user else ""
        said = _attributes(guid=guid_of(one.guid), name=one.name, creatingUser=user, creationDateTime=one.at)
        yield f"<Note {said}><PlainTextContent>{_text(one.text)}</PlainTextContent></Note>"


def _links(project: ExchangedStudy) -> Iterator[str]:
    for one in project.links:
        ends = _attributes(originGUID=guid_of(one.origin), targetGUID=guid_of(one.target))
        yield f'<Link {_attributes(guid=guid_of(one.guid), name=one.name)} direction="OneWay" {ends}/>'


def _sets(project: ExchangedStudy) -> Iterator[str]:
    for one in project.sets:
        yield f"<Set {_attributes(guid=guid_of(one.guid), name=one.name)}>"
        yield from _said(one.description)
        for code in one.codes:
            yield f'<MemberCode targetGUID="{guid_of(code)}"/>'
        for source in one.sources:
            yield f'<MemberSource targetGUID="{guid_of(source)}"/>'
        yield "</Set>"

"""A corrected text is a new version; the old one stays readable, and nothing that hangs on it moves silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.alignment import align, amended
from anselm.domain.corpus import OffsetMap, Source, SourceVersion, Speaker, TextSpan, VersionRole
from anselm.domain.errors import Invalid, Refused
from anselm.domain.parsed import Parsed
from anselm.domain.study import Researcher, Right
from anselm.services.corpus.binding import WhichSource
from anselm.services.corpus.carrying import carried_turns, maps_of, nobody_reading, route, route_back, succeed
from anselm.services.corpus.heading import heading_of
from anselm.services.corpus.keeping import Original, guessed_speakers, keep_parsed, new_version
from anselm.services.corpus.marking import meet_marks
from anselm.services.operations import reads, writes
from anselm.services.ports import Reads, Tools, Work

__all__ = ["next_number", "speakers_by_label", "succeed_by_file"]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A text of a source; `current` is the one read and coded now."""

    id: str
    source_id: str
    number: int
    role: VersionRole
    current: bool
    n_characters: int
    n_turns: int
    file_name: str
    format: str
    losses: tuple[str, ...]
    reason: str
    by: str
    created_at: str


@reads("/sources/versions")
def versions(reads: Reads, request: WhichSource) -> tuple[VersionView, ...]:
    """List the texts of a source, the newest first."""
    source = reads.get(Source, request.source_id)
    names = {one.id: one.name for one in reads.find(Researcher)}
    found = sorted(reads.find(SourceVersion, source_id=source.id), key=lambda one: -one.number)
    return tuple(_view(one, source, names.get(one.by_id, "")) for one in found if not one.role.beside)


def _view(one: SourceVersion, source: Source, by: str) -> VersionView:
    return VersionView(
        one.id,
        source.id,
        one.number,
        one.role,
        one.id == source.current_version_id,
        one.n_characters,
        one.n_utterances,
        one.file_name,
        one.format,
        one.losses,
        one.reason,
        by,
        one.created_at,
    )


@dataclass(frozen=True, slots=True)
class CorrectText:
    """A correction: the whole new `text`, or `replacement` in place of [start, end) of the version at hand.

    `id` becomes the new version's. `version_id` is the version the correction was made on.
    """

    id: Annotated[str, Len(1, 64)]
    source_id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(1, 64)]
    text: Annotated[str, Len(0, 20_000_000)] | None = None
    start: Annotated[int, Ge(0)] | None = None
    end: Annotated[int, Ge(0)] | None = None
    replacement: Annotated[str, Len(0, 1_000_000)] = ""
    reason: Annotated[str, Len(0, 1000)] = ""
    role: VersionRole = VersionRole.CHECKED


@dataclass(frozen=True, slots=True)
class _Corrected:
    text: str
    offsets: OffsetMap


def _corrected(tools: Tools, reads: Reads, request: CorrectText) -> _Corrected:
    old = reads.text(request.version_id)
    if request.text is not None:
        text = _canonical(request.text)
        return _Corrected(text, align(old, text))
    if request.start is None or request.end is None or request.start > request.end or request.end > len(old):
        raise Invalid("A correction says which characters it replaces.", place="start and end")
    put = _canonical(request.replacement)
    text = old[: request.start] + put + old[request.end :]
    return _Corrected(text, amended(old, request.start, request.end, put))


def _canonical(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@writes("/sources/correct", right=Right.FIELD, label="correcting a text", prepare=_corrected)
def correct_text(work: Work, request: CorrectText, corrected: _Corrected) -> VersionView:
    """Correct a text. What was coded follows where its words are whole; the rest is listed for mending."""
    source = work.get(Source, request.source_id)
    made = work.maybe(SourceVersion, request.id)
    if made is not None:
        return _view(made, source, "")
    old = work.get(SourceVersion, request.version_id)
    if source.current_version_id != old.id:
        raise Refused(
            "This text has been corrected since.",
            place="version_id",
            advice="Open the newest version and correct that.",
        )
    if all(piece.kept for piece in corrected.offsets.pieces):
        raise Refused("Nothing has changed.", place="text")
    nobody_reading(work, source)
    turns, syncs = carried_turns(work.utterances(old.id), work.sync_points(old.id), request.id, corrected.offsets)
    salt, digest = work.keep_text(request.id, corrected.text, turns, syncs)
    new = replace(
        old,
        id=request.id,
        number=next_number(work, source),
        role=VersionRole.ANONYMISED if old.role is VersionRole.ANONYMISED else request.role,
        n_characters=len(corrected.text),
        text_salt=salt,
        text_digest=digest,
        file_sha256="",
        parent_id=old.id,
        reason=request.reason.strip(),
        by_id=work.by,
        created_at=work.now,
        n_utterances=len(turns),
    )
    work.add(new)
    succeed(work, source, old, new, corrected.offsets)
    return _view(new, work.get(Source, source.id), work.get(Researcher, work.by).name)


def next_number(work: Work, source: Source) -> int:
    """The number the next version of a source gets."""
    return 1 + max(one.number for one in work.find(SourceVersion, source_id=source.id))


def succeed_by_file(work: Work, source_id: str, version_id: str, parsed: Parsed, original: Original) -> SourceVersion:
    """A file read again as the next version of a source. Speakers keep who they are by their labels."""
    source = work.get(Source, source_id)
    if source.current_version_id is None:
        raise Refused("This source has no text to follow.", place="source_id")
    nobody_reading(work, source)
    old = work.get(SourceVersion, source.current_version_id)
    offsets = align(work.text(old.id), parsed.text)
    # A file has the words as they were said, whatever rules had replaced in the text before it.
    role = VersionRole.RAW if old.role is VersionRole.ANONYMISED else old.role
    draft = replace(
        new_version(version_id, source.id, next_number(work, source), role, work),
        parent_id=old.id,
        reason=f"read again from {original.name}",
    )
    new = keep_parsed(work, draft, parsed, original, speakers_by_label(work, source, parsed))
    meet_marks(work, new, parsed.marks, offsets)
    succeed(work, source, old, new, offsets)
    return new


def speakers_by_label(work: Work, source: Source, parsed: Parsed) -> Sequence[Speaker]:
    """The voices of a file read for a source that is there: those it has by their labels, and new ones."""
    known = work.find(Speaker, source_id=source.id)
    labels = {one.label.casefold() for one in known}
    fresh = [label for label in parsed.speakers if label.casefold() not in labels]
    made = guessed_speakers(work, source.id, fresh, heading_of(parsed.header))
    work.add_all(made)
    return (*known, *made)


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """A stretch of a version; `to_version_id` the version it is looked for in, older or newer; empty is the current."""

    version_id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(1)]
    to_version_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where a stretch lies in another version; no place when nothing of it is left."""

    version_id: str
    start: int | None
    end: int | None
    whole: bool


@reads("/sources/place")
def place(reads: Reads, request: WhichPlace) -> PlaceView:
    """Say where a stretch of one text lies in another of the same source."""
    version = reads.get(SourceVersion, request.version_id)
    span = TextSpan(request.start, request.end).within(version.n_characters)
    source = reads.get(Source, version.source_id)
    to_id = request.to_version_id or source.current_version_id or version.id
    maps = maps_of(reads, source.id)
    way = route(maps, version.id, to_id) or route_back(maps, version.id, to_id)
    onto, whole = way.carry(span) if way is not None else (None, False)
    return PlaceView(to_id, onto.start if onto else None, onto.end if onto else None, whole)

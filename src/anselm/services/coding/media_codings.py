"""Giving a region of a picture or a stretch of sound a code, and everything one does with that afterwards.

This is open coding: the readings of a round are laid side by side word by word, and these have no words. What holds
for a coding of words holds here too: each coder's own, kept once, taken back step by step, hidden from whoever reads
the source again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.anchors import Region, TimeSpan
from anselm.domain.coding import Code, MediaCoding
from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.fieldwork import Recording
from anselm.domain.judging import Round
from anselm.domain.study import Right
from anselm.services.coding.codes import CodeView, NewCode, code_view, made
from anselm.services.coding.codings import code_for, round_for
from anselm.services.coding.sheets import sheet_of
from anselm.services.judging.again import not_reading_again
from anselm.services.operations import Done, writes
from anselm.services.ports import Reads, Work

__all__ = ["check_place"]


@dataclass(frozen=True, slots=True)
class MediaCodingView:
    """A coding of what has no words, as kept: on a region (pixels) or a stretch (milliseconds)."""

    id: str
    source_id: str
    of_id: str
    region: Region | None
    stretch: TimeSpan | None
    code_id: str
    coder_id: str
    note: str
    created_at: str


def _view(one: MediaCoding) -> MediaCodingView:
    return MediaCodingView(
        one.id,
        one.source_id,
        one.of_id,
        one.region,
        one.stretch,
        one.code_id,
        one.coder_id,
        one.note,
        one.created_at,
    )


@dataclass(frozen=True, slots=True)
class RegionAsked:
    """A rectangle in the picture's own pixels: [left, right) by [top, bottom); of a `page` (from 1) in its points."""

    left: Annotated[int, Ge(0)]
    top: Annotated[int, Ge(0)]
    right: Annotated[int, Ge(0)]
    bottom: Annotated[int, Ge(0)]
    page: Annotated[int, Ge(0)] = 0


@dataclass(frozen=True, slots=True)
class TimeSpanAsked:
    """[start_ms, end_ms) of the recording."""

    start_ms: Annotated[int, Ge(0)]
    end_ms: Annotated[int, Ge(0)]


@dataclass(frozen=True, slots=True)
class ApplyMedia:
    """A region of a picture or page (`of_id` its version) or a stretch of a recording (`of_id`), to be given a code."""

    id: Annotated[str, Len(1, 64)]
    source_id: Annotated[str, Len(1, 64)]
    of_id: Annotated[str, Len(1, 64)]
    code_id: Annotated[str, Len(1, 64)]
    region: RegionAsked | None = None
    stretch: TimeSpanAsked | None = None
    note: Annotated[str, Len(0, 5000)] = ""


@writes("/codings/media/apply", right=Right.CODE, label="coding a region or a stretch of sound")
def apply_media(work: Work, request: ApplyMedia) -> MediaCodingView:
    """Give a region of a picture or a stretch of sound a code. Sent twice, it is there once."""
    round_ = round_for(work, "")
    wanted = _wanted(work, request, round_)
    code_for(work, round_, request.code_id)
    return _view(_added(work, wanted))


def _wanted(work: Work, request: ApplyMedia, round_: Round) -> MediaCoding:
    """The coding asked for, known to lie where something can be coded."""
    work.get(Source, request.source_id)
    not_reading_again(work, (request.source_id,))
    wanted = MediaCoding(
        request.id,
        round_.id,
        work.by,
        request.source_id,
        request.of_id,
        request.code_id,
        _region(request.region),
        _stretch(request.stretch),
        note=request.note,
        created_at=work.now,
    )
    check_place(work, wanted)
    return wanted


def _region(asked: RegionAsked | None) -> Region | None:
    return None if asked is None else Region(asked.left, asked.top, asked.right, asked.bottom, asked.page)


def _stretch(asked: TimeSpanAsked | None) -> TimeSpan | None:
    return None if asked is None else TimeSpan(asked.start_ms, asked.end_ms)


def check_place(reads: Reads, one: MediaCoding) -> None:
    """Raises Invalid or NotFound unless it lies in the picture or on a page of its source, or in a recording of it."""
    if one.region is not None:
        sheet = sheet_of(reads, one.of_id, one.region)
        if sheet.source_id != one.source_id:
            raise NotFound
        one.region.within(sheet.width, sheet.height)
        return
    recording = reads.get(Recording, one.of_id)
    if reads.get(Source, one.source_id).encounter_id != recording.encounter_id:
        raise NotFound
    if not recording.living:
        raise Refused("The sound was destroyed, so nothing more is coded in it.")
    end = one.stretch.end_ms if one.stretch is not None else 0
    if recording.duration_ms is not None and end > recording.duration_ms:
        raise Invalid("The stretch ends after the recording does.", place="stretch")


def _twins(work: Work, one: MediaCoding) -> list[MediaCoding]:
    """One's own codings of the same place with the same code."""
    there = work.find(MediaCoding, of_id=one.of_id, source_id=one.source_id, code_id=one.code_id, coder_id=one.coder_id)
    return [twin for twin in there if twin.anchor == one.anchor and twin.round_id == one.round_id]


def _added(work: Work, wanted: MediaCoding) -> MediaCoding:
    twins = _twins(work, wanted)
    if twins:
        return twins[0]
    work.add(wanted)
    return wanted


def _kept_once(work: Work, changed: MediaCoding) -> MediaCoding:
    """The coding as changed, in place of itself and of any other of one's own that it has become the same as."""
    for twin in _twins(work, changed):
        if twin.id != changed.id:
            changed = replace(changed, note=changed.note or twin.note, certainty=changed.certainty or twin.certainty)
            work.remove(twin)
    work.replace(changed)
    return changed


@dataclass(frozen=True, slots=True)
class ApplyMediaNew:
    """A region or a stretch to be given a code that is made on the spot from its name."""

    id: Annotated[str, Len(1, 64)]
    code_id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    source_id: Annotated[str, Len(1, 64)]
    of_id: Annotated[str, Len(1, 64)]
    region: RegionAsked | None = None
    stretch: TimeSpanAsked | None = None
    parent_id: Annotated[str, Len(1, 64)] | None = None


@dataclass(frozen=True, slots=True)
class MediaCodedNew:
    """The code made and the coding it was made for."""

    code: CodeView
    coding: MediaCodingView


@writes("/codings/media/apply-new", right=Right.CODE, label="coding a region or a stretch of sound with a new code")
def apply_media_new(work: Work, request: ApplyMediaNew) -> MediaCodedNew:
    """Make a code and give it to a region or a stretch of sound in one step."""
    asked = ApplyMedia(request.id, request.source_id, request.of_id, request.code_id, request.region, request.stretch)
    wanted = _wanted(work, asked, round_for(work, ""))
    code = made(work, NewCode(request.code_id, request.name, parent_id=request.parent_id))
    return MediaCodedNew(code_view(code), _view(_added(work, replace(wanted, code_id=code.id))))


def _own(work: Work, identifier: str) -> MediaCoding:
    """One's own coding. Raises NotFound, Refused."""
    one = work.get(MediaCoding, identifier)
    if one.coder_id != work.by:
        raise Refused("This coding is someone else's.", advice="Code the place yourself beside it, or write a memo.")
    not_reading_again(work, (one.source_id,))
    return one


@dataclass(frozen=True, slots=True)
class OneMediaCoding:
    """A coding of a region or a stretch by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/codings/media/remove", right=Right.CODE, label="taking a code off")
def remove_media(work: Work, request: OneMediaCoding) -> Done:
    """Take a code off a region or a stretch of sound. Taking off what is gone is nothing."""
    if work.maybe(MediaCoding, request.id) is not None:
        work.remove(_own(work, request.id))
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class RecodeMedia:
    """A coding of a region or a stretch, and the code it shall have instead."""

    id: Annotated[str, Len(1, 64)]
    code_id: Annotated[str, Len(1, 64)]


@writes("/codings/media/recode", right=Right.CODE, label="giving another code")
def recode_media(work: Work, request: RecodeMedia) -> MediaCodingView:
    """Give a region or a stretch another code in place of this one."""
    one = _own(work, request.id)
    code_for(work, work.get(Round, one.round_id), work.get(Code, request.code_id).id)
    return _view(_kept_once(work, replace(one, code_id=request.code_id)))


@dataclass(frozen=True, slots=True)
class ResizeMedia:
    """A coding and its new place: a region for a region, a stretch for a stretch."""

    id: Annotated[str, Len(1, 64)]
    region: RegionAsked | None = None
    stretch: TimeSpanAsked | None = None


@writes("/codings/media/resize", right=Right.CODE, label="moving what a coding stands on")
def resize_media(work: Work, request: ResizeMedia) -> MediaCodingView:
    """Move or resize the region or the stretch a coding stands on."""
    one = _own(work, request.id)
    if (request.region is None) != (one.region is None):
        raise Invalid("A region stays a region, and a stretch of sound a stretch.", place="region")
    changed = replace(one, region=_region(request.region), stretch=_stretch(request.stretch))
    check_place(work, changed)
    return _view(_kept_once(work, changed))


@dataclass(frozen=True, slots=True)
class AnnotateMedia:
    """What a coder says beside a coding."""

    id: Annotated[str, Len(1, 64)]
    note: Annotated[str, Len(0, 5000)] = ""
    certainty: Annotated[str, Len(0, 40)] = ""


@writes("/codings/media/note", right=Right.CODE, label="noting why")
def note_media(work: Work, request: AnnotateMedia) -> MediaCodingView:
    """Note beside a coding of a region or a stretch why it is so, and how sure one is."""
    changed = replace(_own(work, request.id), note=request.note, certainty=request.certainty)
    work.replace(changed)
    return _view(changed)

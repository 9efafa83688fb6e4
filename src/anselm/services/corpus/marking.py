"""Comments and highlights that came with a file are kept as marks on its text, and found again when it comes anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from anselm.domain.corpus import OffsetMap, SourceVersion, TextSpan
from anselm.domain.marked import FileMark, MarkKind, MarkPlace
from anselm.domain.parsed import ParsedMark
from anselm.services.ports import Work

__all__ = ["keep_marks", "meet_marks"]


def keep_marks(work: Work, version: SourceVersion, marks: Sequence[ParsedMark]) -> None:
    """Keep the marks of a file that has become a version."""
    work.add_all([_made(work.new_id(), version, one) for one in marks])


def _made(identifier: str, version: SourceVersion, one: ParsedMark) -> FileMark:
    nowhere = one.place == MarkPlace.NOWHERE
    return FileMark(
        identifier,
        version.source_id,
        version.id,
        None if nowhere else one.start,
        None if nowhere else one.end,
        MarkKind(one.kind),
        MarkPlace(one.place),
        one.words,
        one.author,
        one.at,
        one.colour,
        version.id,
    )


def meet_marks(work: Work, version: SourceVersion, marks: Sequence[ParsedMark], offsets: OffsetMap) -> None:
    """Keep the marks of a file that comes anew: one that was there already stays the same, with what was decided of it.

    It is the same where its words, who wrote them and when are the same, or else where it stands on the same passage
    and is as old. A mark the file no longer has stays as it is.
    """
    fresh = [_made(work.new_id(), version, one) for one in marks]
    known = {one.id: one for one in work.find(FileMark, source_id=version.source_id)}
    places = {one.id: _place(_carried(one, version.parent_id, offsets)) for one in known.values()}
    left = list(fresh)
    for by_words, by_place in ((True, True), (True, False), (False, True)):
        waiting: dict[tuple[object, ...], list[FileMark]] = {}
        for old in known.values():
            if by_place or old.kind is MarkKind.COMMENT:
                key = _key(old, places[old.id], by_words=by_words, by_place=by_place)
                waiting.setdefault(key, []).append(old)
        still = []
        for one in left:
            same = waiting.get(_key(one, _place(one), by_words=by_words, by_place=by_place))
            if not same:
                still.append(one)
                continue
            old = same.pop(0)
            del known[old.id]
            work.replace(replace(one, id=old.id, first_version_id=old.first_version_id))
        left = still
    work.add_all(left)


def _carried(one: FileMark, version_id: str | None, offsets: OffsetMap) -> FileMark:
    """The mark as it would stand in the new text; one that stood in an older text is only known by its words."""
    if one.version_id != version_id or one.start is None or one.end is None:
        return replace(one, start=None, end=None)
    onto, _ = offsets.carry(TextSpan(one.start, one.end))
    return replace(one, start=onto.start if onto else None, end=onto.end if onto else None)


def _place(one: FileMark) -> tuple[int, int] | None:
    return None if one.start is None or one.end is None else (one.start, one.end)


def _key(one: FileMark, place: tuple[int, int] | None, *, by_words: bool, by_place: bool) -> tuple[object, ...]:
    said: Iterable[object] = (one.words, one.author, one.colour) if by_words else ()
    return (one.kind, one.at, *said, *((place,) if by_place else ()))

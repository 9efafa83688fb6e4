"""What is read from codings without words: those in one source, and every place of a code in pictures and sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotated_types import Len

from anselm.domain.anchors import Region, TimeSpan
from anselm.domain.coding import Code, MediaCoding
from anselm.domain.corpus import Source, SourceVersion, VersionRole
from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import Case, Encounter
from anselm.domain.interpretation import Theme, ThemeMember
from anselm.domain.judging import Round
from anselm.domain.study import Researcher, initials
from anselm.services.coding.sheets import Sheet, sheets_of
from anselm.services.corpus.sources import labels_of, title_of
from anselm.services.fieldwork.speaking import voices
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["MediaPassageView", "media_passages_of"]


@dataclass(frozen=True, slots=True)
class MediaMarkView:
    """A coding of a region or a stretch as the desk shows it; `place` says in words where it is."""

    id: str
    of_id: str
    region: Region | None
    stretch: TimeSpan | None
    place: str
    code_id: str
    coder_id: str
    coder: str
    initials: str
    coder_index: int
    mine: bool
    certainty: str
    note: str
    created_at: str


@dataclass(frozen=True, slots=True)
class WhichMedia:
    """The codings of regions and stretches in one source, in open coding."""

    source_id: Annotated[str, Len(1, 64)]


@reads("/codings/media")
def media_marks(reads: Reads, request: WhichMedia) -> tuple[MediaMarkView, ...]:
    """List the codings of regions and stretches of sound in one source, in the order of their places."""
    reads.get(Source, request.source_id)
    people = reads.find(Researcher)
    me = reads.viewer.researcher_id
    order = [me, *(one.id for one in people if one.id != me)]
    names = {one.id: one.name for one in people}
    found = _in_order(reads.find(MediaCoding, source_id=request.source_id))
    sheets = _sheets(reads, found)
    return tuple(
        MediaMarkView(
            one.id,
            one.of_id,
            one.region,
            one.stretch,
            _place(one, sheets),
            one.code_id,
            one.coder_id,
            names.get(one.coder_id, ""),
            initials(names.get(one.coder_id, "")),
            order.index(one.coder_id) if one.coder_id in order else len(order),
            one.coder_id == me,
            one.certainty,
            one.note,
            one.created_at,
        )
        for one in found
    )


def _in_order(found: Sequence[MediaCoding]) -> list[MediaCoding]:
    """Regions page by page from the top down, stretches from the beginning."""

    def key(one: MediaCoding) -> tuple[str, tuple[int, ...], str]:
        if one.region is not None:
            at = one.region
            return one.of_id, (at.page, at.top, at.left, at.bottom, at.right), one.id
        stretch = one.stretch or TimeSpan(0, 1)
        return one.of_id, (stretch.start_ms, stretch.end_ms), one.id

    return sorted(found, key=key)


_Sheets: TypeAlias = Mapping[tuple[str, int], Sheet]


def _sheets(reads: Reads, found: Sequence[MediaCoding]) -> _Sheets:
    return sheets_of(reads, ((one.of_id, one.region) for one in found if one.region is not None))


def _sheet(one: MediaCoding, sheets: _Sheets) -> Sheet | None:
    return sheets.get((one.of_id, one.region.page)) if one.region is not None else None


def _place(one: MediaCoding, sheets: _Sheets) -> str:
    if one.stretch is not None:
        return f"{_clock(one.stretch.start_ms)} to {_clock(one.stretch.end_ms)}"
    sheet = _sheet(one, sheets)
    return one.region.in_words(sheet.width, sheet.height) if one.region is not None and sheet else ""


def _clock(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest / 1000:04.1f}" if hours else f"{minutes}:{rest / 1000:04.1f}"


@dataclass(frozen=True, slots=True)
class MediaPassageView:
    """A region or a stretch with a code: which picture or recording, whose, where in words, and who coded it so.

    `width`, `height` and `description` are of the picture or page; 0 and empty for sound. `covered`: it lies on a page
    that shows names which are replaced in its text, so it is not cut out.
    """

    id: str
    code_id: str
    source_id: str
    source: str
    of_id: str
    region: Region | None
    stretch: TimeSpan | None
    place: str
    width: int
    height: int
    description: str
    label: str
    case_id: str | None
    case_code: str
    case_name: str
    coders: tuple[str, ...]
    note: str
    covered: bool = False


@dataclass(frozen=True, slots=True)
class WhichMediaPassages:
    """Every region and stretch of a code and all below it, or of a theme's codes. One must be named.

    They are in open coding, so in the set of one round there are none.
    """

    code_id: Annotated[str, Len(0, 64)] = ""
    theme_id: Annotated[str, Len(0, 64)] = ""
    set: Annotated[str, Len(0, 64)] = "consensus"


@reads("/passages/media")
def media_passages(reads: Reads, request: WhichMediaPassages) -> tuple[MediaPassageView, ...]:
    """List every region of a picture or page and every stretch of sound of a code or theme, with whose it is."""
    if request.theme_id:
        theme = reads.get(Theme, request.theme_id)
        wanted = [one.target_id for one in reads.find(ThemeMember, theme_id=theme.id, target_kind="code")]
    elif request.code_id:
        wanted = _with_all_below(reads, request.code_id)
    else:
        raise Invalid("Choose a code or a theme.", place="code_id")
    return media_passages_of(reads, wanted, request.set)


def _with_all_below(reads: Reads, code_id: str) -> list[str]:
    below: dict[str | None, list[str]] = {}
    for code in reads.find(Code):
        below.setdefault(code.parent_id, []).append(code.id)
    wanted = [reads.get(Code, code_id).id]
    for one in wanted:
        wanted += below.get(one, [])
    return wanted


def media_passages_of(reads: Reads, code_ids: Sequence[str], set_key: str) -> tuple[MediaPassageView, ...]:
    """Regions and stretches of these codes in a set of codings, by case, then source, then place."""
    if set_key not in ("", "consensus", "working"):
        reads.get(Round, set_key)
        return ()
    found = _in_order(reads.find(MediaCoding, code_id=list(code_ids))) if code_ids else []
    grouped: dict[tuple[str, str, str, Region | TimeSpan], list[MediaCoding]] = {}
    for one in found:
        grouped.setdefault((one.code_id, one.source_id, one.of_id, one.anchor), []).append(one)
    around = _Around(reads, found)
    made = [around.passage(group) for group in grouped.values() if group[0].source_id in around.sources]
    return tuple(sorted(made, key=lambda one: (one.case_code, one.label, one.source)))


class _Around:
    """What places of many sources stand in, read once."""

    def __init__(self, reads: Reads, found: Sequence[MediaCoding]) -> None:
        ids = list({one.source_id for one in found})
        self.sources = {one.id: one for one in reads.find(Source, id=ids)} if ids else {}
        self._heard = voices(reads, list(self.sources)) if self.sources else {}
        self._cases = {one.id: one for one in reads.find(Case)}
        met = [one.encounter_id for one in self.sources.values() if one.encounter_id]
        self._met = {one.id: one for one in reads.find(Encounter, id=met)} if met else {}
        self._sheets = _sheets(reads, found)
        on_pages = {one.source_id for one in found if one.region is not None and one.region.page}
        now = [self.sources[one].current_version_id for one in on_pages & self.sources.keys()]
        read = reads.find(SourceVersion, id=now) if now else ()
        self._covered = {one.source_id for one in read if one.role is VersionRole.ANONYMISED}
        self._names = {one.id: initials(one.name) for one in reads.find(Researcher)}

    def passage(self, group: list[MediaCoding]) -> MediaPassageView:
        """One place of one code, with everyone who coded it so."""
        one = group[0]
        source, sheet = self.sources[one.source_id], _sheet(one, self._sheets)
        heard = self._heard[source.id]
        met = self._met.get(source.encounter_id or "")
        case = self._cases.get(source.case_id or (met.case_id if met is not None else None) or "")
        return MediaPassageView(
            one.id,
            one.code_id,
            source.id,
            title_of(source, heard, case),
            one.of_id,
            one.region,
            one.stretch,
            _place(one, self._sheets),
            sheet.width if sheet is not None else 0,
            sheet.height if sheet is not None else 0,
            sheet.description if sheet is not None else "",
            ", ".join(labels_of(heard)),
            case.id if case is not None else None,
            case.code if case is not None else "",
            case.name if case is not None else "",
            tuple(sorted({self._names.get(coded.coder_id, "") for coded in group})),
            " ".join(coded.note for coded in group if coded.note),
            one.region is not None and bool(one.region.page) and source.id in self._covered,
        )

"""What is read from codings: the marks in a text, every passage of a code, and the table of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Len

from anselm.analysis.report.extracts import ExtractGroup, ExtractPassage, ExtractSheet
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Segment, Source
from anselm.domain.errors import Invalid
from anselm.domain.interpretation import Theme, ThemeMember
from anselm.domain.judging import Round
from anselm.domain.study import Researcher, Study, initials
from anselm.services.coding.made_under import Given, made_under
from anselm.services.coding.media_reading import MediaPassageView, media_passages_of
from anselm.services.coding.sets import SetRow, agreed_of, in_current_text, read_set, set_named, set_words
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.operations import reads
from anselm.services.ports import Reads, Rendering


@dataclass(frozen=True, slots=True)
class MarkView:
    """A coding as the desk draws it. `coder_index` is 0 for the viewer, then the others in the order they joined.

    `under`: the version of the codebook it was given under ("v2", "before v1"), where its code says other things today.
    """

    id: str
    start: int
    end: int
    code_id: str
    coder_id: str
    coder: str
    initials: str
    coder_index: int
    round_id: str
    mine: bool
    certainty: str
    note: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class WhichMarks:
    """Marks in one text: of open coding, of a round, or (`agreed`) the agreed reading of a closed round.

    With an `end`, those alone that touch the stretch [start, end) of the text.
    """

    version_id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(0, 64)] = ""
    agreed: bool = False
    start: Annotated[int, Ge(0)] = 0
    end: Annotated[int, Ge(0)] = 0

    def touches(self, start: int, end: int) -> bool:
        """Whether a coding is in the stretch asked for."""
        return not self.end or (start < self.end and end > self.start)


@reads("/codings")
def marks(reads: Reads, request: WhichMarks) -> tuple[MarkView, ...]:
    """List the codings in one text that the viewer may see, in text order."""
    reads.text(request.version_id)
    people = reads.find(Researcher)
    me = reads.viewer.researcher_id
    order = [me, *(one.id for one in people if one.id != me)]
    names = {one.id: one.name for one in people}
    if request.agreed:
        round_ = reads.get(Round, request.round_id)
        rows = agreed_of(reads, round_)
        held = dict.fromkeys((*rows, *in_current_text(reads, rows)))
        here = (row for row in held if row.version_id == request.version_id and request.touches(row.start, row.end))
        return tuple(_agreed_mark(row) for row in here)
    round_ids = [request.round_id] if request.round_id else [one.id for one in reads.find(Round, standing=True)]
    for round_id in round_ids:
        reads.get(Round, round_id)
    found = _touching(reads, request, round_ids)
    under = made_under(reads, [_given(one) for one in found])
    return tuple(
        _mark(one, order, names, me, under.get(_given(one), ""))
        for one in sorted(found, key=lambda one: (one.start, one.end, one.id))
    )


def _touching(reads: Reads, request: WhichMarks, round_ids: list[str]) -> tuple[Coding, ...]:
    where: dict[str, object] = {"version_id": request.version_id, "round_id": round_ids}
    if not request.end:
        return reads.find(Coding, **where)
    places = reads.columns(Coding, "id", "start", "end", **where)
    return reads.find(Coding, id=[one for one, start, end in places if request.touches(start, end)])


def _given(one: Coding) -> Given:
    return one.code_id, one.round_id, one.created_at


def _mark(one: Coding, order: list[str], names: dict[str, str], me: str, under: str) -> MarkView:
    name = names.get(one.coder_id, "")
    return MarkView(
        one.id,
        one.start,
        one.end,
        one.code_id,
        one.coder_id,
        name,
        initials(name),
        order.index(one.coder_id) if one.coder_id in order else len(order),
        one.round_id,
        one.coder_id == me,
        one.certainty,
        one.note,
        under,
    )


def _agreed_mark(row: SetRow) -> MarkView:
    return MarkView(row.id, row.start, row.end, row.code_id, "", "Agreed", "", 0, row.round_id, True, "", row.how)


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with whose words it is, where it stands and the question before it."""

    id: str
    code_id: str
    source_id: str
    source: str
    version_id: str
    start: int
    end: int
    words: str
    question: str
    label: str
    role: str
    is_interviewer: bool
    case_id: str | None
    case_code: str
    case_name: str
    encounter: str
    turn: int | None
    t0_ms: int | None
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhichPassages:
    """Every passage of a code, or of a theme's codes, or of a case; narrowed by role and source. One must be named."""

    code_id: Annotated[str, Len(0, 64)] = ""
    theme_id: Annotated[str, Len(0, 64)] = ""
    case_id: Annotated[str, Len(0, 64)] = ""
    role: Annotated[str, Len(0, 20)] = ""
    source_id: Annotated[str, Len(0, 64)] = ""
    set: Annotated[str, Len(0, 64)] = "consensus"


@dataclass(frozen=True, slots=True)
class PassagesView:
    """Passages by case, then role, then place; `n` absent in a reflexive study. `set` is printed beside them."""

    passages: tuple[PassageView, ...]
    n: int | None
    n_cases: int | None
    set: str


@reads("/passages")
def passages(reads: Reads, request: WhichPassages) -> PassagesView:
    """List every passage of a code, theme or case with the question before it and its locator."""
    found = _passages(reads, request)
    reflexive = reads.get(Study, reads.viewer.study_id).reflexive
    return PassagesView(
        found,
        None if reflexive else len(found),
        None if reflexive else len({one.case_code for one in found if one.case_code}),
        set_words(reads, request.set),
    )


def _passages(reads: Reads, request: WhichPassages) -> tuple[PassageView, ...]:
    wanted: dict[str, object] = {}
    if request.code_id or request.theme_id:
        wanted["code_id"] = _codes_wanted(reads, request)
    elif not request.case_id and not request.source_id:
        raise Invalid("Choose a code, a theme, a case or a source.", place="code_id")
    if request.source_id:
        wanted["source_id"] = reads.get(Source, request.source_id).id
    rows = read_set(reads, request.set, **wanted)
    places = passages_of(reads, [Segment(row.version_id, row.start, row.end) for row in rows])
    names = {one.id: initials(one.name) for one in reads.find(Researcher)}
    grouped: dict[tuple[str, Segment], list[SetRow]] = {}
    for row in rows:
        grouped.setdefault((row.code_id, Segment(row.version_id, row.start, row.end)), []).append(row)
    found = [
        _passage(code_id, places[place], group, names)
        for (code_id, place), group in grouped.items()
        if place in places and _is_wanted(places[place], request)
    ]
    return tuple(
        sorted(found, key=lambda one: (one.case_code, one.role, one.label, one.source, one.start, one.code_id))
    )


def _codes_wanted(reads: Reads, request: WhichPassages) -> list[str]:
    """The code and all below it, or the codes a theme rests on."""
    if request.theme_id:
        theme = reads.get(Theme, request.theme_id)
        return [one.target_id for one in reads.find(ThemeMember, theme_id=theme.id, target_kind="code")]
    below: dict[str | None, list[str]] = {}
    for code in reads.find(Code):
        below.setdefault(code.parent_id, []).append(code.id)
    wanted = [reads.get(Code, request.code_id).id]
    for one in wanted:
        wanted += below.get(one, [])
    return wanted


def _is_wanted(place: Passage, request: WhichPassages) -> bool:
    fits_case = not request.case_id or place.case_id == request.case_id
    return fits_case and (not request.role or place.role == request.role)


def _passage(code_id: str, place: Passage, rows: list[SetRow], names: dict[str, str]) -> PassageView:
    coders = sorted({names.get(row.coder_id or "", "agreed") for row in rows})
    return PassageView(
        rows[0].id,
        code_id,
        place.source_id,
        place.source_name,
        place.segment.version_id,
        place.segment.start,
        place.segment.end,
        place.words,
        place.question,
        place.label,
        place.role,
        place.is_interviewer,
        place.case_id,
        place.case_code,
        place.case_name,
        place.encounter_code,
        place.turn,
        place.t0_ms,
        tuple(coders),
    )


@dataclass(frozen=True, slots=True)
class ExportPassages:
    """Passages as a file."""

    code_id: Annotated[str, Len(0, 64)] = ""
    theme_id: Annotated[str, Len(0, 64)] = ""
    case_id: Annotated[str, Len(0, 64)] = ""
    role: Annotated[str, Len(0, 20)] = ""
    source_id: Annotated[str, Len(0, 64)] = ""
    set: Annotated[str, Len(0, 64)] = "consensus"
    format: Literal["docx", "xlsx", "csv", "md"] = "docx"


@reads("/passages/export", download=True)
def extracts(reads: Reads, request: ExportPassages) -> Rendering:
    """Write every passage of a code, theme or case as a file, by case and role."""
    which = WhichPassages(
        request.code_id, request.theme_id, request.case_id, request.role, request.source_id, request.set
    )
    found = _passages(reads, which)
    title = _title(reads, request)
    groups: dict[str, list[ExtractPassage]] = {}
    for one in found:
        groups.setdefault(f"{one.case_code} {one.case_name}".strip() or "No team named", []).append(_extract(one))
    for seen in _without_words(reads, which):
        heading = f"{seen.case_code} {seen.case_name}".strip() or "No team named"
        groups.setdefault(heading, []).append(_extract_seen(seen))
    study = reads.get(Study, reads.viewer.study_id)
    sheet = ExtractSheet(
        study.title,
        title,
        tuple(ExtractGroup(heading, tuple(group)) for heading, group in groups.items()),
        set_words(reads, request.set),
    )
    return Rendering("passages", request.format, sheet)


def _title(reads: Reads, request: ExportPassages) -> str:
    if request.theme_id:
        return reads.get(Theme, request.theme_id).name
    if request.code_id:
        code = reads.get(Code, request.code_id)
        return f"{code.key} {code.name}".strip()
    return "All passages"


def _extract(one: PassageView) -> ExtractPassage:
    return ExtractPassage(
        label=one.label,
        role=one.role,
        case=one.case_name,
        source=one.encounter or one.source,
        words=one.words,
        turn=one.turn,
        time=clock_words(one.t0_ms),
        question_before=one.question,
        coders=one.coders,
    )


def _without_words(reads: Reads, request: WhichPassages) -> tuple[MediaPassageView, ...]:
    """Regions and stretches among what was asked for; of a role there are none, since nobody speaks in them."""
    if not (request.code_id or request.theme_id) or request.role:
        return ()
    found = media_passages_of(reads, _codes_wanted(reads, request), request.set)
    return tuple(
        one
        for one in found
        if (not request.case_id or one.case_id == request.case_id)
        and (not request.source_id or one.source_id == request.source_id)
    )


def _extract_seen(one: MediaPassageView) -> ExtractPassage:
    """A region or a stretch in a list of words: what it is stands in brackets, so that nobody takes it for speech."""
    seen = "Region of a page" if one.region is not None and one.region.page else "Region of a picture"
    what = seen if one.region is not None else "Stretch of sound"
    said = f" {one.description}" if one.description else ""
    return ExtractPassage(one.label, "", one.case_name, one.source, f"[{what}: {one.place}.{said}]", coders=one.coders)


def clock_words(t0_ms: int | None) -> str:
    """A moment of a recording as hours, minutes and seconds."""
    if t0_ms is None:
        return ""
    minutes, seconds = divmod(t0_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A coding by names, as other programs read it."""

    coder: str
    source: str
    start: int
    end: int
    code: str
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class WhichCodings:
    """All codings of a set, or of one coder in it (by name)."""

    set: Annotated[str, Len(0, 64)] = "working"
    coder: Annotated[str, Len(0, 200)] = ""


@reads("/codings/table")
def codings_table(reads: Reads, request: WhichCodings) -> tuple[CodingRow, ...]:
    """List all codings by names, sorted by source, start, end, coder and code."""
    key = set_named(reads, request.set)
    rows = read_set(reads, key)
    names = {one.id: one.name for one in reads.find(Researcher)}
    sources = {one.id: one.name for one in reads.find(Source)}
    codes = {one.id: one.name for one in reads.find(Code)}
    places = passages_of(reads, [Segment(row.version_id, row.start, row.end) for row in rows])
    found = [
        CodingRow(
            names.get(row.coder_id or "", "agreed"),
            sources.get(row.source_id, ""),
            row.start,
            row.end,
            codes.get(row.code_id, ""),
            place.words,
            row.id,
        )
        for row in rows
        if (place := places.get(Segment(row.version_id, row.start, row.end))) is not None
    ]
    kept = [one for one in found if not request.coder or one.coder == request.coder]
    return tuple(sorted(kept, key=lambda one: (one.source, one.start, one.end, one.coder, one.code)))

"""The study for other programs: everything this viewer may see that their formats can hold, and a list of the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, TypeAlias

from anselm.domain.anchors import PICTURE, Picture
from anselm.domain.codebook import FAMILY_COLOURS
from anselm.domain.coding import Code, Coding, MediaCoding
from anselm.domain.corpus import Source, SourceVersion
from anselm.domain.errors import NotFound
from anselm.domain.fieldwork import (
    Attribute,
    AttributeType,
    AttributeValue,
    Case,
    Consent,
    Encounter,
    Privacy,
    Recording,
)
from anselm.domain.interchange import (
    CodingSheet,
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedLink,
    ExchangedNote,
    ExchangedPicture,
    ExchangedRegion,
    ExchangedSet,
    ExchangedSource,
    ExchangedStudy,
    ExchangedUser,
    ExchangedValue,
    ExchangedVariable,
)
from anselm.domain.interpretation import Relation, Theme, ThemeMember
from anselm.domain.judging import Round, Ruling
from anselm.domain.reporting import Claim, Comment
from anselm.domain.reporting import Quotation as KeptQuotation
from anselm.domain.study import Memo, MemoKind, Researcher, Study
from anselm.services.corpus.carrying import follow
from anselm.services.fieldwork.speaking import voices
from anselm.services.operations import reads
from anselm.services.ports import Reads, Rendering, Tools
from anselm.services.reporting.pages_out import AS_READ, exchanged_pdfs, kept_pdfs, pdfs
from anselm.services.reporting.sounds_out import AS_RECORDED, exchanged_sounds, kept_sounds, sounds

Format: TypeAlias = Literal["qdpx", "qdc", "csv", "xlsx"]
ORIGIN = "Anselm"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
# One colour a family, near enough to those of the screen; other programs know no families.
_SHEET_CODINGS = ("coder", "source", "start", "end", "code", "text", "round", "id")
_SHEET_CODES = (
    *("code", "key", "under", "definition", "include", "exclude", "example", "near miss", "id"),
    *("colour", "kind"),
)


@dataclass(frozen=True, slots=True)
class ExportAs:
    """The format wanted: qdpx (project), qdc (codebook), csv (codings) or xlsx (codings and codebook). With a project
    go the recordings that may be heard (`sound`), and the PDF files whose pages may be shown (`pages`)."""

    format: Format = "qdpx"
    sound: bool = False
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Losses:
    """What the format cannot hold of this study, one sentence each, and what it does hold."""

    format: Format
    holds: str
    losses: tuple[str, ...]


def _shown(tools: Tools, reads: Reads, request: ExportAs) -> dict[str, bytes]:
    """The bytes of the pictures that go with a project, by source, and of the recordings and PDF files asked for; none
    where the format holds none."""
    if request.format != "qdpx":
        return {}
    kept = reads.find(SourceVersion, id=[one.id for one in reads.find(Picture)])
    names = {one.id: one.name for one in reads.find(Source, kind=PICTURE)}
    found = {}
    for one in kept:
        try:
            found[one.source_id] = tools.media.get(one.file_sha256)
        except NotFound:
            raise NotFound(f"The picture {names.get(one.source_id, '')} is not on this computer.") from None
    if request.pages:
        found |= kept_pdfs(tools, reads)
    return found | (kept_sounds(tools, reads) if request.sound else {})


@reads("/export", download=True, prepare=_shown)
def export(reads: Reads, request: ExportAs, shown: dict[str, bytes]) -> Rendering:
    """Write the study for another program, as far as the viewer may see it and the format holds it."""
    title = reads.get(Study, reads.viewer.study_id).title
    stem = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title).strip()[:80] or "study"
    gathered = _Gathered(reads, request)
    value = gathered.project(shown) if request.format in ("qdpx", "qdc") else gathered.sheet()
    return Rendering(" ".join(stem.split()), request.format, value)


@reads("/export/losses")
def losses(reads: Reads, request: ExportAs) -> Losses:
    """Say what a format cannot hold of this study, before it is written."""
    gathered = _Gathered(reads, request)
    return Losses(request.format, gathered.holds(request.format), tuple(gathered.lost(request.format)))


def _in_current_texts(reads: Reads, found: Sequence[Coding], current: set[str], codes: set[str]) -> list[Coding]:
    """The codings at their places in the texts as they are now; those whose words are gone are left out."""
    places = follow(reads, (one.segment for one in found if one.version_id not in current))
    made = []
    for one in found:
        to = one.segment if one.version_id in current else places.get(one.segment)
        if to is not None and to.version_id in current and one.code_id in codes:
            same = to == one.segment
            made.append(one if same else replace(one, version_id=to.version_id, start=to.start, end=to.end))
    return made


_WITH_NAMES = "left out; names are replaced in their texts and stand on their pages, or their pages are not here."
PLACE, PLACES = "place talked over", "places talked over"


def _n(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


class _Gathered:
    """What the viewer may see, read once."""

    def __init__(self, reads: Reads, request: ExportAs) -> None:
        self.reads, project = reads, request.format == "qdpx"
        self.sounds = sounds(reads) if project and request.sound else []
        known = pdfs(reads) if project else []
        self.pdfs = [one for one in known if request.pages and one.leaves]
        self.n_pdfs_left, self.pages_asked = len(known) - len(self.pdfs), request.pages
        self.study = reads.get(Study, reads.viewer.study_id)
        self.sources = reads.find(Source)
        self.versions = [one.current_version_id or "" for one in self.sources]
        self.codes = tuple(one for one in reads.find(Code) if one.retired_at is None)
        self.code_ids = {one.id for one in self.codes}
        self.people = {one.id: one for one in reads.find(Researcher)}
        self.rounds = {one.id: one for one in reads.find(Round)}
        found = reads.find(Coding)
        self.codings = _in_current_texts(reads, found, set(self.versions), self.code_ids)
        self.n_elsewhere = len(found) - len(self.codings)
        self.pictures = {one.source_id: one for one in reads.find(Picture)}
        self.unworded = [one for one in reads.find(MediaCoding) if one.code_id in self.code_ids]
        self.memos = [one for one in reads.find(Memo) if not one.private and one.kind is not MemoKind.CONTACT]
        self.themes = reads.find(Theme)
        self.members = reads.find(ThemeMember)
        self.relations = reads.find(Relation)

    # -- a project

    def project(self, shown: Mapping[str, bytes] = MappingProxyType({})) -> ExchangedStudy:
        """Everything REFI-QDA has a place for; what is ours alone goes aside. `shown` are the bytes of pictures."""
        texts = self.reads.texts(self.versions)
        by_source: dict[str, list[ExchangedCoding]] = {}
        for one in self.codings:
            made = ExchangedCoding(one.id, one.start, one.end, one.code_id, one.coder_id, one.created_at)
            by_source.setdefault(one.source_id, []).append(made)
        sources = tuple(
            ExchangedSource(
                one.id,
                one.name,
                texts[one.current_version_id or ""],
                tuple(sorted(by_source.get(one.id, ()), key=lambda c: (c.start, c.end, c.code, c.user, c.guid))),
                self.notes_on(one),
                one.created_at,
            )
            for one in self.sources
            if one.current_version_id in texts and one.kind != PICTURE
        )
        going = {one.guid for one in sources}
        variables, cases = self.cases()
        users = tuple(ExchangedUser(one.id, one.name, one.key) for one in self.people.values())
        return ExchangedStudy(
            self.study.id,
            self.study.title,
            ORIGIN,
            users,
            self.project_codes(),
            variables,
            cases,
            sources,
            self.notes(),
            self.sets(),
            self.links(),
            self.aside(),
            pictures=self.shown_pictures(shown),
            recordings=exchanged_sounds(self.sounds, self.unworded, shown),
            pdfs=exchanged_pdfs([one for one in self.pdfs if one.source.id in going], self.unworded, shown),
        )

    def notes_on(self, source: Source) -> tuple[str, ...]:
        """The memos about a source."""
        return tuple(memo.id for memo in self.memos if memo.about_kind == "source" and memo.about_id == source.id)

    def shown_pictures(self, shown: Mapping[str, bytes]) -> tuple[ExchangedPicture, ...]:
        """Pictures with their coded regions."""
        regions: dict[str, list[ExchangedRegion]] = {}
        for one in self.unworded:
            if (at := one.region) is not None and not at.page:
                made = ExchangedRegion(
                    *(one.id, at.left, at.top, at.right, at.bottom, one.code_id, one.coder_id, one.created_at)
                )
                regions.setdefault(one.source_id, []).append(made)
        return tuple(
            ExchangedPicture(
                one.id,
                one.name,
                _ENDINGS.get(self.pictures[one.id].media_type, "bin"),
                shown[one.id],
                self.pictures[one.id].description,
                tuple(regions.get(one.id, ())),
                self.notes_on(one),
                one.created_at,
            )
            for one in self.sources
            if one.id in shown and one.id in self.pictures
        )

    def project_codes(self) -> tuple[ExchangedCode, ...]:
        """The codebook in its order, rules of use in the description."""
        return tuple(
            ExchangedCode(
                one.id,
                one.name,
                _description(one),
                FAMILY_COLOURS[one.family - 1],
                one.parent_id if one.parent_id in self.code_ids else "",
                not one.group,
            )
            for one in sorted(self.codes, key=lambda one: (one.position, one.key, one.name, one.id))
        )

    def cases(self) -> tuple[tuple[ExchangedVariable, ...], tuple[ExchangedCase, ...]]:
        """Cases and the facts known of them that point at nobody directly. People are not cases here."""
        attributes = {
            one.id: one
            for one in self.reads.find(Attribute)
            if one.privacy is not Privacy.DIRECT and one.about == "case"
        }
        newest: dict[tuple[str, str], AttributeValue] = {}
        for value in self.reads.find(AttributeValue):
            if value.attribute_id in attributes and value.value:
                newest[value.about_id, value.attribute_id] = value
        at = {one.id: one.case_id for one in self.reads.find(Encounter)}
        sources: dict[str, list[str]] = {}
        for one in self.sources:
            case_id = one.case_id or at.get(one.encounter_id or "")
            if case_id:
                sources.setdefault(case_id, []).append(one.id)
        cases = tuple(
            ExchangedCase(
                one.id,
                f"{one.code} {one.name}",
                one.description,
                tuple(
                    ExchangedValue(key, value.value)
                    for (about, key), value in newest.items()
                    if about == one.id and _fits(attributes[key].type, value.value)
                ),
                tuple(sources.get(one.id, ())),
            )
            for one in self.reads.find(Case)
        )
        kinds = {AttributeType.DATE: "Date", AttributeType.NUMBER: "Float"}
        variables = (ExchangedVariable(one.id, one.name, kinds.get(one.type, "Text")) for one in attributes.values())
        return tuple(variables), cases

    def notes(self) -> tuple[ExchangedNote, ...]:
        """Memos, named for their kind and first words."""
        return tuple(
            ExchangedNote(
                one.id,
                f"{one.kind}: {' '.join(one.body.split())[:50]}",
                one.body,
                one.author_id if one.author_id in self.people else "",
                one.created_at,
            )
            for one in self.memos
        )

    def sets(self) -> tuple[ExchangedSet, ...]:
        """Themes, each with the codes it rests on."""
        return tuple(
            ExchangedSet(
                theme.id,
                theme.name,
                theme.central_idea,
                tuple(
                    one.target_id
                    for one in self.members
                    if one.theme_id == theme.id and one.target_kind == "code" and one.target_id in self.code_ids
                ),
            )
            for theme in self.themes
        )

    def links(self) -> tuple[ExchangedLink, ...]:
        """Relations between codes and themes; others have an end that no file has."""
        return tuple(
            ExchangedLink(one.id, f"{one.key} {one.kind}".strip(), one.from_id, one.to_id)
            for one in self.relations
            if self.linked(one)
        )

    def linked(self, relation: Relation) -> bool:
        """Whether both ends of a relation are in the file."""
        known = self.code_ids | {one.id for one in self.themes}
        return relation.from_id in known and relation.to_id in known

    def aside(self) -> str:
        """What Anselm reads back and others pass over: rules of codes, turns and whose they are, rounds of codings."""
        turns = self.reads.utterances_of(self.versions)
        speaking = voices(self.reads, [one.id for one in self.sources])
        rules = ("key", "definition", "include", "exclude", "example", "near_miss", "family", "group")
        whole = {
            "anselm": 1,
            "codes": {one.id: {name: getattr(one, name) for name in rules} for one in self.codes},
            "turns": {
                one.id: [
                    [turn.start, turn.speech_start, turn.end, voice.label, voice.is_interviewer]
                    for turn in turns.get(one.current_version_id or "", ())
                    for voice in (speaking[one.id].of(turn.speaker_id),)
                ]
                for one in self.sources
            },
            "rounds": {one.id: one.name for one in self.rounds.values()},
            "round of coding": {one.id: one.round_id for one in self.codings},
        }
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    # -- tables

    def sheet(self) -> CodingSheet:
        """Codings and codes by names, one row each."""
        texts = self.reads.texts(self.versions)
        sources = {one.id: one.name for one in self.sources}
        names = {one.id: one.name for one in self.codes}
        rows: list[tuple[str | int, ...]] = [
            (
                self.people[one.coder_id].name if one.coder_id in self.people else "",
                sources.get(one.source_id, ""),
                one.start,
                one.end,
                names[one.code_id],
                texts[one.version_id][one.start : one.end],
                "open coding" if self.rounds[one.round_id].standing else self.rounds[one.round_id].name,
                one.id,
            )
            for one in self.codings
            if one.version_id in texts and one.round_id in self.rounds
        ]
        rows.sort(key=lambda row: (row[1], row[2], row[3], row[0], row[4], row[7]))
        codes = [
            (one.name, one.key, names.get(one.parent_id or "", ""), one.definition, one.include, one.exclude,
             one.example, one.near_miss, one.id, FAMILY_COLOURS[one.family - 1], "group" if one.group else "code")
            for one in sorted(self.codes, key=lambda one: (one.position, one.key, one.name, one.id))
        ]  # fmt: skip
        return CodingSheet((_SHEET_CODINGS, *rows), (_SHEET_CODES, *codes))

    # -- what is lost

    def holds(self, format_: Format) -> str:
        """What the format does hold, with numbers; in a reflexive study codes and codings are not counted."""
        codes, codings = _n(len(self.codes), "code"), _n(len(self.codings), "coding")
        if self.study.reflexive:
            codes, codings = "the codes", "the codings"
        match format_:
            case "qdpx":
                codings = codings if self.study.reflexive else _n(len(self.codings) + len(self.placed), "coding")
                heard = f"{_n(len(self.sounds), 'recording')}, " if self.sounds else ""
                heard += f"{_n(len(self.pdfs), 'PDF file')}, " if self.pdfs else ""
                memos = _n(len(self.memos), "memo")
                said = f"{_n(len(self.sources), 'source')}, {heard}{codes}, {codings}, {memos}, themes."
            case "qdc":
                said = f"{codes} with their descriptions and colours, and themes as sets."
            case "csv":
                said = f"{codings} by names, one a line."
            case _:
                said = f"{codings} by names, and {codes}, a sheet each."
        return said[0].upper() + said[1:]

    @property
    def placed(self) -> list[MediaCoding]:
        """The codings of regions of pictures, and of the recordings and pages that go along."""
        heard, leafed = {one.recording.id for one in self.sounds}, {one.version.id for one in self.pdfs}
        regions = [one for one in self.unworded if one.region is not None]
        seen = [one for one in regions if one.region is not None and (not one.region.page or one.of_id in leafed)]
        return [*seen, *(one for one in self.unworded if one.stretch is not None and one.of_id in heard)]

    def lost(self, format_: Format) -> list[str]:
        """What of this study the format has no place for; only what there is."""
        said: list[str] = []
        if format_ != "qdc" and self.n_elsewhere:
            kept = "Codings" if self.study.reflexive else _n(self.n_elsewhere, "coding")
            said.append(f"{kept} whose words are gone from the text, or whose code is retired: left out.")
        if format_ != "qdc":
            if n := sum(bool(one.note or one.certainty) for one in self.codings):
                kept = "codings" if self.study.reflexive else _n(n, "coding")
                said.append(f"What is noted at {kept} of words, and how certain they are: left out.")
            said += self._lost_without_words(format_)
        if format_ in ("qdc", "csv"):
            said.append("Texts and codings: left out." if format_ == "qdc" else "Texts and the codebook: left out.")
        if format_ == "qdpx":
            said += self._lost_of_project()
        elif format_ in ("csv", "xlsx"):
            said.append("Memos, cases, themes, relations and everything of the report: left out.")
        return said

    def _lost_without_words(self, format_: Format) -> list[str]:
        """What has no words has no place in a table, nor sound in a project without its recording."""
        placed = {one.id for one in self.placed} if format_ == "qdpx" else set()
        left = [one for one in self.unworded if one.id not in placed]
        on_pages = [one for one in left if one.region is not None and one.region.page]
        lost = [one for one in left if one not in on_pages]
        said = []
        if on_pages:
            kept = "Codings" if self.study.reflexive else _n(len(on_pages), "coding")
            said.append(f"{kept} of regions of pages: left out, since their PDF does not go along.")
        if lost:
            kept = "Codings" if self.study.reflexive else _n(len(lost), "coding")
            said.append(f"{kept} of regions of pictures or stretches of sound: left out.")
        if self.pictures and format_ == "qdpx":
            said.append("Pictures go as they are seen here: no face in them is covered.")
        if self.pdfs:
            said.append(AS_READ)
        if self.sounds:
            said.append(AS_RECORDED)
        return said

    def _lost_of_project(self) -> list[str]:
        count = self.reads.count
        n_sounds = count(Recording) - len(self.sounds)
        members = sum(one.target_kind != "code" for one in self.members)
        relations = sum(not self.linked(one) for one in self.relations)
        settled = PLACE if self.study.reflexive else "settled difference"
        lines = (
            (count(Consent), "consent", "left out; the other program will not know what may be quoted."),
            (count(Ruling), settled, "left out; both readings are in the file, side by side."),
            (len(self.rounds), "round", "kept where only Anselm reads; elsewhere codings of all rounds lie together."),
            (members, "thing a theme rests on", "left out, since a set holds codes only."),
            (relations, "relation", "left out: one end is no code and no theme."),
            (len(self.relations) - relations, "relation", "without sign, mechanism, levels and evidence."),
            (count(Claim), "claim", "left out, with counts and evidence."),
            (count(KeptQuotation), "quotation", "left out."),
            (count(Comment), "comment on a report", "left out."),
            (self.n_pdfs_left, "PDF file", _WITH_NAMES if self.pages_asked else "left out; their words go as texts."),
            (n_sounds, "recording", "left out; texts go without their times."),
        )
        said = [f"{_n(n, what, PLACES if what == PLACE else '')}: {words}" for n, what, words in lines if n]
        said.append("Facts that point at a person directly, private memos, people and their labels: never exported.")
        return said


def _fits(kind: AttributeType, value: str) -> bool:
    """Whether a value is in the form the schema asks of its kind."""
    if kind is AttributeType.NUMBER:
        return value.lstrip("+-").replace(".", "", 1).isdigit() and value.isascii()
    if kind is AttributeType.DATE:
        return len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit()
    return True


def _description(one: Code) -> str:
    parts = (
        ("", one.definition),
        ("Include: ", one.include),
        ("Exclude: ", one.exclude),
        ("Example: ", one.example),
        ("Near miss: ", one.near_miss),
    )
    return "\n".join(f"{head}{words}" for head, words in parts if words)

"""What words of the rules are still in the study: in anonymised texts, in names, and in whatever was written beside.

It is asked of the rows this viewer may see and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from anselm.analysis.anonymising import Form, residue
from anselm.domain import anchors, coding, fieldwork, interpretation, judging, marked, reporting, study, surveys, waves
from anselm.domain.corpus import (
    AnonymisationRule,
    RuleState,
    SavedFind,
    Source,
    SourceVersion,
    Speaker,
    VersionRole,
)
from anselm.domain.study import Right
from anselm.services.corpus.anonymising import WhichTexts, forms_of
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["NOT_ASKED", "WRITTEN"]

MOST = 1000
AROUND = 40
# What people write beside texts, by what it is called where it is found.
WRITTEN: dict[type[Any], str] = {
    study.Study: "about the study",
    study.Memo: "memo",
    study.StageMark: "mark of a stage",
    study.JobFile: "file of a folder",
    fieldwork.Case: "team or case",
    fieldwork.Participant: "participant",
    fieldwork.Membership: "role",
    fieldwork.Attribute: "attribute",
    fieldwork.AttributeValue: "attribute",
    fieldwork.Consent: "consent",
    fieldwork.Withdrawal: "withdrawal",
    fieldwork.Instrument: "guide",
    waves.Wave: "wave",
    fieldwork.Encounter: "encounter",
    fieldwork.Recording: "recording",
    marked.FileMark: "comment in a file",
    surveys.SurveyFile: "table of a survey",
    anchors.Picture: "description of a picture",
    SavedFind: "kept find",
    judging.Round: "round",
    judging.Judgement: "reading",
    judging.Ruling: "settled difference",
    judging.ProposalAnswer: "answer to a proposed change",
    coding.Code: "code",
    coding.CodebookVersion: "codebook version",
    coding.Coding: "remark on a coding",
    coding.MediaCoding: "remark on a coding",
    interpretation.Theme: "theme",
    interpretation.ThemeMember: "theme",
    interpretation.Lens: "lens",
    interpretation.Placement: "placement",
    interpretation.Relation: "relation",
    interpretation.PracticeSchema: "practice",
    interpretation.Account: "account",
    interpretation.Practice: "practice",
    interpretation.Evidence: "evidence",
    interpretation.FrameworkMatrix: "matrix",
    interpretation.Cell: "cell of a matrix",
    interpretation.SavedQuery: "query",
    interpretation.SaturationAssessment: "saturation",
    reporting.Claim: "claim",
    reporting.ClaimSearch: "search behind a claim",
    reporting.Quotation: "quotation",
    reporting.Report: "report",
    reporting.Release: "release",
    reporting.Capsule: "capsule",
    reporting.Comment: "comment on a report",
}
# Kinds not asked: the rules and their record themselves, who researches, whom to recruit, and what holds no words.
NOT_ASKED = (
    *("anonymisation_rules", "anonymisations", "anonymisation_reviews", "researchers", "frame_units", "contacts"),
    *("approvals", "consent_forms", "jobs", "turn_corrections", "turn_times", "version_maps"),
    *("assignments", "submissions", "round_keys", "file_mark_answers", "pages", "page_words"),
    *("sources", "source_versions", "speakers"),  # asked by hand
)


class Where(StrEnum):
    """In what words of a rule are still found."""

    TEXT = "text"
    SOURCE = "name of a source"
    FILE = "name of a file"
    HEADING = "heading of a file"
    SPEAKER = "speaker"
    WRITTEN = "written beside"


@dataclass(frozen=True, slots=True)
class ResidueView:
    """Words of a rule that are still there. `start` and `end` are places of a text, None elsewhere. `how`: whole, part
    (one word of a name) or inside (inside another word)."""

    where: Where
    what: str
    id: str
    source_id: str
    source_name: str
    version_id: str
    start: int | None
    end: int | None
    before: str
    words: str
    after: str
    rule_id: str
    how: str


@dataclass(frozen=True, slots=True)
class Residue:
    """What is left. `n` counts all of it, of which at most a thousand are listed; `n_not_anonymised` are sources whose
    current text no rule was applied to, which are not looked through."""

    n: int
    n_not_anonymised: int
    found: tuple[ResidueView, ...]


@dataclass(frozen=True, slots=True)
class _Forms:
    """The wordings looked for, and those it was decided to leave."""

    sought: tuple[Form, ...]
    left: tuple[Form, ...]

    @classmethod
    def of(cls, rules: Iterable[AnonymisationRule]) -> _Forms:
        """The wordings of rules."""
        every = tuple(rules)
        return cls(
            forms_of(one for one in every if one.state is not RuleState.LEFT),
            forms_of(one for one in every if one.state is RuleState.LEFT),
        )


@reads("/anonymisation/residue", right=Right.FIELD)
def residue_left(reads: Reads, request: WhichTexts) -> Residue:
    """List where words of the rules are still found: in anonymised texts, names, files and what is written beside."""
    rules = reads.find(AnonymisationRule)
    sources = [
        one
        for one in (reads.find(Source, id=request.source_id) if request.source_id else reads.find(Source))
        if one.current_version_id is not None and one.kind != anchors.PICTURE
    ]
    ids = [one.current_version_id for one in sources]
    versions = {one.id: one for one in (reads.find(SourceVersion, id=ids) if ids else ())}
    done = [one for one in sources if _role(versions, one) is VersionRole.ANONYMISED]
    found: list[ResidueView] = []
    if rules:
        texts = reads.texts([one.current_version_id or "" for one in done])
        for one in sorted(done, key=lambda one: (one.position, one.id)):
            forms = _Forms.of(rule for rule in rules if rule.holds_for(one.id))
            found += _of_source(one, versions[one.current_version_id or ""], texts, forms)
            for other in _beside(reads, one):
                found += _of_source(one, other, reads.texts([other.id]), forms)
            found += _of_speakers(reads, one, forms)
        if not request.source_id:
            found += _written(reads, _Forms.of(rules))
    return Residue(len(found), len(sources) - len(done), tuple(found[:MOST]))


def _beside(reads: Reads, source: Source) -> Iterator[SourceVersion]:
    """The text in the other language, which no rule was applied to."""
    yield from (one for one in reads.find(SourceVersion, source_id=source.id) if one.role.beside)


def _role(versions: dict[str, SourceVersion], source: Source) -> VersionRole | None:
    version = versions.get(source.current_version_id or "")
    return version.role if version is not None else None


def _of_source(source: Source, version: SourceVersion, texts: dict[str, str], forms: _Forms) -> Iterator[ResidueView]:
    at = (source.id, source.name, version.id)
    yield from _in(texts.get(version.id, ""), forms, Where.TEXT, "text", source.id, at, placed=True)
    yield from _in(source.name, forms, Where.SOURCE, "name", source.id, at)
    yield from _in(version.file_name, forms, Where.FILE, "file", version.id, at)
    for name, value in version.header:
        yield from _in(value, forms, Where.HEADING, name, version.id, at)
    for one in (version.reason, *version.losses):
        yield from _in(one, forms, Where.HEADING, "remark", version.id, at)


def _of_speakers(reads: Reads, source: Source, forms: _Forms) -> Iterator[ResidueView]:
    for one in reads.find(Speaker, source_id=source.id):
        at = (source.id, source.name, source.current_version_id or "")
        yield from _in(one.label, forms, Where.SPEAKER, "speaker", one.id, at)


def _written(reads: Reads, forms: _Forms) -> Iterator[ResidueView]:
    for kind, name in WRITTEN.items():
        for row in reads.find(kind):
            for words in _strings(row):
                yield from _in(words, forms, Where.WRITTEN, name, row.id, ("", "", ""))


def _strings(value: Any) -> Iterator[str]:
    """Every text in a row and in what it holds; identifiers, moments and checksums are none."""
    if isinstance(value, StrEnum):
        return
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if not _is_key(one.name):
                yield from _strings(getattr(value, one.name))
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _strings(name)
            yield from _strings(part)


def _is_key(name: str) -> bool:
    return name in ("id", "sha256") or name.endswith(("_id", "_ids", "_at", "_on", "_sha256", "_digest", "_salt"))


def _in(
    text: str,
    forms: _Forms,
    where: Where,
    what: str,
    identifier: str,
    at: tuple[str, str, str],
    *,
    placed: bool = False,
) -> Iterator[ResidueView]:
    for hit in residue(text, forms.sought, forms.left) if text else ():
        yield ResidueView(
            where,
            what,
            identifier,
            *at,
            hit.start if placed else None,
            hit.end if placed else None,
            text[max(0, hit.start - AROUND) : hit.start],
            text[hit.start : hit.end],
            text[hit.end : hit.end + AROUND],
            hit.rule_id,
            hit.how.value,
        )

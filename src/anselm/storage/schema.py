"""The tables of a study. A state table has the fields of its value, made by one rule (see rows.py), and four columns
more: its version, its place in the order made, its origin, and nothing else.

Beside them stand: `row_versions` (what each row ever was, until erased), `events` (the chain), `commands` (steps for
undo), `texts`, `utterances` and `sync_points` (what belongs to a source version and never changes), `logins` and
`meta`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, Table, Text

from anselm.domain import (
    anchors,
    coding,
    corpus,
    fieldwork,
    interpretation,
    judging,
    marked,
    page_words,
    reporting,
    study,
    surveys,
    waves,
)
from anselm.storage.rows import columns_of

__all__ = [
    "KINDS",
    "STATE",
    "commands",
    "events",
    "logins",
    "meta",
    "metadata",
    "row_versions",
    "sync_points",
    "table_of",
    "texts",
    "utterances",
]

metadata = MetaData()
_TYPES: dict[type[Any], type[Any]] = {str: Text, int: Integer, bool: Boolean, float: Float, dict: Text}


@dataclass(frozen=True, slots=True)
class State:
    """A kind of row: its value, its table, and the columns looked up by."""

    kind: type[Any]
    table: Table
    append_only: bool = False


def _state(name: str, kind: type[Any], *indexed: str, append_only: bool = False) -> State:
    columns = [
        Column(field, _TYPES[plain](), primary_key=field == "id", nullable=nullable)
        for field, plain, nullable in columns_of(kind)
    ]
    columns += [
        Column("row_version", Integer, nullable=False),
        Column("seq", BigInteger, nullable=False),
        Column("origin_id", Text, nullable=False),
    ]
    indexes = [Index(f"ix_{name}_{field.replace(' ', '_')}", *field.split()) for field in indexed]
    return State(kind, Table(name, metadata, *columns, *indexes), append_only)


STATE: tuple[State, ...] = (
    _state("studies", study.Study),
    _state("researchers", study.Researcher),
    _state("memos", study.Memo, "about_id"),
    _state("stage_marks", study.StageMark, "source_id"),
    _state("jobs", study.Job),
    _state("job_files", study.JobFile, "job_id state", "source_id"),
    _state("frame_units", fieldwork.FrameUnit),
    _state("contacts", fieldwork.Contact, "frame_unit_id"),
    _state("cases", fieldwork.Case),
    _state("participants", fieldwork.Participant),
    _state("memberships", fieldwork.Membership, "participant_id", "case_id"),
    _state("attributes", fieldwork.Attribute),
    _state("attribute_values", fieldwork.AttributeValue, "about_id"),
    _state("approvals", fieldwork.Approval),
    _state("consent_forms", fieldwork.ConsentForm),
    _state("consents", fieldwork.Consent, "participant_id", append_only=True),
    _state("withdrawals", fieldwork.Withdrawal, append_only=True),
    _state("instruments", fieldwork.Instrument),
    _state("waves", waves.Wave),
    _state("encounters", fieldwork.Encounter),
    _state("recordings", fieldwork.Recording, "encounter_id"),
    _state("sources", corpus.Source, "encounter_id"),
    _state("source_versions", corpus.SourceVersion, "source_id"),
    _state("survey_files", surveys.SurveyFile),
    _state("pictures", anchors.Picture, "source_id"),
    _state("pages", anchors.Pages, "source_id"),
    _state("page_words", page_words.PageWords, "source_id"),
    _state("speakers", corpus.Speaker, "source_id", "participant_id"),
    _state("turn_corrections", corpus.TurnCorrection, "version_id"),
    _state("turn_times", corpus.TurnTime, "version_id"),
    _state("version_maps", corpus.VersionMap, "source_id"),
    _state("anonymisation_rules", corpus.AnonymisationRule, "participant_id"),
    _state("anonymisations", corpus.Anonymisation, "source_id"),
    _state("anonymisation_reviews", corpus.AnonymisationReview, "source_id"),
    _state("file_marks", marked.FileMark, "source_id"),
    _state("file_mark_answers", marked.FileMarkAnswer, "source_id", "mark_id"),
    _state("saved_finds", corpus.SavedFind),
    _state("rounds", judging.Round),
    _state("assignments", judging.Assignment, "round_id judge_id"),
    _state("submissions", judging.Submission, "round_id"),
    _state("judgements", judging.Judgement, "round_id judge_id"),
    _state("rulings", judging.Ruling, "round_id"),
    _state("proposal_answers", judging.ProposalAnswer, "round_id"),
    _state("round_keys", judging.RoundKey, "round_id"),
    _state("codes", coding.Code, "parent_id"),
    _state("codebook_versions", coding.CodebookVersion),
    _state("codings", coding.Coding, "version_id start", "code_id version_id", "round_id coder_id", "source_id"),
    _state("media_codings", coding.MediaCoding, "of_id", "code_id", "source_id"),
    _state("themes", interpretation.Theme),
    _state("theme_members", interpretation.ThemeMember, "theme_id"),
    _state("lenses", interpretation.Lens),
    _state("placements", interpretation.Placement, "lens_id", "target_id"),
    _state("relations", interpretation.Relation),
    _state("practice_schemas", interpretation.PracticeSchema),
    _state("accounts", interpretation.Account, "case_id practice_key", "participant_id"),
    _state("practices", interpretation.Practice, "case_id practice_key"),
    _state("evidence", interpretation.Evidence, "subject_id", "target_id"),
    _state("framework_matrices", interpretation.FrameworkMatrix),
    _state("cells", interpretation.Cell, "matrix_id"),
    _state("saved_queries", interpretation.SavedQuery),
    _state("saturation_assessments", interpretation.SaturationAssessment),
    _state("claims", reporting.Claim, "report_id"),
    _state("claim_searches", reporting.ClaimSearch, "claim_id"),
    _state("quotations", reporting.Quotation, "source_id"),
    _state("reports", reporting.Report),
    _state("comments", reporting.Comment, "report_id"),
    _state("releases", reporting.Release, "report_id"),
    _state("capsules", reporting.Capsule),
)

KINDS: dict[str, State] = {state.table.name: state for state in STATE}
_OF: dict[type[Any], State] = {state.kind: state for state in STATE}


def table_of(kind: type[Any]) -> State:
    """The state of a kind of value. Raises LookupError for a value that has no table."""
    return _OF[kind]


row_versions = Table(
    "row_versions",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("command_id", Text, nullable=False, index=True),
    Column("origin_id", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("body", Text, nullable=True),
    Column("erased", Boolean, nullable=False, default=False),
)

events = Table(
    "events",
    metadata,
    Column("origin_id", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

commands = Table(
    "commands",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("researcher_id", Text, nullable=False, index=True),
    Column("operation", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("undoable", Boolean, nullable=False),
    Column("state", Text, nullable=False),  # done · undone · dropped · step (an undo or redo itself)
    Column("at", Text, nullable=False),
)

texts = Table("texts", metadata, Column("version_id", Text, primary_key=True), Column("text", Text, nullable=False))

utterances = Table(
    "utterances",
    metadata,
    Column("version_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("speech_start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker_id", Text, nullable=False),
    Column("t0_ms", Integer, nullable=True),
    Column("t1_ms", Integer, nullable=True),
)

sync_points = Table(
    "sync_points",
    metadata,
    Column("version_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at_ms", Integer, primary_key=True),
)

logins = Table(
    "logins", metadata, Column("researcher_id", Text, primary_key=True), Column("stored", Text, nullable=False)
)

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

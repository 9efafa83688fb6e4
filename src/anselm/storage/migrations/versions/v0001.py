"""The tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Make every table of an empty study."""
    for step in STEPS:
        step(op)


def _t000_accounts(op: Operations) -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("schema_id", sa.Text(), nullable=False),
        sa.Column("practice_key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("encounter_id", sa.Text(), nullable=True),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t001_accounts(op: Operations) -> None:
    op.create_index("ix_accounts_case_id_practice_key", "accounts", ["case_id", "practice_key"], unique=False)
    op.create_index("ix_accounts_participant_id", "accounts", ["participant_id"], unique=False)


def _t002_anonymisation_reviews(op: Operations) -> None:
    op.create_table(
        "anonymisation_reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("clear", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t003_anonymisation_reviews(op: Operations) -> None:
    op.create_index("ix_anonymisation_reviews_source_id", "anonymisation_reviews", ["source_id"], unique=False)


def _t004_anonymisation_rules(op: Operations) -> None:
    op.create_table(
        "anonymisation_rules",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("forms", sa.Text(), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("any_case", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("checked_by_id", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t005_anonymisation_rules(op: Operations) -> None:
    op.create_index("ix_anonymisation_rules_participant_id", "anonymisation_rules", ["participant_id"], unique=False)


def _t006_anonymisations(op: Operations) -> None:
    op.create_table(
        "anonymisations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("unchecked_because", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t007_anonymisations(op: Operations) -> None:
    op.create_index("ix_anonymisations_source_id", "anonymisations", ["source_id"], unique=False)


def _t008_approvals(op: Operations) -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t009_assignments(op: Operations) -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("judge_id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t010_assignments(op: Operations) -> None:
    op.create_index("ix_assignments_round_id_judge_id", "assignments", ["round_id", "judge_id"], unique=False)


def _t011_attribute_values(op: Operations) -> None:
    op.create_table(
        "attribute_values",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("attribute_id", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t012_attribute_values(op: Operations) -> None:
    op.create_index("ix_attribute_values_about_id", "attribute_values", ["about_id"], unique=False)


def _t013_attributes(op: Operations) -> None:
    op.create_table(
        "attributes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("privacy", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t014_capsules(op: Operations) -> None:
    op.create_table(
        "capsules",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t015_cases(op: Operations) -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("founded", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t016_cells(op: Operations) -> None:
    op.create_table(
        "cells",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matrix_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("column_id", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t017_cells(op: Operations) -> None:
    op.create_index("ix_cells_matrix_id", "cells", ["matrix_id"], unique=False)


def _t018_claim_searches(op: Operations) -> None:
    op.create_table(
        "claim_searches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("n_sources", sa.Integer(), nullable=False),
        sa.Column("n_found", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t019_claim_searches(op: Operations) -> None:
    op.create_index("ix_claim_searches_claim_id", "claim_searches", ["claim_id"], unique=False)


def _t020_claims(op: Operations) -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantifier", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("practice", sa.Text(), nullable=False),
        sa.Column("analytic_note", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t021_claims(op: Operations) -> None:
    op.create_index("ix_claims_report_id", "claims", ["report_id"], unique=False)


def _t022_codebook_versions(op: Operations) -> None:
    op.create_table(
        "codebook_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t023_codes(op: Operations) -> None:
    op.create_table(
        "codes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("near_miss", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("family", sa.Integer(), nullable=False),
        sa.Column("group", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Text(), nullable=True),
        sa.Column("proposed_in", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("split_from_id", sa.Text(), nullable=True),
        sa.Column("n_split", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t024_codes(op: Operations) -> None:
    op.create_index("ix_codes_parent_id", "codes", ["parent_id"], unique=False)


def _t025_codings(op: Operations) -> None:
    op.create_table(
        "codings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t026_codings(op: Operations) -> None:
    op.create_index("ix_codings_code_id_version_id", "codings", ["code_id", "version_id"], unique=False)
    op.create_index("ix_codings_round_id_coder_id", "codings", ["round_id", "coder_id"], unique=False)
    op.create_index("ix_codings_source_id", "codings", ["source_id"], unique=False)
    op.create_index("ix_codings_version_id_start", "codings", ["version_id", "start"], unique=False)


def _t027_commands(op: Operations) -> None:
    op.create_table(
        "commands",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("researcher_id", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t028_commands(op: Operations) -> None:
    op.create_index(op.f("ix_commands_researcher_id"), "commands", ["researcher_id"], unique=False)


def _t029_comments(op: Operations) -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.Text(), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t030_comments(op: Operations) -> None:
    op.create_index("ix_comments_report_id", "comments", ["report_id"], unique=False)


def _t031_consent_forms(op: Operations) -> None:
    op.create_table(
        "consent_forms",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("withdrawal_terms", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t032_consents(op: Operations) -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t033_consents(op: Operations) -> None:
    op.create_index("ix_consents_participant_id", "consents", ["participant_id"], unique=False)


def _t034_contacts(op: Operations) -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("frame_unit_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t035_contacts(op: Operations) -> None:
    op.create_index("ix_contacts_frame_unit_id", "contacts", ["frame_unit_id"], unique=False)


def _t036_encounters(op: Operations) -> None:
    op.create_table(
        "encounters",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Text(), nullable=True),
        sa.Column("participant_ids", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("interviewer_ids", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("others", sa.Text(), nullable=False),
        sa.Column("instrument_id", sa.Text(), nullable=True),
        sa.Column("duration_s", sa.Integer(), nullable=True),
        sa.Column("wave_id", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t037_events(op: Operations) -> None:
    op.create_table(
        "events",
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin_id", "seq"),
    )


def _t038_events(op: Operations) -> None:
    op.create_index(op.f("ix_events_subject_id"), "events", ["subject_id"], unique=False)


def _t039_evidence(op: Operations) -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t040_evidence(op: Operations) -> None:
    op.create_index("ix_evidence_subject_id", "evidence", ["subject_id"], unique=False)
    op.create_index("ix_evidence_target_id", "evidence", ["target_id"], unique=False)


def _t041_file_mark_answers(op: Operations) -> None:
    op.create_table(
        "file_mark_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("mark_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=True),
        sa.Column("coding_id", sa.Text(), nullable=True),
        sa.Column("memo_id", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t042_file_mark_answers(op: Operations) -> None:
    op.create_index("ix_file_mark_answers_mark_id", "file_mark_answers", ["mark_id"], unique=False)
    op.create_index("ix_file_mark_answers_source_id", "file_mark_answers", ["source_id"], unique=False)


def _t043_file_marks(op: Operations) -> None:
    op.create_table(
        "file_marks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("first_version_id", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t044_file_marks(op: Operations) -> None:
    op.create_index("ix_file_marks_source_id", "file_marks", ["source_id"], unique=False)


def _t045_frame_units(op: Operations) -> None:
    op.create_table(
        "frame_units",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t046_framework_matrices(op: Operations) -> None:
    op.create_table(
        "framework_matrices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("column_ids", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t047_instruments(op: Operations) -> None:
    op.create_table(
        "instruments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("prompts", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t048_job_files(op: Operations) -> None:
    op.create_table(
        "job_files",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("n_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t049_job_files(op: Operations) -> None:
    op.create_index("ix_job_files_job_id_state", "job_files", ["job_id", "state"], unique=False)
    op.create_index("ix_job_files_source_id", "job_files", ["source_id"], unique=False)


def _t050_jobs(op: Operations) -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("researcher_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("n_files", sa.Integer(), nullable=False),
        sa.Column("n_left_out", sa.Integer(), nullable=False),
        sa.Column("handed_over", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("deidentified", sa.Text(), nullable=False),
        sa.Column("deidentified_by", sa.Text(), nullable=False),
        sa.Column("deidentified_on", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t051_judgements(op: Operations) -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("judge_id", sa.Text(), nullable=False),
        sa.Column("unit_kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t052_judgements(op: Operations) -> None:
    op.create_index("ix_judgements_round_id_judge_id", "judgements", ["round_id", "judge_id"], unique=False)


def _t053_lenses(op: Operations) -> None:
    op.create_table(
        "lenses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("relation_kinds", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t054_logins(op: Operations) -> None:
    op.create_table(
        "logins",
        sa.Column("researcher_id", sa.Text(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("researcher_id"),
    )


def _t055_media_codings(op: Operations) -> None:
    op.create_table(
        "media_codings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("of_id", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("stretch", sa.Text(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t056_media_codings(op: Operations) -> None:
    op.create_index("ix_media_codings_code_id", "media_codings", ["code_id"], unique=False)
    op.create_index("ix_media_codings_of_id", "media_codings", ["of_id"], unique=False)
    op.create_index("ix_media_codings_source_id", "media_codings", ["source_id"], unique=False)


def _t057_memberships(op: Operations) -> None:
    op.create_table(
        "memberships",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t058_memberships(op: Operations) -> None:
    op.create_index("ix_memberships_case_id", "memberships", ["case_id"], unique=False)
    op.create_index("ix_memberships_participant_id", "memberships", ["participant_id"], unique=False)


def _t059_memos(op: Operations) -> None:
    op.create_table(
        "memos",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t060_memos(op: Operations) -> None:
    op.create_index("ix_memos_about_id", "memos", ["about_id"], unique=False)


def _t061_meta(op: Operations) -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def _t062_page_words(op: Operations) -> None:
    op.create_table(
        "page_words",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t063_page_words(op: Operations) -> None:
    op.create_index("ix_page_words_source_id", "page_words", ["source_id"], unique=False)


def _t064_pages(op: Operations) -> None:
    op.create_table(
        "pages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t065_pages(op: Operations) -> None:
    op.create_index("ix_pages_source_id", "pages", ["source_id"], unique=False)


def _t066_participants(op: Operations) -> None:
    op.create_table(
        "participants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("welfare_flag", sa.Boolean(), nullable=False),
        sa.Column("held_at", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t067_pictures(op: Operations) -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t068_pictures(op: Operations) -> None:
    op.create_index("ix_pictures_source_id", "pictures", ["source_id"], unique=False)


def _t069_placements(op: Operations) -> None:
    op.create_table(
        "placements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lens_id", sa.Text(), nullable=False),
        sa.Column("level_key", sa.Text(), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("judge_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("to_level_key", sa.Text(), nullable=True),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t070_placements(op: Operations) -> None:
    op.create_index("ix_placements_lens_id", "placements", ["lens_id"], unique=False)
    op.create_index("ix_placements_target_id", "placements", ["target_id"], unique=False)


def _t071_practice_schemas(op: Operations) -> None:
    op.create_table(
        "practice_schemas",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("properties", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t072_practices(op: Operations) -> None:
    op.create_table(
        "practices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("schema_id", sa.Text(), nullable=False),
        sa.Column("practice_key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("carried_by", sa.Text(), nullable=False),
        sa.Column("paid_by", sa.Text(), nullable=False),
        sa.Column("protected_by", sa.Text(), nullable=False),
        sa.Column("eroded_by", sa.Text(), nullable=False),
        sa.Column("account_ids", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t073_practices(op: Operations) -> None:
    op.create_index("ix_practices_case_id_practice_key", "practices", ["case_id", "practice_key"], unique=False)


def _t074_proposal_answers(op: Operations) -> None:
    op.create_table(
        "proposal_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Text(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t075_proposal_answers(op: Operations) -> None:
    op.create_index("ix_proposal_answers_round_id", "proposal_answers", ["round_id"], unique=False)


def _t076_quotations(op: Operations) -> None:
    op.create_table(
        "quotations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=True),
        sa.Column("theme_id", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t077_quotations(op: Operations) -> None:
    op.create_index("ix_quotations_source_id", "quotations", ["source_id"], unique=False)


def _t078_recordings(op: Operations) -> None:
    op.create_table(
        "recordings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("encounter_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("retain_until", sa.Text(), nullable=True),
        sa.Column("destroyed_at", sa.Text(), nullable=True),
        sa.Column("n_bytes", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t079_recordings(op: Operations) -> None:
    op.create_index("ix_recordings_encounter_id", "recordings", ["encounter_id"], unique=False)


def _t080_relations(op: Operations) -> None:
    op.create_table(
        "relations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("from_kind", sa.Text(), nullable=False),
        sa.Column("from_id", sa.Text(), nullable=False),
        sa.Column("from_name", sa.Text(), nullable=False),
        sa.Column("from_level", sa.Text(), nullable=False),
        sa.Column("to_kind", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Text(), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("to_level", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("mechanism", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("lens_id", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t081_releases(op: Operations) -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t082_releases(op: Operations) -> None:
    op.create_index("ix_releases_report_id", "releases", ["report_id"], unique=False)


def _t083_reports(op: Operations) -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("quoting", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t084_researchers(op: Operations) -> None:
    op.create_table(
        "researchers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("credentials", sa.Text(), nullable=False),
        sa.Column("training", sa.Text(), nullable=False),
        sa.Column("ties", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("named_in", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t085_round_keys(op: Operations) -> None:
    op.create_table(
        "round_keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("private_key", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("returns_to", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t086_round_keys(op: Operations) -> None:
    op.create_index("ix_round_keys_round_id", "round_keys", ["round_id"], unique=False)


def _t087_rounds(op: Operations) -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_kind", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("judge_ids", sa.Text(), nullable=False),
        sa.Column("settler_id", sa.Text(), nullable=True),
        sa.Column("codebook_version_id", sa.Text(), nullable=True),
        sa.Column("lens_id", sa.Text(), nullable=True),
        sa.Column("tolerance", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("n_by_rule", sa.Integer(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("draw", sa.Text(), nullable=True),
        sa.Column("settling", sa.Text(), nullable=False),
        sa.Column("repeats_id", sa.Text(), nullable=True),
        sa.Column("repeat_days", sa.Integer(), nullable=False),
        sa.Column("repeats_agreed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("revealed_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t088_row_versions(op: Operations) -> None:
    op.create_table(
        "row_versions",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "version"),
    )


def _t089_row_versions(op: Operations) -> None:
    op.create_index(op.f("ix_row_versions_command_id"), "row_versions", ["command_id"], unique=False)


def _t090_rulings(op: Operations) -> None:
    op.create_table(
        "rulings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_ids", sa.Text(), nullable=False),
        sa.Column("difference_keys", sa.Text(), nullable=False),
        sa.Column("judgement_ids", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("codebook_change", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("tolerance", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t091_rulings(op: Operations) -> None:
    op.create_index("ix_rulings_round_id", "rulings", ["round_id"], unique=False)


def _t092_saturation_assessments(op: Operations) -> None:
    op.create_table(
        "saturation_assessments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("convention", sa.Text(), nullable=False),
        sa.Column("set_key", sa.Text(), nullable=False),
        sa.Column("codebook_id", sa.Text(), nullable=False),
        sa.Column("n_units", sa.Integer(), nullable=False),
        sa.Column("n_codes", sa.Integer(), nullable=False),
        sa.Column("last_new", sa.Text(), nullable=False),
        sa.Column("at_unit", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t093_saved_finds(op: Operations) -> None:
    op.create_table(
        "saved_finds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("only", sa.Text(), nullable=False),
        sa.Column("n_hits", sa.Integer(), nullable=False),
        sa.Column("n_sources", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t094_saved_queries(op: Operations) -> None:
    op.create_table(
        "saved_queries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("set_key", sa.Text(), nullable=False),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t095_source_versions(op: Operations) -> None:
    op.create_table(
        "source_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("n_characters", sa.Integer(), nullable=False),
        sa.Column("text_salt", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("losses", sa.Text(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("n_utterances", sa.Integer(), nullable=False),
        sa.Column("last_ms", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t096_source_versions(op: Operations) -> None:
    op.create_index("ix_source_versions_source_id", "source_versions", ["source_id"], unique=False)


def _t097_sources(op: Operations) -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("encounter_id", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("current_version_id", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("deidentified", sa.Text(), nullable=False),
        sa.Column("deidentified_by", sa.Text(), nullable=False),
        sa.Column("deidentified_on", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t098_sources(op: Operations) -> None:
    op.create_index("ix_sources_encounter_id", "sources", ["encounter_id"], unique=False)


def _t099_speakers(op: Operations) -> None:
    op.create_table(
        "speakers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.Column("researcher_id", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t100_speakers(op: Operations) -> None:
    op.create_index("ix_speakers_participant_id", "speakers", ["participant_id"], unique=False)
    op.create_index("ix_speakers_source_id", "speakers", ["source_id"], unique=False)


def _t101_stage_marks(op: Operations) -> None:
    op.create_table(
        "stage_marks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("judge_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t102_stage_marks(op: Operations) -> None:
    op.create_index("ix_stage_marks_source_id", "stage_marks", ["source_id"], unique=False)


def _t103_studies(op: Operations) -> None:
    op.create_table(
        "studies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("design", sa.Text(), nullable=False),
        sa.Column("lawful_basis", sa.Text(), nullable=False),
        sa.Column("hra_category", sa.Text(), nullable=False),
        sa.Column("label_template", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t104_submissions(op: Operations) -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("judge_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.Text(), nullable=True),
        sa.Column("n_taken_back", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("taken_in", sa.Boolean(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t105_submissions(op: Operations) -> None:
    op.create_index("ix_submissions_round_id", "submissions", ["round_id"], unique=False)


def _t106_survey_files(op: Operations) -> None:
    op.create_table(
        "survey_files",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("respondent", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("n_rows", sa.Integer(), nullable=False),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("participant_ids", sa.Text(), nullable=False),
        sa.Column("follows_id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("destroyed_at", sa.Text(), nullable=True),
        sa.Column("n_taken", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t107_sync_points(op: Operations) -> None:
    op.create_table(
        "sync_points",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("version_id", "position", "at_ms"),
    )


def _t108_texts(op: Operations) -> None:
    op.create_table(
        "texts",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version_id"),
    )


def _t109_theme_members(op: Operations) -> None:
    op.create_table(
        "theme_members",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.Text(), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t110_theme_members(op: Operations) -> None:
    op.create_index("ix_theme_members_theme_id", "theme_members", ["theme_id"], unique=False)


def _t111_themes(op: Operations) -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("central_idea", sa.Text(), nullable=False),
        sa.Column("boundary", sa.Text(), nullable=False),
        sa.Column("major", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ancestor_ids", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t112_turn_corrections(op: Operations) -> None:
    op.create_table(
        "turn_corrections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t113_turn_corrections(op: Operations) -> None:
    op.create_index("ix_turn_corrections_version_id", "turn_corrections", ["version_id"], unique=False)


def _t114_turn_times(op: Operations) -> None:
    op.create_table(
        "turn_times",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t115_turn_times(op: Operations) -> None:
    op.create_index("ix_turn_times_version_id", "turn_times", ["version_id"], unique=False)


def _t116_utterances(op: Operations) -> None:
    op.create_table(
        "utterances",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("speech_start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Text(), nullable=False),
        sa.Column("t0_ms", sa.Integer(), nullable=True),
        sa.Column("t1_ms", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("version_id", "number"),
    )


def _t117_version_maps(op: Operations) -> None:
    op.create_table(
        "version_maps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("from_version_id", sa.Text(), nullable=False),
        sa.Column("to_version_id", sa.Text(), nullable=False),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t118_version_maps(op: Operations) -> None:
    op.create_index("ix_version_maps_source_id", "version_maps", ["source_id"], unique=False)


def _t119_waves(op: Operations) -> None:
    op.create_table(
        "waves",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _t120_withdrawals(op: Operations) -> None:
    op.create_table(
        "withdrawals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("n_codings", sa.Integer(), nullable=False),
        sa.Column("n_quotations", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


STEPS = (
    _t000_accounts,
    _t001_accounts,
    _t002_anonymisation_reviews,
    _t003_anonymisation_reviews,
    _t004_anonymisation_rules,
    _t005_anonymisation_rules,
    _t006_anonymisations,
    _t007_anonymisations,
    _t008_approvals,
    _t009_assignments,
    _t010_assignments,
    _t011_attribute_values,
    _t012_attribute_values,
    _t013_attributes,
    _t014_capsules,
    _t015_cases,
    _t016_cells,
    _t017_cells,
    _t018_claim_searches,
    _t019_claim_searches,
    _t020_claims,
    _t021_claims,
    _t022_codebook_versions,
    _t023_codes,
    _t024_codes,
    _t025_codings,
    _t026_codings,
    _t027_commands,
    _t028_commands,
    _t029_comments,
    _t030_comments,
    _t031_consent_forms,
    _t032_consents,
    _t033_consents,
    _t034_contacts,
    _t035_contacts,
    _t036_encounters,
    _t037_events,
    _t038_events,
    _t039_evidence,
    _t040_evidence,
    _t041_file_mark_answers,
    _t042_file_mark_answers,
    _t043_file_marks,
    _t044_file_marks,
    _t045_frame_units,
    _t046_framework_matrices,
    _t047_instruments,
    _t048_job_files,
    _t049_job_files,
    _t050_jobs,
    _t051_judgements,
    _t052_judgements,
    _t053_lenses,
    _t054_logins,
    _t055_media_codings,
    _t056_media_codings,
    _t057_memberships,
    _t058_memberships,
    _t059_memos,
    _t060_memos,
    _t061_meta,
    _t062_page_words,
    _t063_page_words,
    _t064_pages,
    _t065_pages,
    _t066_participants,
    _t067_pictures,
    _t068_pictures,
    _t069_placements,
    _t070_placements,
    _t071_practice_schemas,
    _t072_practices,
    _t073_practices,
    _t074_proposal_answers,
    _t075_proposal_answers,
    _t076_quotations,
    _t077_quotations,
    _t078_recordings,
    _t079_recordings,
    _t080_relations,
    _t081_releases,
    _t082_releases,
    _t083_reports,
    _t084_researchers,
    _t085_round_keys,
    _t086_round_keys,
    _t087_rounds,
    _t088_row_versions,
    _t089_row_versions,
    _t090_rulings,
    _t091_rulings,
    _t092_saturation_assessments,
    _t093_saved_finds,
    _t094_saved_queries,
    _t095_source_versions,
    _t096_source_versions,
    _t097_sources,
    _t098_sources,
    _t099_speakers,
    _t100_speakers,
    _t101_stage_marks,
    _t102_stage_marks,
    _t103_studies,
    _t104_submissions,
    _t105_submissions,
    _t106_survey_files,
    _t107_sync_points,
    _t108_texts,
    _t109_theme_members,
    _t110_theme_members,
    _t111_themes,
    _t112_turn_corrections,
    _t113_turn_corrections,
    _t114_turn_times,
    _t115_turn_times,
    _t116_utterances,
    _t117_version_maps,
    _t118_version_maps,
    _t119_waves,
    _t120_withdrawals,
)

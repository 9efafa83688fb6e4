"""What a capsule tells of the work: who did what when, in counts; memos that may be read; what can be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from anselm.analysis.report.resolve import Resolved
from anselm.domain.coding import Code
from anselm.domain.document import Align, Block, Heading, TableBlock, Text, plain
from anselm.domain.document import Code as Verbatim
from anselm.domain.interpretation import Theme
from anselm.domain.judging import Round, Submission
from anselm.domain.reporting import Claim, Quotation, Release, Report
from anselm.domain.study import Memo, MemoKind, Researcher, Study, initials
from anselm.services.fieldwork.wording import date_words
from anselm.services.ports import Deed, Reads
from anselm.services.reporting.capsule_parts import many, paragraph, part
from anselm.services.reporting.history import history
from anselm.services.reporting.reports import OneReport

__all__ = ["KINDS_IN_WORDS", "integrity", "memos", "newest", "trail", "writing"]

# What kinds of rows are called in a trail; those left out are no work on the study, or the capsules themselves.
KINDS_IN_WORDS: dict[str, str] = {
    "studies": "the study’s particulars",
    "researchers": "the team",
    "memos": "memos",
    "frame_units": "the sampling frame",
    "contacts": "approaches to people",
    "cases": "cases",
    "participants": "participants",
    "memberships": "who belongs to which case",
    "attributes": "attributes",
    "attribute_values": "what is known of cases and people",
    "approvals": "approvals",
    "consent_forms": "consent forms",
    "consents": "consents",
    "withdrawals": "withdrawals",
    "instruments": "guides and forms",
    "encounters": "encounters",
    "waves": "waves of encounters",
    "recordings": "recordings",
    "sources": "sources",
    "source_versions": "versions of texts",
    "survey_files": "tables of surveys",
    "pictures": "pictures",
    "pages": "pages of files",
    "page_words": "places of words on pages",
    "speakers": "who speaks in a source",
    "turn_corrections": "corrected turns",
    "turn_times": "times of turns",
    "version_maps": "corrections of texts",
    "anonymisation_rules": "anonymisation rules",
    "anonymisations": "anonymised texts",
    "anonymisation_reviews": "looks through anonymised texts",
    "file_marks": "comments and highlights that came with files",
    "file_mark_answers": "what was decided of comments and highlights",
    "stage_marks": "stages marked by hand",
    "saved_finds": "kept finds",
    "rounds": "rounds",
    "assignments": "who reads what",
    "submissions": "readings handed in",
    "judgements": "judgements",
    "rulings": "settled differences",
    "proposal_answers": "answers to proposed changes of the codebook",
    "codes": "codes",
    "codebook_versions": "versions of the codebook",
    "codings": "codings",
    "media_codings": "codings of pictures and sound",
    "themes": "themes",
    "theme_members": "what themes rest on",
    "lenses": "lenses",
    "placements": "placements at levels",
    "relations": "relations",
    "practice_schemas": "schemas of practices",
    "accounts": "what informants told of practices",
    "practices": "settled practices",
    "evidence": "evidence",
    "framework_matrices": "framework matrices",
    "cells": "cells of matrices",
    "saved_queries": "kept queries",
    "saturation_assessments": "what was said of saturation",
    "claims": "claims",
    "claim_searches": "searches for what tells a claim otherwise",
    "quotations": "kept quotations",
    "reports": "writing in the report",
    "comments": "comments on a report",
    "releases": "releases",
}
_COUNTED: tuple[Align, ...] = ("left", "right")
_WRITTEN: tuple[Align, ...] = ("left", "left", "right", "right", "right")
_NOT_COUNTED_IN_REFLEXIVE = ("codes", "codings", "media_codings", "judgements", "rulings")


def _told(reads: Reads) -> list[Deed]:
    return [one for one in reads.deeds() if one.kind in KINDS_IN_WORDS]


def newest(reads: Reads) -> str:
    """The day of the newest work told of; empty for none."""
    return max((one.last for one in _told(reads)), default="")


def trail(reads: Reads) -> list[Block]:
    """Who worked on what, how many changes, from when to when."""
    reflexive = reads.get(Study, reads.viewer.study_id).reflexive
    names = {one.id: one.name for one in reads.find(Researcher)}
    found: dict[tuple[str, str], list[Deed]] = {}
    for one in _told(reads):
        found.setdefault((names.get(one.by_id, "Anselm itself"), one.kind), []).append(one)
    if not found:
        return []
    order = list(KINDS_IN_WORDS)
    rows: dict[str, list[tuple[str, ...]]] = {}
    for (who, kind), deeds in sorted(found.items(), key=lambda pair: (pair[0][0], order.index(pair[0][1]))):
        n = sum(one.n for one in deeds)
        counted = "not counted" if reflexive and kind in _NOT_COUNTED_IN_REFLEXIVE else f"{n:,}"
        first, last = min(one.first for one in deeds), max(one.last for one in deeds)
        rows.setdefault(who, []).append((KINDS_IN_WORDS[kind], counted, _day(first), _day(last)))
    note = (
        "Every change is an event in one chain, kept with the study; the command “anselm verify” says whether any was "
        "altered. Told is how many changes each made to what, and on which days the first and the last. "
        "Private memos, readings that are not open yet, and codings that were taken away again are not counted."
    )
    columns = ["Worked on", "Changes", "First", "Last"]
    tables = [TableBlock.of(columns, some, caption=who, aligns=_COUNTED) for who, some in rows.items()]
    return [part("Audit trail", "trail"), paragraph(note), *tables]


def _day(date: str) -> str:
    """A day in words that stays on one line."""
    return date_words(date).replace(" ", "\u00a0")


def memos(reads: Reads) -> list[Block]:
    """Every memo that everyone in the study may read, oldest first; those on one person are left out."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    called = _called(reads)
    shown = [
        one
        for one in reads.find(Memo)
        if not one.private
        and one.kind is not MemoKind.CONTACT
        and one.about_kind not in ("answer", "participant")
        and one.body.strip()
    ]
    if not shown:
        return []
    without = "Private memos, contacts, and memos on one person, are not here."
    blocks: list[Block] = [part("Memos", "memos"), paragraph(without)]
    for one in sorted(shown, key=lambda one: one.created_at):
        about = called.get(one.about_id, "") or ("" if one.about_kind == "study" else f"on a {one.about_kind}")
        head = ", ".join(
            part_
            for part_ in (date_words(one.created_at), names.get(one.author_id, ""), one.kind.value, about)
            if part_
        )
        blocks.append(Heading(3, (Text(head),)))
        blocks += [paragraph(words) for words in one.body.split("\n\n") if words.strip()]
    return blocks


def _called(reads: Reads) -> dict[str, str]:
    """What memos may be about, by name."""
    named: dict[str, str] = {one.id: f"on the code {one.key} {one.name}" for one in reads.find(Code)}
    named |= {one.id: f"on the theme {one.name}" for one in reads.find(Theme)}
    named |= {one.id: f"on the round {one.name}" for one in reads.find(Round) if not one.standing}
    return named | {one.id: f"on the claim {one.key}" for one in reads.find(Claim)}


def writing(reads: Reads, reports: Sequence[Report]) -> list[Block]:
    """How each report was written: who, when, and how many words came and went."""
    blocks: list[Block] = []
    for report in reports:
        rows = [
            (_day(one.ended_at), one.by, f"{one.n_words:,}", f"{one.n_added:,}", f"{one.n_taken:,}")
            for one in reversed(history(reads, OneReport(report.id)))
        ]
        if rows:
            columns = ["Written on", "By", "Words then", "Added", "Taken out"]
            blocks.append(TableBlock.of(columns, rows, caption=f"How “{report.title}” was written", aligns=_WRITTEN))
    return [part("Drafts", "drafts"), *blocks] if blocks else []


def integrity(reads: Reads, made: Resolved) -> list[Block]:
    """What somebody outside can check: quotations against sources, claims against counts, digests and checksums."""
    blocks: list[Block] = [part("What can be checked", "checks")]
    support = Counter(one.support for one in made.trace.claims)
    if support:
        said = ", ".join(f"{n} {name}" for name, n in support.most_common())
        blocks.append(paragraph(f"Of {many(len(made.trace.claims), 'claim')}: {said}."))
    if reads.count(Quotation):
        blocks.append(paragraph(_quotations(reads, made)))
    blocks += [*_digests(reads), *_releases(reads)]
    return blocks if len(blocks) > 1 else []


def _quotations(reads: Reads, made: Resolved) -> str:
    held = [one.passage for one in made.trace.quotations if one.passage is not None]
    kept_back = sum(bool(one.removed) for one in held)
    n_kept = reads.count(Quotation)
    return (
        f"{many(n_kept, 'quotation is', 'quotations are')} kept, each tied to its place in a source and held against "
        f"it when this file was made; {kept_back or 'none'} withheld for want of consent."
    )


def _digests(reads: Reads) -> list[Block]:
    """Each handed-in reading of the opened rounds with its digest; it proves that the reading stayed as it was."""
    names = {one.id: initials(one.name) for one in reads.find(Researcher)}
    opened = {one.id: one.name for one in reads.find(Round) if not one.standing and not one.unrevealed}
    rows = [
        (
            opened[one.round_id],
            names.get(one.judge_id, ""),
            _day(one.submitted_at or ""),
            str(one.n_taken_back),
            one.digest,
        )
        for one in reads.find(Submission, round_id=list(opened))
        if one.digest
    ]
    columns = ["Round", "Reader", "Handed in", "Taken back", "Digest of the reading"]
    return [_with_sums(TableBlock.of(columns, rows, caption="Readings handed in"))] if rows else []


def _releases(reads: Reads) -> list[Block]:
    titles = {one.id: one.title for one in reads.find(Report)}
    rows = [
        (
            str(one.number),
            titles.get(one.report_id, ""),
            one.format,
            _day(one.created_at),
            ", ".join(one.recipients) or "nobody named",
            one.sha256,
        )
        for one in reads.find(Release)
    ]
    columns = ["Release", "Report", "As", "On", "Received by", "SHA-256"]
    return [_with_sums(TableBlock.of(columns, rows, caption="What was released"))] if rows else []


def _with_sums(table: TableBlock) -> TableBlock:
    """The table with the checksums of its last column set as such, so that a narrow page may break them."""
    return replace(table, rows=tuple((*row[:-1], (Verbatim(plain(row[-1])),)) for row in table.rows))

"""A blind round for another laptop, and one reader's sealed return."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.coding import Code, CodebookVersion, Coding
from anselm.domain.corpus import Source, SourceVersion, Speaker, SyncPoint, Utterance
from anselm.domain.judging import Assignment, Judgement, Round, RoundKey, Submission
from anselm.domain.study import Memo, Researcher

__all__ = ["PackedText", "ReturnedReading", "RoundPackage", "SealedReturn"]


@dataclass(frozen=True, slots=True)
class PackedText:
    """One source as it is read in the round: its version, words, turns, times and voices."""

    source: Source
    version: SourceVersion
    text: str
    utterances: tuple[Utterance, ...]
    sync_points: tuple[SyncPoint, ...]
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class RoundPackage:
    """What one reader needs of a round and nothing else: no other reader's name, work or existence is in it."""

    study_id: str
    title: str
    profile: str
    round: Round
    reader: Researcher
    submission: Submission
    assignments: tuple[Assignment, ...]
    codebook: CodebookVersion
    texts: tuple[PackedText, ...]
    key: RoundKey


@dataclass(frozen=True, slots=True)
class ReturnedReading:
    """One reader's part of a round as it was handed in, with the codes and memos made for it."""

    submission: Submission
    codings: tuple[Coding, ...]
    judgements: tuple[Judgement, ...]
    codes: tuple[Code, ...]
    memos: tuple[Memo, ...]
    key: RoundKey


@dataclass(frozen=True, slots=True)
class SealedReturn:
    """A returned reading locked for whoever settles: outside only whose it is and the digest it was handed in with."""

    round_id: str
    judge_id: str
    digest: str
    sealed: str

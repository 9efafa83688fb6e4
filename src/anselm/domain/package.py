"""A blind round for another laptop, and one reader's sealed return."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.coding import Code, CodebookVersion, Coding
from anselm.domain.corpus import Source, SourceVersion, Speaker, SyncPoint, Utterance
from anselm.domain.judging import Assignment, Judgement, Round, RoundKey, Ruling, Submission
from anselm.domain.study import Memo, Researcher

__all__ = ["PackedText", "ReturnedReading", "RoundPackage", "RoundResult", "SealedReturn"]


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
    """What one reader needs of a round and nothing else: no other reader's name, work or existence is in it.

    `earlier` are the codebooks that were kept before the frozen one, so that what changed since can be read.
    """

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
    earlier: tuple[CodebookVersion, ...] = ()


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


@dataclass(frozen=True, slots=True)
class RoundResult:
    """How a closed round ended, of what one reader read: every reading of it, the rulings, who read and settled.

    `token` is the one their package had: it tells them that the file is from the study the package came from.
    """

    reader_id: str
    round: Round
    people: tuple[Researcher, ...]
    submissions: tuple[Submission, ...]
    assignments: tuple[Assignment, ...]
    codings: tuple[Coding, ...]
    codes: tuple[Code, ...]
    rulings: tuple[Ruling, ...]
    token: str

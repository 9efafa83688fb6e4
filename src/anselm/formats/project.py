"""Projects in, whole: REFI-QDA (`.qdpx`) of NVivo, ATLAS.ti, MAXQDA, QualCoder and others.

Taken are texts; PDF files that lie inside with their words, pages and the coded places on them, of others the words;
transcripts of recordings with their codings and who made them, pictures with their coded regions, recordings whose
files lie inside with their coded stretches, the codebook with its tree, colours and descriptions, notes as memos, cases
and variables; of ATLAS.ti also the tree it writes into names (``A::B``) and what it says of documents by sets
(``gender: female``). Named and counted among what does not come are recordings that lie elsewhere, codings of places on
pages whose PDF does, sets, links, drawings, and whatever has no place in its text. How positions count (byte order
mark, line ends, UTF-16 units, ends included) is tried in every way, and the best is said with its share.
"""

from __future__ import annotations

from dataclasses import replace

from anselm.domain.codebook import ReadCodebook
from anselm.domain.interchange import ExchangedRecording, ExchangedSource, ExchangedStudy, ReadProject
from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.canonical import MAX_TEXT, TOO_LONG
from anselm.formats.codebook import book_of
from anselm.formats.refi_in import read_project, unpacked
from anselm.formats.sniff import kind_of
from anselm.formats.txt import with_turns

__all__ = ["read_whole", "unpacked"]

_MOST_CODES = 5_000
_NO_PROJECT = Refusal(
    "It is no project of another program.",
    advice="A project ends in .qdpx. A codebook (.qdc) comes in on the desk, under the codebook.",
)
_NOTHING = Refusal(
    "Nothing is in it that comes in: no code, no text, no picture, no memo and no case.",
    advice="Look in the program it is from whether the project was exported whole.",
)


def read_whole(name: str, content: bytes) -> ReadProject | Refusal:
    """The project, or why it was not read. Total: any bytes under any name give an answer."""
    if content and "zip container" not in (kind_of(content) or ""):
        return _NO_PROJECT
    study = read_project(name, content, whole=True)
    if isinstance(study, Refusal):
        return study
    if len(study.codes) > _MOST_CODES:
        return Refusal(f"It has {len(study.codes)} codes; at most {_MOST_CODES} come in.")
    if sum(len(one.text) for one in study.sources) > 4 * MAX_TEXT:
        return TOO_LONG
    if not any((study.codes, study.sources, study.pictures, study.recordings, study.notes, study.cases)):
        return _NOTHING
    study = _with_silent(study)
    return ReadProject(study, _book(study), tuple(_turns(one) for one in study.sources))


def _with_silent(study: ExchangedStudy) -> ExchangedStudy:
    """With a line in brackets for each recording that has no transcript, so that its stretches have a place."""
    made: list[ExchangedSource] = []
    recordings: list[ExchangedRecording] = []
    for one in study.recordings:
        if one.texts:
            recordings.append(one)
            continue
        stem = " ".join(one.name.replace(":", " ").split())[:150]
        line = f"[No transcript yet of {stem}]\n"
        made.append(ExchangedSource(f"words of {one.guid}", one.name, line, kind="recording"))
        recordings.append(replace(one, texts=(made[-1].guid,)))
    return replace(study, sources=(*study.sources, *made), recordings=tuple(recordings))


def _book(study: ExchangedStudy) -> ReadCodebook:
    """The codes in tree order; one that stands on passages is no group, whatever the file says."""
    given = {one.code for source in study.sources for one in source.codings}
    given |= {one.code for picture in study.pictures for one in picture.regions}
    given |= {one.code for pdf in study.pdfs for one in pdf.places}
    given |= {one.code for recording in study.recordings for one in recording.stretches}
    book = book_of(study)
    return replace(book, codes=tuple(replace(one, group=one.group and one.guid not in given) for one in book.codes))


def _turns(source: ExchangedSource) -> Parsed:
    silent = source.kind == "recording" or not source.text
    return Parsed("qdpx", "") if silent else replace(with_turns("qdpx", source.text), text="")

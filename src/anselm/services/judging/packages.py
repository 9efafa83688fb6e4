"""A blind round on another laptop: what its reader is given, and their reading as it comes back."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.analysis.sealing import token_of
from anselm.domain.coding import Code, CodebookVersion, Coding
from anselm.domain.corpus import Source, SourceVersion, Speaker, TextSpan
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import (
    Assignment,
    Judgement,
    Round,
    RoundKey,
    RoundState,
    Submission,
    SubmissionState,
)
from anselm.domain.package import PackedText, ReturnedReading, RoundPackage
from anselm.domain.study import Memo, Researcher, Right, Role, Study
from anselm.services.judging.rounds import OneRound, digest_of
from anselm.services.judging.units import codebooks
from anselm.services.operations import Done, Uploaded, reads, writes
from anselm.services.ports import Reads, Rendering, Tools, Work


def _key_of(reads: Reads, round_id: str) -> RoundKey:
    """The key of a round. Raises Refused when it has none."""
    # Nobody may see a key. It leaves the study only as its public half, and as the token of one reader.
    found = reads.unblinded().find(RoundKey, round_id=round_id)
    if not found:
        raise Refused("Only a blind round of coding can be given to another computer.")
    return found[0]


@dataclass(frozen=True, slots=True)
class Pack:
    """A round, and the reader it is packed for."""

    round_id: Annotated[str, Len(1, 64)]
    judge_id: Annotated[str, Len(1, 64)]


@reads("/rounds/package", right=Right.LEAD, download=True)
def package(reads: Reads, request: Pack) -> Rendering:
    """Write a round for one reader's own computer: their sources, the frozen codebook, and nothing of anyone else."""
    round_ = reads.get(Round, request.round_id)
    key = _key_of(reads, round_.id)
    if request.judge_id not in round_.judge_ids:
        raise Invalid(_not_a_reader(reads, round_, request.judge_id), place="judge_id")
    if round_.state is not RoundState.JUDGING:
        raise Refused(f"The round {round_.name} is {round_.state.words}; nothing is read in it any more.")
    if key.brought:
        raise Refused("This round came in a package itself; it is given out by the study it came from.")
    study, reader = reads.get(Study, reads.viewer.study_id), reads.get(Researcher, request.judge_id)
    assignments = reads.find(Assignment, round_id=round_.id, judge_id=reader.id)
    # The reader's own part is packed as it began, so that nothing of it shows to whoever writes the package.
    part = next(one for one in reads.unblinded().find(Submission, round_id=round_.id, judge_id=reader.id))
    settler = reads.maybe(Researcher, round_.settler_id)
    book = reads.get(CodebookVersion, round_.codebook_version_id or "")
    made = RoundPackage(
        study.id,
        study.title,
        study.profile,
        replace(round_, judge_ids=(reader.id,), settler_id=None, draw=None),
        Researcher(reader.id, reader.name, (Role.OWNER,), key=reader.key),
        Submission(part.id, round_.id, reader.id),
        assignments,
        replace(book, by_id="", note=""),
        _texts(reads, [one.unit_id for one in assignments], reader.id),
        RoundKey(
            key.id,
            round_.id,
            key.public_key,
            token=token_of(bytes.fromhex(key.private_key), reader.id),
            returns_to=settler.name if settler is not None else "whoever leads the study",
        ),
        tuple(replace(one, by_id="", note="") for one in codebooks(reads) if one.number < book.number),
    )
    return Rendering(f"{round_.name} for {reader.name}", "anselm", made)


def _not_a_reader(reads: Reads, round_: Round, researcher_id: str) -> str:
    names = {one.id: one.name for one in reads.find(Researcher)}
    readers = " and ".join(names.get(one, "") for one in round_.judge_ids)
    return f"{names.get(researcher_id, 'That person')} does not read in {round_.name}. Its readers: {readers}."


def _texts(reads: Reads, source_ids: Sequence[str], reader_id: str) -> tuple[PackedText, ...]:
    """The sources a reader reads, as they are read: no team, no person, no file they came from."""
    sources = reads.find(Source, id=list(source_ids))
    versions = {one.id: one for one in reads.find(SourceVersion, id=[one.current_version_id for one in sources])}
    texts, turns = reads.texts(list(versions)), reads.utterances_of(list(versions))
    speakers: dict[str, list[Speaker]] = {}
    for one in reads.find(Speaker, source_id=[source.id for source in sources]):
        mine = one.researcher_id if one.researcher_id == reader_id else None
        speakers.setdefault(one.source_id, []).append(replace(one, participant_id=None, researcher_id=mine))
    return tuple(
        PackedText(
            replace(source, encounter_id=None, case_id=None, deidentified_by=""),
            _bare(versions[source.current_version_id or ""]),
            texts[source.current_version_id or ""],
            turns.get(source.current_version_id or "", ()),
            reads.sync_points(source.current_version_id or ""),
            tuple(speakers.get(source.id, ())),
        )
        for source in sources
        if source.current_version_id in versions
    )


def _bare(version: SourceVersion) -> SourceVersion:
    bare = replace(version, file_sha256="", parent_id=None, by_id="", reason="")
    return replace(bare, header=(), text_salt="", text_digest="", file_name="")


@dataclass(frozen=True, slots=True)
class Unpack:
    """A round package as a file."""

    file: Uploaded


def _packed(tools: Tools, reads: Reads, request: Unpack) -> RoundPackage:
    """Read a package. Raises Invalid naming the file."""
    try:
        return tools.packages.package(request.file.data)
    except Invalid as refusal:
        name = request.file.name
        raise Invalid(f"{name}: {refusal.message}", place=name, advice=refusal.advice) from refusal


@writes(
    "/rounds/unpack",
    right=Right.ADMIN,
    label="opening a round package",
    undoable=False,
    upload=True,
    prepare=_packed,
)
def unpack(work: Work, request: Unpack, package: RoundPackage) -> Done:
    """Put a round package into the new study that was made for it; `anselm open` makes one."""
    if work.viewer.study_id != package.study_id or work.by != package.reader.id or work.count(Source):
        raise Refused(
            "A round package is opened as a study of its own.", advice="Open it in the terminal: anselm open PACKAGE"
        )
    work.replace(replace(work.get(Researcher, package.reader.id), key=package.reader.key))
    work.add_all([package.round, package.submission, package.key, package.codebook, *package.earlier])
    work.add_all(package.assignments)
    work.add_all(
        [
            Code(
                entry.code_id,
                entry.name,
                entry.key,
                entry.definition,
                entry.include,
                entry.exclude,
                entry.example,
                entry.near_miss,
                parent_id=entry.parent_id,
                position=entry.position,
                family=entry.family,
                group=entry.group,
                created_at=package.codebook.created_at,
            )
            for entry in package.codebook.entries
        ]
    )
    for one in package.texts:
        salt, digest = work.keep_text(one.version.id, one.text, one.utterances, one.sync_points)
        work.add_all([one.source, replace(one.version, text_salt=salt, text_digest=digest), *one.speakers])
    return Done(package.round.id)


@reads("/rounds/return", download=True)
def sealed_return(reads: Reads, request: OneRound) -> Rendering:
    """Write one's reading, handed in, as the file to send back: only whoever settles can open it."""
    round_ = reads.get(Round, request.id)
    key = _key_of(reads, round_.id)
    if not key.brought:
        raise Refused("This round was not brought here in a package; it is handed in here and nothing is sent.")
    me = reads.viewer.researcher_id
    part = reads.find(Submission, round_id=round_.id, judge_id=me)
    if not part or part[0].state is not SubmissionState.SUBMITTED:
        raise Refused(f"Your reading of {round_.name} is not handed in yet.", advice="Hand it in, then write the file.")
    made = ReturnedReading(
        part[0],
        reads.find(Coding, round_id=round_.id, coder_id=me),
        reads.find(Judgement, round_id=round_.id, judge_id=me),
        reads.find(Code, proposed_in=round_.id, author_id=me),
        tuple(one for one in reads.find(Memo, round_id=round_.id, author_id=me) if not one.private),
        key,
    )
    return Rendering("returned reading", "anselm", made)


@dataclass(frozen=True, slots=True)
class Returned:
    """A reading that came back as a file. `digest` is the one its reader told at the hand-in, if they did.

    `round_id` is the round it is thought to be of, if one is; `instead`: in place of one that was taken in before.
    """

    file: Uploaded
    digest: Annotated[str, Len(0, 128)] = ""
    round_id: Annotated[str, Len(0, 64)] = ""
    instead: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Whose reading was taken in, and with which digest. What is in it stays theirs until the round is opened."""

    round_id: str
    round: str
    reader_id: str
    reader: str
    digest: str
    submitted_at: str | None
    already: bool = False


def _unsealed(tools: Tools, reads: Reads, request: Returned) -> ReturnedReading:
    """Open a returned reading. Raises Invalid and Refused, naming the file."""
    name = request.file.name
    try:
        outside = tools.packages.outside(request.file.data)
        if reads.maybe(Round, outside.round_id) is None:
            raise Refused("It belongs to a round that is not in this study.")
        key = _key_of(reads, outside.round_id)
        if request.round_id and request.round_id != outside.round_id:
            raise Refused(f"It belongs to another round, {reads.get(Round, outside.round_id).name}.")
        if key.brought:
            raise Refused("It goes back to the study this round came from, and not into this one.")
        inside = tools.packages.inside(outside, key.private_key)
    except (Invalid, Refused) as refusal:
        raise type(refusal)(f"{name}: {refusal.message}", place=name, advice=refusal.advice) from refusal
    if (inside.submission.round_id, inside.submission.judge_id) != (outside.round_id, outside.judge_id):
        raise _refused(name, "It says one thing outside and another inside.")
    # As it is shown, in groups with spaces between, or as it is written to a file.
    told = "".join(request.digest.split()).lower()
    found = digest_of(inside.submission.id, inside.codings, inside.judgements, inside.codes)
    if not found == inside.submission.digest == outside.digest:
        raise _refused(name, "It is not the reading that was handed in: its digest is another.")
    if told and told != found:
        raise Refused(
            f"{name}: It is not the reading that was handed in, or the digest was told or typed otherwise: "
            f"the file’s begins {found[:8]} and ends {found[-8:]}.",
            place=name,
            advice="Compare the two with the reader. If they told you another one, ask for the file again.",
        )
    return inside


def _refused(name: str, why: str) -> Refused:
    advice = "Ask the reader for the file again, as it was written when they handed in."
    return Refused(f"{name}: {why}", place=name, advice=advice)


@writes(
    "/rounds/take-return",
    right=Right.SETTLE,
    label="taking a reading in",
    undoable=False,
    upload=True,
    prepare=_unsealed,
)
def take_return(work: Work, request: Returned, inside: ReturnedReading) -> TakenIn:
    """Take in a reading that came back. Refused by name when it was changed, or is not this reader's or round's."""
    name, part = request.file.name, inside.submission
    round_ = work.get(Round, part.round_id)
    # The study itself looks at the reader's part; the answer says only whose it is.
    here = work.unblinded().find(Submission, round_id=round_.id, judge_id=part.judge_id)
    token = token_of(bytes.fromhex(_key_of(work, round_.id).private_key), part.judge_id)
    if not here or here[0].id != part.id or not hmac.compare_digest(token.encode(), inside.key.token.encode()):
        raise _refused(name, "It was not made from the package given to this reader.")
    reader = work.get(Researcher, part.judge_id)
    _fits_the_state(name, round_)
    if here[0].digest == part.digest and here[0].state is SubmissionState.SUBMITTED:
        return replace(_taken(round_, reader, here[0]), already=True)
    if here[0].state is SubmissionState.SUBMITTED and not (request.instead and here[0].taken_in):
        raise _another_is_in(name, round_, reader, here[0])
    _belongs(work, name, round_, inside)
    before = here[0].n_taken_back
    if here[0].state is SubmissionState.SUBMITTED:
        _set_aside(work, here[0])
        before += 1
    work.add_all([*inside.codes, *inside.codings, *inside.judgements, *inside.memos])
    done = replace(part, n_taken_back=max(part.n_taken_back, before), taken_in=True)
    work.replace(done)
    return _taken(round_, reader, done)


def _taken(round_: Round, reader: Researcher, part: Submission) -> TakenIn:
    return TakenIn(round_.id, round_.name, reader.id, reader.name, part.digest, part.submitted_at)


def _set_aside(work: Work, here: Submission) -> None:
    """Takes a reading taken in before out of the round; the study's history keeps it."""
    every, mine = work.unblinded(), {"round_id": here.round_id}
    for row in (
        *every.find(Coding, coder_id=here.judge_id, **mine),
        *every.find(Judgement, judge_id=here.judge_id, **mine),
        *every.find(Memo, author_id=here.judge_id, private=False, **mine),
        *every.find(Code, author_id=here.judge_id, proposed_in=here.round_id),
    ):
        work.remove(row)


def _another_is_in(name: str, round_: Round, reader: Researcher, here: Submission) -> Refused:
    said = f"{name}: {reader.name} has handed in another reading of {round_.name} already."
    if not here.taken_in:
        advice = "They take it back first if this one is to take its place; that stays visible."
    else:
        advice = (
            "If they took it back on their computer and this is their last, take it in again in place of the one "
            "taken in before; that stays visible."
        )
    return Refused(said, place=name, advice=advice)


def _fits_the_state(name: str, round_: Round) -> None:
    if round_.state is not RoundState.JUDGING:
        raise Refused(
            f"{name}: The round {round_.name} is {round_.state.words}; no reading is taken in now.", place=name
        )


def _belongs(work: Work, name: str, round_: Round, inside: ReturnedReading) -> None:
    """Raises Refused when anything in a returned reading is not this reader's, or not in what they were given."""
    judge = inside.submission.judge_id
    owners = {one.coder_id for one in inside.codings} | {one.judge_id for one in inside.judgements}
    owners |= {one.author_id for one in inside.codes} | {one.author_id for one in inside.memos}
    rounds: set[str | None] = set()
    rounds.update(one.round_id for one in inside.codings)
    rounds.update(one.round_id for one in inside.judgements)
    rounds.update(one.round_id for one in inside.memos)
    rounds.update(one.proposed_in for one in inside.codes)
    if owners - {judge} or rounds - {round_.id} or inside.submission.state is not SubmissionState.SUBMITTED:
        raise _refused(name, "It holds what is not this reader's reading of this round.")
    assigned = {one.unit_id for one in work.find(Assignment, round_id=round_.id, judge_id=judge)}
    versions = {one.id: one for one in work.find(SourceVersion, source_id=list(assigned))}
    book = work.get(CodebookVersion, round_.codebook_version_id or "")
    codes = {entry.code_id for entry in book.entries} | {one.id for one in inside.codes}
    for one in inside.codings:
        version = versions.get(one.version_id)
        if version is None or version.source_id != one.source_id or one.code_id not in codes:
            raise _refused(name, "It marks a text or gives a code that was not in the package.")
        TextSpan(one.start, one.end).within(version.n_characters)

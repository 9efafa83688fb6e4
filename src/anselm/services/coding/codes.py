"""The codebook: a tree of codes, changed in the open and frozen for rounds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Le, Len

from anselm.domain.coding import (
    N_FAMILIES,
    Code,
    CodebookEntry,
    CodebookVersion,
    CodeOrigin,
    Coding,
    MediaCoding,
    next_family,
    next_key,
    tree_order,
    without_cycle,
)
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import Round, RoundState, Submission, part_open
from anselm.domain.study import Right, Study
from anselm.services.judging.starting import frozen_now
from anselm.services.judging.units import codebooks, is_of_units, no_codes_code_ids
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work
from anselm.services.study.tallies import codings_by


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code as it is shown. `n_codings` counts what the viewer may see, and is absent in a reflexive study."""

    id: str
    name: str
    key: str
    definition: str
    include: str
    exclude: str
    example: str
    near_miss: str
    origin: CodeOrigin
    parent_id: str | None
    position: int
    family: int
    group: bool
    retired: bool
    proposed: bool
    depth: int
    n_codings: int | None


def unrevealed(reads: Reads) -> frozenset[str]:
    """Rounds whose readings nobody may know of yet. A code proposed in one of them is its maker's alone."""
    return frozenset(one.id for one in reads.find(Round, blind=True) if one.unrevealed)


@dataclass(frozen=True, slots=True)
class WhichCodes:
    """The living codebook, or with `round_id` the one frozen for that round and one's own proposals in it."""

    round_id: Annotated[str, Len(0, 64)] = ""
    with_retired: bool = False


@reads("/codes")
def codes(reads: Reads, request: WhichCodes) -> tuple[CodeView, ...]:
    """List the codes in tree order. One's own proposals in a blind round are listed with that round only."""
    study = reads.get(Study, reads.viewer.study_id)
    round_ = reads.get(Round, request.round_id) if request.round_id else None
    counting = {"round_id": round_.id} if round_ is not None else {}
    counts = None if study.reflexive else codings_by(reads, "code_id", **counting)
    known = reads.find(Code)
    if round_ is not None and round_.codebook_version_id is not None:
        known = _of_round(reads, round_, known)
    elif round_ is None:
        known = in_the_open(known, unrevealed(reads))
    if round_ is None or round_.standing:
        units = no_codes_code_ids(reads)
        known = tuple(one for one in known if one.id not in units)
    known = _opened_at_home(reads, known, request.round_id)
    shown = [one for one in tree_order(known) if request.with_retired or one.retired_at is None]
    depths = _depths(shown)
    return tuple(code_view(one, depths.get(one.id, 0), counts) for one in shown)


def in_the_open(known: Sequence[Code], hidden: Collection[str]) -> tuple[Code, ...]:
    """The codes everyone may know of. What is open never depends on what is not: no key, place, colour or refusal."""
    return tuple(one for one in known if one.proposed_in not in hidden)


def _opened_at_home(reads: Reads, known: Sequence[Code], round_id: str) -> tuple[Code, ...]:
    """A code is shown as proposed while its round is read, and in that round; after that it is a code like any."""
    still = {one.id for one in reads.find(Round, state=RoundState.JUDGING)} | {round_id}
    return tuple(one if one.proposed_in in still else replace(one, proposed_in=None) for one in known)


def _of_round(reads: Reads, round_: Round, known: Sequence[Code]) -> tuple[Code, ...]:
    """The frozen entries as codes, with proposals made in the round that the viewer may see."""
    book = reads.get(CodebookVersion, round_.codebook_version_id or "")
    living = {one.id: one for one in known}
    frozen_codes = [_thawed(entry, living.get(entry.code_id)) for entry in book.entries]
    return (*frozen_codes, *(one for one in known if one.proposed_in == round_.id))


def _thawed(entry: CodebookEntry, living: Code | None) -> Code:
    words = {
        name: getattr(entry, name)
        for name in (
            "key",
            "name",
            "definition",
            "include",
            "exclude",
            "example",
            "near_miss",
            "parent_id",
            "position",
            "family",
            "group",
        )
    }
    base = living or Code(entry.code_id, entry.name)
    return replace(base, **words, retired_at=None)


def _depths(shown: Sequence[Code]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for one in shown:
        depths[one.id] = depths.get(one.parent_id or "", -1) + 1
    return depths


def code_view(one: Code, depth: int = 0, counts: dict[str, int] | None = None) -> CodeView:
    """A code as it is shown."""
    return CodeView(
        one.id,
        one.name,
        one.key,
        one.definition,
        one.include,
        one.exclude,
        one.example,
        one.near_miss,
        one.origin,
        one.parent_id,
        one.position,
        one.family,
        one.group,
        one.retired_at is not None,
        one.proposed_in is not None,
        depth,
        None if counts is None else counts.get(one.id, 0),
    )


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to make. Key and family are proposed when left out; in a blind round it is a proposal of one's own."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    key: Annotated[str, Len(0, 12)] = ""
    definition: Annotated[str, Len(0, 5000)] = ""
    include: Annotated[str, Len(0, 5000)] = ""
    exclude: Annotated[str, Len(0, 5000)] = ""
    example: Annotated[str, Len(0, 5000)] = ""
    near_miss: Annotated[str, Len(0, 5000)] = ""
    origin: CodeOrigin = CodeOrigin.DATA
    parent_id: Annotated[str, Len(1, 64)] | None = None
    family: Annotated[int, Ge(0), Le(N_FAMILIES)] = 0
    group: bool = False
    round_id: Annotated[str, Len(0, 64)] = ""


@writes("/codes/add", right=Right.CODE, label="making a code")
def add_code(work: Work, request: NewCode) -> CodeView:
    """Make a code."""
    return code_view(made(work, request))


def made(work: Work, request: NewCode) -> Code:
    """The code a request makes, added. Raises Refused when one of that name is there."""
    there = work.maybe(Code, request.id)
    if there is not None and there.name == request.name:
        return there
    round_ = work.get(Round, request.round_id) if request.round_id else None
    proposed = round_.id if round_ is not None and not round_.standing and round_.state is RoundState.JUDGING else None
    if round_ is not None and proposed is not None:
        _may_propose(work, round_)
    hidden = unrevealed(work)
    known = work.find(Code) if proposed in hidden else in_the_open(work.find(Code), hidden)
    _name_is_free(known, request.name, request.id)
    parent = _parent(work, request.parent_id, proposed, hidden)
    siblings = [one for one in known if one.parent_id == request.parent_id]
    code = Code(
        request.id,
        request.name,
        request.key or next_key(parent, {one.key for one in known}, group=request.group),
        request.definition,
        request.include,
        request.exclude,
        request.example,
        request.near_miss,
        request.origin,
        request.parent_id,
        max((one.position for one in siblings), default=-1) + 1,
        request.family or (parent.family if parent is not None else next_family(siblings)),
        request.group,
        proposed_in=proposed,
        author_id=work.by,
        created_at=work.now,
    )
    if any(one.key == code.key and code.key for one in known):
        raise Refused(f"The key {code.key} is taken.", place="key")
    work.add(code)
    return code


def _name_is_free(known: Sequence[Code], name: str, identifier: str) -> None:
    for one in known:
        if one.id != identifier and one.name.casefold() == name.casefold() and one.retired_at is None:
            raise Refused(
                f"There is a code called {one.name} already.", place="name", advice="Use it, or choose another name."
            )


def _may_propose(work: Work, round_: Round) -> None:
    """Raises Refused unless the viewer reads in the round and has not handed in: a proposal is part of the reading."""
    if is_of_units(round_):
        raise Refused(
            f"In {round_.name} units are marked and nothing is given a code.",
            advice="Mark where a unit begins and ends; codes come in a round of their own.",
        )
    mine = work.find(Submission, round_id=round_.id, judge_id=work.by)
    part_open(round_, mine[0] if mine else None, work.by)


def _parent(work: Work, parent_id: str | None, proposed: str | None, hidden: Collection[str]) -> Code | None:
    """The parent a code shall have. Raises NotFound, and Refused for an open code below a proposal of a blind round."""
    if parent_id is None:
        return None
    parent = work.get(Code, parent_id)
    if parent.proposed_in in hidden and parent.proposed_in != proposed:
        raise Refused(
            f"{parent.name} is your own proposal in a round that is not opened yet.",
            place="parent_id",
            advice="Only what you propose in the same round can lie below it until then.",
        )
    return parent


def _to_be_changed(work: Work, identifier: str) -> tuple[Code, tuple[Code, ...]]:
    """A code and those it must stand apart from. Raises NotFound, and Refused once a proposal was handed in."""
    code, hidden, known = work.get(Code, identifier), unrevealed(work), work.find(Code)
    if code.proposed_in is None or code.proposed_in not in hidden:
        return code, in_the_open(known, hidden)
    _may_propose(work, work.get(Round, code.proposed_in))
    return code, known


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """What changes of a code; None leaves it."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)] | None = None
    key: Annotated[str, Len(0, 12)] | None = None
    definition: Annotated[str, Len(0, 5000)] | None = None
    include: Annotated[str, Len(0, 5000)] | None = None
    exclude: Annotated[str, Len(0, 5000)] | None = None
    example: Annotated[str, Len(0, 5000)] | None = None
    near_miss: Annotated[str, Len(0, 5000)] | None = None
    origin: CodeOrigin | None = None
    family: Annotated[int, Ge(1), Le(N_FAMILIES)] | None = None
    group: bool | None = None


@writes("/codes/change", right=Right.CODE, label="changing a code")
def change_code(work: Work, request: ChangeCode) -> CodeView:
    """Change a code's words. Rounds under way keep the codebook they were started with."""
    there, known = _to_be_changed(work, request.id)
    names = (
        "name",
        "key",
        "definition",
        "include",
        "exclude",
        "example",
        "near_miss",
        "origin",
        "family",
        "group",
    )
    changed = replace(there, **{name: getattr(request, name) for name in names if getattr(request, name) is not None})
    if changed.name != there.name:
        _name_is_free(known, changed.name, changed.id)
    if changed.key not in ("", there.key) and any(one.key == changed.key for one in known):
        raise Refused(f"The key {changed.key} is taken.", place="key")
    work.replace(changed)
    return code_view(changed)


@dataclass(frozen=True, slots=True)
class MoveCode:
    """Where a code shall lie: below which parent (none: at the top) and at which place among its siblings."""

    id: Annotated[str, Len(1, 64)]
    parent_id: Annotated[str, Len(1, 64)] | None = None
    position: Annotated[int, Ge(0)] = 0


@writes("/codes/move", right=Right.CODE, label="moving a code")
def move_code(work: Work, request: MoveCode) -> tuple[CodeView, ...]:
    """Move a code in the tree; its siblings close up."""
    code, known = _to_be_changed(work, request.id)
    hidden = unrevealed(work)
    own = code.proposed_in if code.proposed_in in hidden else None
    _parent(work, request.parent_id, own, hidden)
    without_cycle(known, code.id, request.parent_id)
    if own is not None:  # its place is its maker's alone, and moves nothing that others see
        work.replace(replace(code, parent_id=request.parent_id, position=request.position))
        return codes(work, WhichCodes(own))
    siblings = [one for one in tree_order(known) if one.parent_id == request.parent_id and one.id != code.id]
    siblings.insert(min(request.position, len(siblings)), replace(code, parent_id=request.parent_id))
    for position, one in enumerate(siblings):
        if one.position != position or one.id == code.id:
            work.replace(replace(one, position=position))
    return codes(work, WhichCodes())


@dataclass(frozen=True, slots=True)
class OneCode:
    """A code by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/codes/retire", right=Right.CODE, label="retiring a code")
def retire_code(work: Work, request: OneCode) -> CodeView:
    """Put a code out of use. Its codings stay; the picker no longer offers it. Nothing is ever deleted with it."""
    changed = replace(_to_be_changed(work, request.id)[0], retired_at=work.now)
    work.replace(changed)
    return code_view(changed)


@writes("/codes/restore", right=Right.CODE, label="taking a code back into use")
def restore_code(work: Work, request: OneCode) -> CodeView:
    """Take a retired code back into use."""
    changed = replace(_to_be_changed(work, request.id)[0], retired_at=None, merged_into_id=None)
    work.replace(changed)
    return code_view(changed)


@dataclass(frozen=True, slots=True)
class MergeCodes:
    """A code to be merged into another."""

    id: Annotated[str, Len(1, 64)]
    into_id: Annotated[str, Len(1, 64)]


@writes("/codes/merge", right=Right.CODE, label="merging codes")
def merge_codes(work: Work, request: MergeCodes) -> CodeView:
    """Merge a code into another: open codings move over, the code is retired and remembers where it went.

    Readings in rounds stay as they were handed in. Refused while any blind round is under way, whoever used what.
    """
    if any(one.unrevealed for one in work.find(Round)):
        raise Refused(
            "Codes cannot be merged while a blind round is under way.",
            advice="Note the idea as a memo on the code, and merge when the readings are opened.",
        )
    old, target = work.get(Code, request.id), work.get(Code, request.into_id)
    if old.id == target.id:
        raise Invalid("A code cannot be merged into itself.", place="into_id")
    standing = [one.id for one in work.find(Round) if one.standing]
    there = {_whose_place(one) for one in work.find(Coding, code_id=target.id, round_id=standing)}
    for coding in work.find(Coding, code_id=old.id, round_id=standing):
        if _whose_place(coding) in there:  # the same person marked it with both
            work.remove(coding)
        else:
            work.replace(replace(coding, code_id=target.id))
    _merge_unworded(work, old, target)
    if old.id in _above(work, target):  # what lies below the code it takes in comes up to that code's place
        target = replace(target, parent_id=old.parent_id)
        work.replace(target)
    for child in work.find(Code, parent_id=old.id):
        work.replace(replace(child, parent_id=target.id))
    work.replace(replace(old, retired_at=work.now, merged_into_id=target.id))
    return code_view(target)


def _above(work: Work, code: Code) -> list[str]:
    """The codes above a code, the nearest first."""
    found: list[str] = []
    at = code.parent_id
    while at is not None and at not in found:
        found.append(at)
        over = work.maybe(Code, at)
        at = over.parent_id if over is not None else None
    return found


def _merge_unworded(work: Work, old: Code, target: Code) -> None:
    """Regions of pictures and stretches of sound move over as words do."""
    there = {(one.coder_id, one.of_id, one.anchor) for one in work.find(MediaCoding, code_id=target.id)}
    for one in work.find(MediaCoding, code_id=old.id):
        if (one.coder_id, one.of_id, one.anchor) in there:
            work.remove(one)
        else:
            work.replace(replace(one, code_id=target.id))


def _whose_place(one: Coding) -> tuple[str, str, int, int]:
    return one.coder_id, one.version_id, one.start, one.end


def _used(work: Work, code: Code) -> bool:
    return any(work.count(kind, code_id=code.id) for kind in (Coding, MediaCoding))


@dataclass(frozen=True, slots=True)
class FreezeCodebook:
    """A version of the codebook to keep, and why."""

    id: Annotated[str, Len(1, 64)]
    note: Annotated[str, Len(0, 2000)] = ""


@writes("/codebook-versions/freeze", right=Right.LEAD, label="keeping a version of the codebook")
def freeze_codebook(work: Work, request: FreezeCodebook) -> CodebookVersion:
    """Keep the codebook as it stands under the next number."""
    return frozen_now(work, request.id, request.note)


@reads("/codebook-versions")
def codebook_versions(reads: Reads, request: Nothing) -> tuple[CodebookVersion, ...]:
    """List the versions of the codebook that were kept."""
    return codebooks(reads)


@writes("/codes/remove", right=Right.CODE, label="removing a code")
def remove_code(work: Work, request: OneCode) -> Done:
    """Remove a code nobody can have used: it must be retired instead once it may have been."""
    found = work.maybe(Code, request.id)
    if found is None:
        return Done(request.id)
    # Whether someone used it in a blind round is not the asker's to learn, so any blind round is reason enough.
    if any(one.unrevealed for one in work.find(Round)) or _used(work, found):
        raise Refused("The code may be in use.", advice="Retire it: its codings stay and it is no longer offered.")
    if any(entry.code_id == found.id for book in work.find(CodebookVersion) for entry in book.entries):
        raise Refused("The code is in a codebook that was kept.", advice="Retire it: it is no longer offered.")
    if work.count(Code, parent_id=found.id):
        raise Refused("Other codes lie below this one.", advice="Move them first.")
    work.remove(found)
    return Done(found.id)

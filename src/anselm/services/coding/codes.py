"""The codebook: a tree of codes, changed in the open and frozen for rounds."""

from __future__ import annotations

from collections.abc import Sequence
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
    frozen,
    tree_order,
    without_cycle,
)
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import Round, RoundState
from anselm.domain.study import Right, Study
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


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


@dataclass(frozen=True, slots=True)
class WhichCodes:
    """The living codebook, or with `round_id` the one frozen for that round and one's own proposals in it."""

    round_id: Annotated[str, Len(0, 64)] = ""
    with_retired: bool = False


@reads("/codes")
def codes(reads: Reads, request: WhichCodes) -> tuple[CodeView, ...]:
    """List the codes in tree order."""
    study = reads.get(Study, reads.viewer.study_id)
    round_ = reads.get(Round, request.round_id) if request.round_id else None
    counting = {"round_id": round_.id} if round_ is not None else {}
    counts = None if study.reflexive else reads.tally(Coding, "code_id", **counting)
    known = reads.find(Code)
    if round_ is not None and round_.codebook_version_id is not None:
        known = _of_round(reads, round_, known)
    shown = [one for one in tree_order(known) if request.with_retired or one.retired_at is None]
    depths = _depths(shown)
    return tuple(code_view(one, depths.get(one.id, 0), counts) for one in shown)


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
    known = work.find(Code)
    there = work.maybe(Code, request.id)
    if there is not None and there.name == request.name:
        return there
    _name_is_free(known, request.name, request.id)
    parent = work.get(Code, request.parent_id) if request.parent_id is not None else None
    round_ = work.get(Round, request.round_id) if request.round_id else None
    proposed = round_.id if round_ is not None and not round_.standing and round_.state is RoundState.JUDGING else None
    siblings = [one for one in known if one.parent_id == request.parent_id]
    code = Code(
        request.id,
        request.name,
        request.key or _next_key(parent, siblings, known, group=request.group),
        request.definition,
        request.include,
        request.exclude,
        request.example,
        request.near_miss,
        request.origin,
        request.parent_id,
        max((one.position for one in siblings), default=-1) + 1,
        request.family or (parent.family if parent is not None else _next_family(siblings)),
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


def _next_key(parent: Code | None, siblings: Sequence[Code], known: Sequence[Code], *, group: bool) -> str:
    """The parent's letter with the next number (D7); at the top the next letter for a group, else c1, c2, …"""
    taken = {one.key for one in known}
    if group:
        letters = (chr(ord("A") + n) for n in range(26))
        return next((letter for letter in letters if letter not in taken), "")
    stem = parent.key if parent is not None and parent.key else "C"
    numbers = (f"{stem}{n}" for n in range(1, len(known) + 2))
    return next(key for key in numbers if key not in taken)


def _next_family(siblings: Sequence[Code]) -> int:
    used = [one.family for one in siblings]
    return min(range(1, N_FAMILIES + 1), key=lambda family: (used.count(family), family))


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
    there = work.get(Code, request.id)
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
    known = work.find(Code)
    _name_is_free(known, changed.name, changed.id)
    if changed.key and any(one.key == changed.key and one.id != changed.id for one in known):
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
    code = work.get(Code, request.id)
    known = work.find(Code)
    if request.parent_id is not None:
        work.get(Code, request.parent_id)
    without_cycle(known, code.id, request.parent_id)
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
    changed = replace(work.get(Code, request.id), retired_at=work.now)
    work.replace(changed)
    return code_view(changed)


@writes("/codes/restore", right=Right.CODE, label="taking a code back into use")
def restore_code(work: Work, request: OneCode) -> CodeView:
    """Take a retired code back into use."""
    changed = replace(work.get(Code, request.id), retired_at=None, merged_into_id=None)
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
    for coding in work.find(Coding, code_id=old.id, round_id=standing):
        work.replace(replace(coding, code_id=target.id))
    for child in work.find(Code, parent_id=old.id):
        work.replace(replace(child, parent_id=target.id))
    work.replace(replace(old, retired_at=work.now, merged_into_id=target.id))
    return code_view(target)


@dataclass(frozen=True, slots=True)
class FreezeCodebook:
    """A version of the codebook to keep, and why."""

    id: Annotated[str, Len(1, 64)]
    note: Annotated[str, Len(0, 2000)] = ""


@writes("/codebook-versions/freeze", right=Right.LEAD, label="keeping a version of the codebook")
def freeze_codebook(work: Work, request: FreezeCodebook) -> CodebookVersion:
    """Keep the codebook as it stands under the next number."""
    return frozen_now(work, request.id, request.note)


def frozen_now(work: Work, identifier: str, note: str) -> CodebookVersion:
    """The codebook as it stands, kept. The newest version is used again when nothing has changed since."""
    known = work.find(CodebookVersion)
    made = frozen(work.find(Code), identifier, len(known) + 1, work.by, work.now, note)
    if known and known[-1].entries == made.entries:
        return known[-1]
    work.add(made)
    return made


@reads("/codebook-versions")
def codebook_versions(reads: Reads, request: Nothing) -> tuple[CodebookVersion, ...]:
    """List the versions of the codebook that were kept."""
    return reads.find(CodebookVersion)


@writes("/codes/remove", right=Right.CODE, label="removing a code")
def remove_code(work: Work, request: OneCode) -> Done:
    """Remove a code nobody can have used: it must be retired instead once it may have been."""
    found = work.maybe(Code, request.id)
    if found is None:
        return Done(request.id)
    # Whether someone used it in a blind round is not the asker's to learn, so any blind round is reason enough.
    if any(one.unrevealed for one in work.find(Round)) or work.count(Coding, code_id=found.id):
        raise Refused("The code may be in use.", advice="Retire it: its codings stay and it is no longer offered.")
    if work.count(Code, parent_id=found.id):
        raise Refused("Other codes lie below this one.", advice="Move them first.")
    work.remove(found)
    return Done(found.id)

"""Splitting a code: some of its passages go to a new code beside it, which remembers where it came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.coding import Code, Coding, MediaCoding
from anselm.domain.errors import Invalid, Refused
from anselm.domain.interpretation import Theme, ThemeMember
from anselm.domain.judging import Round
from anselm.domain.study import Right
from anselm.services.coding.codes import ChangeCode, CodeView, NewCode, change_code, code_view, made
from anselm.services.coding.codings import PlaceOf, given_instead, kept_once, may_judge
from anselm.services.operations import reads, writes
from anselm.services.ports import Reads, Work

__all__ = ["SplitCode", "SplitPart"]

_Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class OneToSplit:
    """The code that may be split."""

    code_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class PlaceToSplit:
    """A passage of a code: whether one's own open coding is there, and what a split leaves there: others' open coding,
    and what was given in a round."""

    version_id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(0)]
    mine: bool
    others: bool
    in_round: bool


@dataclass(frozen=True, slots=True)
class SplitGround:
    """What a split of a code would rest on: its passages, whether places in pictures or sound have it, and the themes
    that rest on it. `why_not` says why it cannot be split now."""

    places: tuple[PlaceToSplit, ...]
    unworded: bool
    themes: tuple[str, ...]
    why_not: str


@reads("/codes/splitting")
def split_ground(reads: Reads, request: OneToSplit) -> SplitGround:
    """Show which passages of a code could go to a new one, and which stay because they are not one's own to change."""
    code = reads.get(Code, request.code_id)
    held: dict[_Place, list[Coding]] = {}
    for one in reads.find(Coding, code_id=code.id):
        held.setdefault(_place(one), []).append(one)
    standing = {one.id for one in reads.find(Round, standing=True)}
    places = tuple(_place_to_split(reads, place, ones, standing) for place, ones in held.items())
    members = reads.find(ThemeMember, target_kind="code", target_id=code.id)
    themes = tuple(one.name for one in reads.find(Theme, id=[one.theme_id for one in members])) if members else ()
    return SplitGround(places, reads.count(MediaCoding, code_id=code.id) > 0, themes, _why_not(reads, code))


def _why_not(reads: Reads, code: Code) -> str:
    try:
        _splittable(reads, code)
    except Refused as refused:
        return f"{refused.message} {refused.advice}".strip()
    return ""


def _place(one: Coding | PlaceOf) -> _Place:
    return one.version_id, one.start, one.end


def _place_to_split(reads: Reads, place: _Place, ones: list[Coding], standing: set[str]) -> PlaceToSplit:
    me = reads.viewer.researcher_id
    openly = [one.coder_id == me for one in ones if one.round_id in standing]
    return PlaceToSplit(*place, any(openly), not all(openly), len(openly) < len(ones))


def _splittable(reads: Reads, code: Code) -> None:
    """Raises Refused for a code that cannot be split now. Any blind round is reason enough, whoever used what."""
    if any(one.unrevealed for one in reads.find(Round)):
        raise Refused(
            "Codes cannot be split while a blind round is under way.",
            advice="Note the idea as a memo on the code, and split it when the readings are opened.",
        )
    if code.group:
        raise Refused(f"{code.name} groups other codes and has no passages to split.", advice="Split a code below it.")
    if code.retired_at is not None:
        raise Refused(f"{code.name} is out of use.", advice="Take it back into use in the codebook, then split it.")


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A new code that is split off, and the passages that go to it."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    definition: Annotated[str, Len(0, 5000)] = ""
    places: Annotated[tuple[PlaceOf, ...], Len(0, 5000)] = ()


@dataclass(frozen=True, slots=True)
class SplitCode:
    """A code to be split: what is split off, and how the code itself is called from then on; empty keeps its name."""

    id: Annotated[str, Len(1, 64)]
    parts: Annotated[tuple[SplitPart, ...], Len(1, 20)]
    name: Annotated[str, Len(0, 200)] = ""


@dataclass(frozen=True, slots=True)
class SplitDone:
    """The code and those split from it; how many codings moved, and how many passages have no open coding of one's own:
    those stay as they are."""

    codes: tuple[CodeView, ...]
    n_moved: int
    n_left: int


@writes("/codes/split", right=Right.CODE, label="splitting a code")
def split_code(work: Work, request: SplitCode) -> SplitDone:
    """Split a code: one's own open codings of the passages named go to new codes in the same group, in one step.

    They keep their coder and note. What others coded, and what was given in a round, stays where it is.
    """
    code = work.get(Code, request.id)
    there = [one for part in request.parts if (one := work.maybe(Code, part.id)) and one.split_from_id == code.id]
    if len(there) == len(request.parts):  # a request sent again
        return SplitDone(tuple(code_view(one) for one in (code, *there)), sum(one.n_split for one in there), 0)
    _splittable(work, code)
    wanted = _wanted(request)
    mine = _mine(work, code, wanted)
    _something_stays(work, code, mine)
    if request.name and request.name != code.name:
        change_code(work, ChangeCode(code.id, name=request.name))
    made_now = [_split_off(work, code, part, mine) for part in request.parts]
    held = {_place(one) for one in mine}
    left = sum(place not in held for places in wanted for place in places)
    return SplitDone(tuple(code_view(one) for one in (work.get(Code, code.id), *made_now)), len(mine), left)


def _wanted(request: SplitCode) -> list[set[_Place]]:
    """The passages of each part. Raises Refused for none, and Invalid for a passage that would go to two codes."""
    wanted = [{_place(one) for one in part.places} for part in request.parts]
    for part, places in zip(request.parts, wanted, strict=True):
        if not places:
            raise Refused(f"No passage is chosen for {part.name}.", place="parts", advice="Choose those that go to it.")
    if sum(map(len, wanted)) > len(set().union(*wanted)):
        raise Invalid("A passage goes to one of the new codes only.", place="parts")
    return wanted


def _mine(work: Work, code: Code, wanted: list[set[_Place]]) -> list[Coding]:
    """One's own open codings there. Raises Refused when some part would have none."""
    standing = next(one for one in work.find(Round, standing=True))
    every = set().union(*wanted)
    versions = sorted({version for version, _, _ in every})
    found = work.find(Coding, version_id=versions, code_id=code.id, round_id=standing.id, coder_id=work.by)
    mine = [one for one in found if _place(one) in every]
    held = {_place(one) for one in mine}
    if any(not places & held for places in wanted):
        raise Refused(
            "None of these passages has an open coding of yours.",
            place="parts",
            advice="What others coded, and what was given in a round, stays as it was given.",
        )
    for source_id in sorted({one.source_id for one in mine}):
        may_judge(work, standing, source_id)
    return mine


def _something_stays(work: Work, code: Code, mine: list[Coding]) -> None:
    if sum(work.count(kind, code_id=code.id) for kind in (Coding, MediaCoding)) == len(mine):
        raise Refused(
            f"Every passage of {code.name} is chosen, so nothing would be split: that is another name.",
            place="parts",
            advice="Give the code another name in the codebook, or leave some passages with it.",
        )


def _split_off(work: Work, code: Code, part: SplitPart, mine: list[Coding]) -> Code:
    """The new code beside the old, with its passages."""
    if work.maybe(Code, part.id) is not None:
        raise Invalid("There is a code by this identifier already.", place="parts")
    places = {_place(one) for one in part.places}
    going = [one for one in mine if _place(one) in places]
    new = made(work, NewCode(part.id, part.name, definition=part.definition, parent_id=code.parent_id))
    new = replace(new, split_from_id=code.id, n_split=len(going))
    work.replace(new)
    for one in going:
        kept_once(work, given_instead(work, one, new.id))
    return new

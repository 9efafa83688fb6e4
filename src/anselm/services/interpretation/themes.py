"""Themes: from candidates to final, what each rests on, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.coding import Code
from anselm.domain.errors import Invalid, Refused
from anselm.domain.interpretation import Evidence, Theme, ThemeMember, ThemeState
from anselm.domain.study import Memo, Right
from anselm.services.interpretation.evidence import place_of
from anselm.services.interpretation.placed import standing_placements
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work

MEMBERS = ("code", "coding", "memo", "segment")


@dataclass(frozen=True, slots=True)
class MemberView:
    """What a theme rests on, by name."""

    id: str
    target_kind: str
    target_id: str
    name: str
    key: str
    family: int
    version_id: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme with what it rests on; `level_keys` where it is placed in the lens in use."""

    id: str
    key: str
    name: str
    central_idea: str
    boundary: str
    major: bool
    state: ThemeState
    reason: str
    ancestor_ids: tuple[str, ...]
    members: tuple[MemberView, ...]
    code_ids: tuple[str, ...]
    level_keys: tuple[str, ...]
    n_otherwise: int
    position: int


@reads("/themes")
def themes(reads: Reads, request: Nothing) -> tuple[ThemeView, ...]:
    """List themes with what they rest on, retired ones last."""
    return theme_views(reads)


def theme_views(reads: Reads) -> tuple[ThemeView, ...]:
    """Every theme the viewer may see."""
    found = reads.find(Theme)
    members: dict[str, list[ThemeMember]] = {}
    for member in reads.find(ThemeMember):
        members.setdefault(member.theme_id, []).append(member)
    codes = {code.id: code for code in reads.find(Code)}
    placed: dict[str, list[str]] = {}
    for placement in standing_placements(reads, target_kind="theme"):
        placed.setdefault(placement.target_id, []).append(placement.level_key)
    against = reads.tally(Evidence, "subject_id", subject_kind="theme", stance="contradicts")
    views = [_view(theme, members.get(theme.id, []), codes, placed, against) for theme in found]
    return tuple(sorted(views, key=lambda view: (view.state is ThemeState.RETIRED, view.position, view.key)))


def _view(
    theme: Theme,
    members: list[ThemeMember],
    codes: dict[str, Code],
    placed: dict[str, list[str]],
    against: dict[str, int],
) -> ThemeView:
    shown = tuple(_member(member, codes) for member in members)
    return ThemeView(
        theme.id,
        theme.key,
        theme.name,
        theme.central_idea,
        theme.boundary,
        theme.major,
        theme.state,
        theme.reason,
        theme.ancestor_ids,
        shown,
        tuple(member.target_id for member in members if member.target_kind == "code"),
        tuple(dict.fromkeys(placed.get(theme.id, []))),
        against.get(theme.id, 0),
        theme.position,
    )


def _member(member: ThemeMember, codes: dict[str, Code]) -> MemberView:
    code = codes.get(member.target_id)
    name = (
        code.name
        if code
        else {"memo": "a memo", "coding": "a coded passage", "segment": "a passage"}.get(
            member.target_kind, member.target_kind
        )
    )
    return MemberView(
        member.id,
        member.target_kind,
        member.target_id,
        name,
        code.key if code else "",
        code.family if code else 0,
        member.version_id,
        member.start,
        member.end,
    )


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A theme to begin with, and the codes it is made from."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 300)]
    key: Annotated[str, Len(0, 20)] = ""
    central_idea: Annotated[str, Len(0, 5000)] = ""
    boundary: Annotated[str, Len(0, 5000)] = ""
    major: bool = True
    state: ThemeState = ThemeState.CANDIDATE
    code_ids: tuple[str, ...] = ()


@writes("/themes/add", right=Right.WRITE, label="adding a theme")
def add_theme(work: Work, request: NewTheme) -> ThemeView:
    """Add a candidate theme, from codes if wished."""
    known = work.find(Theme)
    if any(theme.name == request.name and theme.id != request.id for theme in known):
        raise Refused("There is a theme of that name already.", place="name")
    key = request.key or f"TH{len(known) + 1}"
    theme = Theme(
        request.id,
        request.name,
        key,
        request.central_idea,
        request.boundary,
        request.major,
        request.state,
        position=len(known),
        author_id=work.by,
        created_at=work.now,
    )
    work.add(theme)
    for code_id in dict.fromkeys(request.code_ids):
        work.get(Code, code_id)
        work.add(ThemeMember(work.new_id(), theme.id, "code", code_id))
    return _one(work, theme.id)


def _one(reads: Reads, identifier: str) -> ThemeView:
    return next(view for view in theme_views(reads) if view.id == identifier)


@dataclass(frozen=True, slots=True)
class ChangeTheme:
    """What changes of a theme; None leaves it. A reason goes into its history."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 300)] | None = None
    central_idea: Annotated[str, Len(0, 5000)] | None = None
    boundary: Annotated[str, Len(0, 5000)] | None = None
    major: bool | None = None
    state: ThemeState | None = None
    position: Annotated[int, Ge(0)] | None = None
    reason: Annotated[str, Len(0, 5000)] | None = None


@writes("/themes/change", right=Right.WRITE, label="changing a theme")
def change_theme(work: Work, request: ChangeTheme) -> ThemeView:
    """Change a theme; retiring one needs a reason."""
    theme = work.get(Theme, request.id)
    names = ("name", "central_idea", "boundary", "major", "state", "position", "reason")
    changed = replace(theme, **{name: getattr(request, name) for name in names if getattr(request, name) is not None})
    if (
        changed.state is ThemeState.RETIRED
        and theme.state is not ThemeState.RETIRED
        and not (request.reason or "").strip()
    ):
        raise Invalid("Say why the theme is retired; the reason is its history.", place="reason")
    back = theme.state is ThemeState.RETIRED and changed.state is not ThemeState.RETIRED
    if changed.name != theme.name or back:
        _no_namesake(work, changed.name, [theme])
    work.replace(changed)
    return _one(work, theme.id)


@dataclass(frozen=True, slots=True)
class MergeThemes:
    """Two or more themes to become one under a new identifier."""

    id: Annotated[str, Len(1, 64)]
    theme_ids: Annotated[tuple[str, ...], Len(2, 20)]
    name: Annotated[str, Len(1, 300)]
    central_idea: Annotated[str, Len(0, 5000)] = ""
    reason: Annotated[str, Len(1, 5000)] = "merged"


@writes("/themes/merge", right=Right.WRITE, label="merging themes")
def merge_themes(work: Work, request: MergeThemes) -> ThemeView:
    """Merge themes into a new one that names its ancestors; they are retired with the reason."""
    old = [work.get(Theme, identifier) for identifier in dict.fromkeys(request.theme_ids)]
    _no_circle(work, request.id, old)
    gone = next((theme for theme in old if theme.state is ThemeState.RETIRED), None)
    if gone is not None:
        raise Refused(f"“{gone.name}” is retired.", place="theme_ids", advice="Make it a candidate again first.")
    _no_namesake(work, request.name, old)
    merged = Theme(
        request.id,
        request.name,
        old[0].key,
        request.central_idea or old[0].central_idea,
        old[0].boundary,
        any(theme.major for theme in old),
        ThemeState.CANDIDATE,
        tuple(theme.id for theme in old),
        request.reason,
        old[0].position,
        work.by,
        created_at=work.now,
    )
    work.add(merged)
    seen: set[tuple[str, str, int | None]] = set()
    for member in work.find(ThemeMember, theme_id=[theme.id for theme in old]):
        place = (member.target_kind, member.target_id, member.start)
        if place not in seen:
            seen.add(place)
            work.add(replace(member, id=work.new_id(), theme_id=merged.id))
    _linked_too(work, [theme.id for theme in old], [merged.id])
    for theme in old:
        work.replace(replace(theme, state=ThemeState.RETIRED, reason=request.reason))
    return _one(work, merged.id)


def _no_namesake(work: Work, name: str, old: list[Theme]) -> None:
    """Raises Refused where another theme that is not retired goes by that name: nobody could tell them apart."""
    own = {theme.id for theme in old}
    for one in work.find(Theme):
        if one.id not in own and one.name == name.strip() and one.state is not ThemeState.RETIRED:
            message = f"There is a theme called “{one.name}” already."
            raise Refused(message, place="name", advice="Give this one another name, or merge the two.")


def _linked_too(work: Work, old_ids: list[str], new_ids: list[str]) -> None:
    """What was linked to the old themes is linked to the new ones: nothing that tells it otherwise is lost by it."""
    for identifier in new_ids:
        seen: set[tuple[object, ...]] = set()
        for one in work.find(Evidence, subject_kind="theme", subject_id=old_ids):
            place = (one.stance, one.target_kind, one.target_id, one.version_id, one.start, one.end)
            if place not in seen:
                seen.add(place)
                work.add(replace(one, id=work.new_id(), subject_id=identifier))


@dataclass(frozen=True, slots=True)
class ThemePart:
    """A theme that comes of a split, and which members of the old one it takes with it."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 300)]
    central_idea: Annotated[str, Len(0, 5000)] = ""
    member_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitTheme:
    """A theme to come apart, into what, and why."""

    id: Annotated[str, Len(1, 64)]
    parts: Annotated[tuple[ThemePart, ...], Len(2, 10)]
    reason: Annotated[str, Len(1, 5000)]


@writes("/themes/split", right=Right.WRITE, label="splitting a theme")
def split_theme(work: Work, request: SplitTheme) -> tuple[ThemeView, ...]:
    """Split a theme into new ones that name it as their ancestor; it is retired with the reason."""
    old = work.get(Theme, request.id)
    if old.state is ThemeState.RETIRED:
        raise Refused(f"“{old.name}” is retired.", place="id", advice="Make it a candidate again first.")
    known = work.find(Theme)
    names = [part.name.strip() for part in request.parts]
    there = {theme.name for theme in known if theme.state is not ThemeState.RETIRED and theme.id != old.id}
    doubled = next((name for name in names if names.count(name) > 1 or name in there), None)
    if doubled is not None:
        raise Refused(f"There is a theme called “{doubled}” already.", place="parts", advice="Give it another name.")
    members = {one.id: one for one in work.find(ThemeMember, theme_id=old.id)}
    for at, part in enumerate(request.parts):
        if set(part.member_ids) - members.keys():
            raise Invalid(f"“{old.name}” does not rest on all of that.", place="parts")
        made = Theme(
            part.id,
            part.name.strip(),
            f"TH{len(known) + at + 1}",
            part.central_idea,
            major=old.major,
            ancestor_ids=(old.id,),
            reason=request.reason,
            position=old.position,
            author_id=work.by,
            created_at=work.now,
        )
        work.add(made)
        for one in dict.fromkeys(part.member_ids):
            work.add(replace(members[one], id=work.new_id(), theme_id=part.id))
    _linked_too(work, [old.id], [part.id for part in request.parts])
    work.replace(replace(old, state=ThemeState.RETIRED, reason=request.reason))
    return tuple(_one(work, part.id) for part in request.parts)


def _no_circle(work: Work, identifier: str, old: list[Theme]) -> None:
    """Raises Invalid where a theme would come from itself: its history would go round in a circle."""
    advice = "Choose themes that stand beside each other."
    if len(old) < 2 or identifier in {one.id for one in old}:
        raise Invalid("A theme is not merged with itself.", place="theme_ids", advice=advice)
    known = {one.id: one for one in work.find(Theme)}
    for theme in old:
        before: set[str] = set()
        above = list(theme.ancestor_ids)
        while above:
            one = above.pop()
            if one not in before:
                before.add(one)
                above += known[one].ancestor_ids if one in known else ()
        origin = next((one for one in old if one.id in before), None)
        if origin is not None:
            message = f"“{theme.name}” came from “{origin.name}”, so the two are not merged: that would be a circle."
            raise Invalid(message, place="theme_ids", advice=advice)


@dataclass(frozen=True, slots=True)
class NewMember:
    """What a theme shall rest on as well: a code, coding or memo by id, or a passage by its place."""

    id: Annotated[str, Len(1, 64)]
    theme_id: Annotated[str, Len(1, 64)]
    target_kind: Annotated[str, Len(1, 40)]
    target_id: Annotated[str, Len(0, 64)] = ""
    version_id: Annotated[str, Len(1, 64)] | None = None
    start: Annotated[int, Ge(0)] | None = None
    end: Annotated[int, Ge(0)] | None = None


@writes("/themes/add-member", right=Right.WRITE, label="adding to a theme")
def add_member(work: Work, request: NewMember) -> ThemeView:
    """Let a theme rest on a code, a coded passage, a memo or a passage as well."""
    work.get(Theme, request.theme_id)
    if request.target_kind not in MEMBERS:
        raise Invalid(f"A theme cannot rest on a {request.target_kind}.", place="target_kind")
    if request.target_kind in ("coding", "segment"):
        kind = request.target_kind
        place_of(work, kind, request.target_id, request.version_id, request.start, request.end)
    elif request.target_kind == "code":
        work.get(Code, request.target_id)
    else:
        work.get(Memo, request.target_id)
    member = ThemeMember(
        request.id,
        request.theme_id,
        request.target_kind,
        request.target_id,
        request.version_id,
        request.start,
        request.end,
    )
    there = work.find(ThemeMember, theme_id=request.theme_id, target_kind="code", target_id=request.target_id)
    if not (request.target_kind == "code" and there):
        work.add(member)
    return _one(work, request.theme_id)


@dataclass(frozen=True, slots=True)
class OneMember:
    """A member of a theme by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/themes/remove-member", right=Right.WRITE, label="taking something out of a theme")
def remove_member(work: Work, request: OneMember) -> Done:
    """Take a member out of its theme."""
    found = work.maybe(ThemeMember, request.id)
    if found is not None:
        work.remove(found)
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class MoveMember:
    """A member of a theme, and the theme it is to go to."""

    id: Annotated[str, Len(1, 64)]
    theme_id: Annotated[str, Len(1, 64)]


@writes("/themes/move-member", right=Right.WRITE, label="moving something to another theme")
def move_member(work: Work, request: MoveMember) -> ThemeView:
    """Take a member out of its theme and let another rest on it, in one step."""
    member, theme = work.get(ThemeMember, request.id), work.get(Theme, request.theme_id)
    work.get(Theme, member.theme_id)
    if member.theme_id != theme.id:
        place = (member.target_kind, member.target_id, member.version_id, member.start, member.end)
        there = work.find(ThemeMember, theme_id=theme.id)
        work.remove(member)
        if all((one.target_kind, one.target_id, one.version_id, one.start, one.end) != place for one in there):
            work.add(replace(member, id=work.new_id(), theme_id=theme.id))
    return _one(work, theme.id)

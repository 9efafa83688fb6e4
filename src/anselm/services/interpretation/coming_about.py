"""How a theme came about: every step of it and of the themes it came from, with when, who and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

import numpy as np
from annotated_types import Len

from anselm.analysis.report.theme_history import HistorySheet, HistoryStep
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Segment
from anselm.domain.interpretation import Theme, ThemeMember, ThemeState
from anselm.domain.study import Memo, Researcher, Study
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.interpretation.ground import ground_of
from anselm.services.interpretation.queries import counted_openly
from anselm.services.operations import reads
from anselm.services.ports import Past, Reads, Rendering

__all__ = ["Held", "HeldView", "WhichTheme"]


@dataclass(frozen=True, slots=True)
class WhichTheme:
    """A theme by identifier."""

    theme_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class HeldView:
    """What a theme rests on: a code with how many passages carry it today, a passage or memo with its words.

    `n_passages` is None for what is no code, and in a reflexive study.
    """

    id: str
    kind: str
    name: str
    words: str
    label: str
    n_passages: int | None
    source_id: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of one theme: what was done in sentences, why, and what it took in and let go."""

    at: str
    by: str
    theme_id: str
    theme: str
    said: tuple[str, ...]
    reason: str
    gained: tuple[HeldView, ...]
    lost: tuple[HeldView, ...]


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme by name, and whether it still stands."""

    id: str
    name: str
    state: ThemeState


@dataclass(frozen=True, slots=True)
class ThemeHistoryView:
    """How a theme came about, oldest step first; the themes it came from, and those it became."""

    theme_id: str
    name: str
    central_idea: str
    came_from: tuple[ThemeName, ...]
    became: tuple[ThemeName, ...]
    steps: tuple[StepView, ...]
    set: str


@reads("/themes/history")
def theme_history(reads: Reads, request: WhichTheme) -> ThemeHistoryView:
    """Show how a theme came about: from what, by whom, when and why, with what it took in and let go at each step."""
    theme = reads.get(Theme, request.theme_id)
    known = {one.id: one for one in reads.find(Theme)}
    line = _line(theme, known)
    names = {one.id: one.name for one in reads.find(Researcher)}
    held = Held(reads)
    steps = tuple(
        StepView(
            one.at,
            names.get(one.by_id, ""),
            one.theme.id,
            one.theme.name,
            one.said,
            one.reason,
            held.views(one.gained),
            held.views(one.lost),
        )
        for one in _steps(reads, line)
    )
    return ThemeHistoryView(
        theme.id,
        theme.name,
        theme.central_idea,
        tuple(_name(known[one]) for one in line if one != theme.id),
        tuple(_name(one) for one in known.values() if theme.id in one.ancestor_ids),
        steps,
        held.set,
    )


def _name(theme: Theme) -> ThemeName:
    return ThemeName(theme.id, theme.name, theme.state)


def _line(theme: Theme, known: Mapping[str, Theme]) -> list[str]:
    """The theme and all it came from, the theme first."""
    line = [theme.id]
    for one in line:
        line += [above for above in known[one].ancestor_ids if above in known and above not in line]
    return line


@dataclass(slots=True)
class _Step:
    """What one step did to one theme, while it is put together."""

    at: str
    by_id: str
    theme: Theme
    before: Theme | None = None
    said: tuple[str, ...] = ()
    reason: str = ""
    gained: list[ThemeMember] = field(default_factory=list)
    lost: list[ThemeMember] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return bool(self.said or self.gained or self.lost)

    def takes_back(self, other: _Step) -> bool:
        """Whether it leaves everything as it was before the other: then neither is part of how the theme came about."""
        return (
            other.before is not None
            and _same(self.theme, other.before)
            and _places(self.gained) == _places(other.lost)
            and _places(self.lost) == _places(other.gained)
        )


def _same(one: Theme, other: Theme) -> bool:
    return (one.name, one.central_idea, one.boundary, one.major, one.state) == (
        other.name,
        other.central_idea,
        other.boundary,
        other.major,
        other.state,
    )


def _places(members: Sequence[ThemeMember]) -> set[tuple[str, str, int | None]]:
    return {(one.target_kind, one.target_id or one.version_id or "", one.start) for one in members}


def _steps(reads: Reads, line: Sequence[str]) -> list[_Step]:
    """Every step of these themes, oldest first; a step that was undone is left out with its undoing."""
    themes = [one for one in reads.past_of(Theme) if one.id in set(line)]
    members = list(reads.past_of(ThemeMember))
    began = {one.id: one.step for one in reversed(themes)}
    now: dict[str, Theme] = {}
    inside: dict[str, ThemeMember] = {}
    made: dict[str, list[_Step]] = {one: [] for one in line}
    for changes in _by_step([*themes, *members]):
        touched = _touched(changes, now, inside)
        new = [one for one in touched.values() if one.before is None]
        # A theme that others come from in this very step is told of with them.
        told_with = {above for one in new for above in one.theme.ancestor_ids}
        for identifier, step in touched.items():
            if identifier not in made or identifier in told_with:
                continue
            step.said, step.reason = _sentences(step, now, began, changes[0].step)
            mine = made[identifier]
            if mine and changes[0].undoes and step.takes_back(mine[-1]):
                mine.pop()
            elif step.says_something:
                mine.append(step)
    return sorted((one for some in made.values() for one in some), key=lambda one: one.at)


def _by_step(changes: Sequence[Past[Theme] | Past[ThemeMember]]) -> Iterator[list[Past[Theme] | Past[ThemeMember]]]:
    held: dict[str, list[Past[Theme] | Past[ThemeMember]]] = {}
    for one in sorted(changes, key=lambda change: change.seq):
        held.setdefault(one.step, []).append(one)
    yield from held.values()


def _touched(
    changes: Sequence[Past[Theme] | Past[ThemeMember]], now: dict[str, Theme], inside: dict[str, ThemeMember]
) -> dict[str, _Step]:
    """What one step did, theme by theme; `now` and `inside` move on with it."""
    found: dict[str, _Step] = {}

    def step_of(identifier: str, change: Past[Theme] | Past[ThemeMember]) -> _Step | None:
        if identifier in now and identifier not in found:
            found[identifier] = _Step(change.at, change.by_id, now[identifier], now[identifier])
        return found.get(identifier)

    for change in changes:
        if isinstance(change.row, Theme):
            before = now.get(change.id)
            found[change.id] = _Step(change.at, change.by_id, change.row, before)
            now[change.id] = change.row
    for change in changes:
        if isinstance(change.row, ThemeMember):
            step = step_of(change.row.theme_id, change)
            if step is not None and change.id not in inside:
                step.gained.append(change.row)
            inside[change.id] = change.row
        elif change.row is None and change.id in inside:
            gone = inside.pop(change.id)
            step = step_of(gone.theme_id, change)
            if step is not None:
                step.lost.append(gone)
    return found


_STANDS = {ThemeState.CANDIDATE: "A candidate again.", ThemeState.FINAL: "Final.", ThemeState.RETIRED: "Retired."}


def _sentences(
    step: _Step, now: Mapping[str, Theme], began: Mapping[str, str], here: str
) -> tuple[tuple[str, ...], str]:
    """What a step did to its theme, and why."""
    theme, before = step.theme, step.before
    if before is None:
        above = [now[one] for one in theme.ancestor_ids if one in now]
        return (_beginning(theme, above, began, here),), theme.reason
    said = []
    if theme.name != before.name:
        said.append(f"Renamed from “{before.name}”.")
    if theme.central_idea != before.central_idea:
        said.append(f"Central idea: {theme.central_idea or 'taken out'}")
    if theme.boundary != before.boundary:
        said.append(f"Boundary: {theme.boundary or 'taken out'}")
    if theme.major != before.major:
        said.append("A major theme." if theme.major else "A minor theme.")
    if theme.state != before.state:
        said.append(_STANDS[theme.state])
    return tuple(said), theme.reason if theme.reason != before.reason else ""


def _beginning(theme: Theme, above: Sequence[Theme], began: Mapping[str, str], here: str) -> str:
    """How a theme began: made anew, merged or agreed from others, or split off one."""
    if not above:
        return "Made." if theme.state is ThemeState.FINAL else "Made as a candidate."
    if len(above) == 1 and began.get(above[0].id) != here:
        return f"Split off “{above[0].name}”."
    said = [
        f"“{one.name}” ({one.reason.rstrip('.')[:1].lower()}{one.reason.rstrip('.')[1:]})"
        if began.get(one.id) == here and one.reason
        else f"“{one.name}”"
        for one in above
    ]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{'Agreed from' if began.get(above[0].id) == here else 'Merged from'} {listed}."


class Held:
    """What themes rest on, in words the viewer may read."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._codes = {one.id: one for one in reads.find(Code)}
        self._memos = {one.id: one for one in reads.find(Memo)}
        self._ground = ground_of(reads)
        self._counting = counted_openly(reads)
        self._at = {one.id: at for at, one in enumerate(self._ground.codes)}
        self.set = self._ground.set

    def views(self, members: Sequence[ThemeMember]) -> tuple[HeldView, ...]:
        """Codes by name, passages and memos by their words; a code the viewer may not know of is left out."""
        places = self._places(members)
        spoken = passages_of(self._reads, places.values())
        found = []
        for one in members:
            if one.target_kind == "code":
                code = self._codes.get(one.target_id)
                if code is not None:
                    found.append(HeldView(one.id, "code", f"{code.key} {code.name}".strip(), "", "", self._n(code.id)))
            elif one.target_kind == "memo":
                memo = self._memos.get(one.target_id)
                found.append(HeldView(one.id, "memo", "a memo", memo.body if memo is not None else "", "", None))
            else:
                said = spoken.get(places[one.id]) if one.id in places else None
                found.append(_passage(one, said))
        return tuple(found)

    def _places(self, members: Sequence[ThemeMember]) -> dict[str, Segment]:
        wanted = [one.target_id for one in members if one.target_kind == "coding"]
        codings = {one.id: one.segment for one in self._reads.find(Coding, id=wanted)} if wanted else {}
        places = {one.id: codings[one.target_id] for one in members if one.target_id in codings}
        for one in members:
            if one.version_id is not None and one.start is not None and one.end is not None:
                places[one.id] = Segment(one.version_id, one.start, one.end)
        return places

    def _n(self, code_id: str) -> int | None:
        if not self._counting:
            return None
        marks = self._ground.marks
        wanted = np.zeros(len(self._ground.codes), dtype=np.bool_)
        wanted[list(self._ground.below[self._at[code_id]])] = True
        return len(np.unique(marks.passage[marks.carrying(wanted)]))


def _passage(member: ThemeMember, said: Passage | None) -> HeldView:
    if said is None:
        return HeldView(member.id, "passage", "a passage", "", "", None)
    at = said.segment
    return HeldView(member.id, "passage", "a passage", said.words, said.label, None, said.source_id, at.start, at.end)


@dataclass(frozen=True, slots=True)
class ExportHistory:
    """How a theme came about, as a file."""

    theme_id: Annotated[str, Len(1, 64)]
    format: Literal["docx", "md"] = "docx"


@reads("/themes/history/export", download=True)
def theme_history_file(reads: Reads, request: ExportHistory) -> Rendering:
    """Write how a theme came about as a file."""
    view = theme_history(reads, WhichTheme(request.theme_id))
    steps = tuple(
        HistoryStep(one.at[:10], one.by, one.theme, one.said, one.reason, _in_words(one.gained), _in_words(one.lost))
        for one in view.steps
    )
    title = reads.get(Study, reads.viewer.study_id).title
    note = f"Passages counted today, from: {view.set}." if counted_openly(reads) else ""
    sheet = HistorySheet(title, view.name, view.central_idea, steps, note)
    return Rendering("how a theme came about", request.format, sheet)


def _in_words(held: Sequence[HeldView]) -> tuple[str, ...]:
    return tuple(f"{one.name}{_number(one.n_passages)}{_said(one)}" for one in held)


def _number(n: int | None) -> str:
    return "" if n is None else f", {n} {'passage' if n == 1 else 'passages'}"


def _said(one: HeldView) -> str:
    return (f": {one.words}" if one.words else "") + (f" ({one.label})" if one.label else "")

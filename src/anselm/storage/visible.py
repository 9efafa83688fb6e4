"""Where every read begins: the rows of a kind that one viewer may see. A house test looks for any other way.

Five filters stand here and nowhere else. **Hold**: while a withdrawal is being looked at, the source, all that hangs
on it, and what is counted as this person's without a passage are in no list. **Blindness**: what a judge made in a
round that is not revealed is that judge's alone, for everyone, the lead and the owner too; a reading taken in from
another computer is nobody's here till then, whoever signs in as its judge. **Reading again**: what was
marked, written at a passage or settled elsewhere in the sources a judge is reading again is out of that judge's own
sight until the second reading is handed in. **Placing**: where others put what a judge is placing on a lens is out of
that judge's sight until the round is revealed. **Privacy**: a private memo is its author's alone. A worker (the study
itself) passes all but hold. A viewer who looks **outward**, for what leaves the study, passes less: nothing that is
theirs alone, and nothing of who has handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, false, func, or_, select, true

from anselm.domain.study import Viewer, ViewerKind
from anselm.storage import schema

__all__ = [
    "FILTERS",
    "NOTHING_LIFTED",
    "Lifted",
    "among",
    "everything",
    "everything_of",
    "filter_of",
    "visible",
    "visible_parts",
]

Condition = ColumnElement[bool]
Filter = Callable[[Table, Viewer], Condition]


@dataclass(frozen=True, slots=True)
class Lifted:
    """Whose hold is looked past so that a withdrawal can say what it takes: a person, and the sources they hold."""

    participant_id: str = ""
    source_ids: tuple[str, ...] = ()


NOTHING_LIFTED = Lifted()

_rounds = schema.KINDS["rounds"].table
_sources = schema.KINDS["sources"].table
_versions = schema.KINDS["source_versions"].table
_participants = schema.KINDS["participants"].table
_assignments = schema.KINDS["assignments"].table
_submissions = schema.KINDS["submissions"].table


def _unrevealed() -> Select[Any]:
    return select(_rounds.c.id).where(_rounds.c.blind == true(), _rounds.c.state == "judging")


def _held_sources(lifted: Lifted) -> Select[Any]:
    held = select(_sources.c.id).where(_sources.c.held_at.is_not(None))
    return held.where(_sources.c.id.not_in(lifted.source_ids)) if lifted.source_ids else held


def _held_versions(lifted: Lifted) -> Select[Any]:
    return select(_versions.c.id).where(_versions.c.source_id.in_(_held_sources(lifted)))


def _held_people(lifted: Lifted) -> Select[Any]:
    return select(_participants.c.id).where(
        _participants.c.held_at.is_not(None), _participants.c.id != lifted.participant_id
    )


def _held_encounters(lifted: Lifted) -> Select[Any]:
    return select(_sources.c.encounter_id).where(
        _sources.c.id.in_(_held_sources(lifted)), _sources.c.encounter_id.is_not(None)
    )


def _being_repeated(viewer: Viewer) -> Select[Any]:
    """The rounds in which this judge reads again and has not handed in."""
    mine = (
        select(_submissions.c.round_id)
        .where(_submissions.c.judge_id == viewer.researcher_id, _submissions.c.state == "judging")
        .scalar_subquery()
    )
    return select(_rounds.c.id).where(
        _rounds.c.repeats_id.is_not(None), _rounds.c.state == "judging", _rounds.c.id.in_(mine)
    )


def _read_again(viewer: Viewer) -> Select[Any]:
    """The sources this judge is reading again."""
    return select(_assignments.c.unit_id).where(
        _assignments.c.judge_id == viewer.researcher_id, _assignments.c.round_id.in_(_being_repeated(viewer))
    )


def _taken_in(viewer: Viewer) -> Select[Any]:
    """The rounds in which this judge's reading came from another computer, where it is theirs; here it is locked."""
    return select(_submissions.c.round_id).where(
        _submissions.c.judge_id == viewer.researcher_id, _submissions.c.taken_in == true()
    )


def _coding(table: Table, viewer: Viewer) -> Condition:
    of_another = table.c.source_id.in_(_read_again(viewer)) & table.c.round_id.not_in(_being_repeated(viewer))
    return and_(_by_judge("round_id", "coder_id")(table, viewer), ~of_another)


def _mark_answer(table: Table, viewer: Viewer) -> Condition:
    of_another = table.c.source_id.in_(_read_again(viewer)) & table.c.round_id.not_in(_being_repeated(viewer))
    return and_(_by_judge("round_id", "by_id")(table, viewer), ~of_another)


def _ruling(table: Table, viewer: Viewer) -> Condition:
    about = select(_assignments.c.round_id).where(_assignments.c.unit_id.in_(_read_again(viewer)))
    return table.c.round_id.not_in(about)


def _by_judge(round_column: str, judge_column: str) -> Filter:
    def condition(table: Table, viewer: Viewer) -> Condition:
        column = table.c[round_column]
        return or_(
            column.is_(None),
            column.not_in(_unrevealed()),
            and_(table.c[judge_column] == viewer.researcher_id, column.not_in(_taken_in(viewer))),
        )

    return condition


def _submission(table: Table, viewer: Viewer) -> Condition:
    """A judge who has not handed in yet does not learn whether another has."""
    mine = _submissions.alias("mine")
    still_judging = (
        select(mine.c.id)
        .where(
            mine.c.round_id == table.c.round_id,
            mine.c.judge_id == viewer.researcher_id,
            mine.c.state == "judging",
        )
        .exists()
    )
    return or_(
        table.c.judge_id == viewer.researcher_id,
        table.c.round_id.not_in(_unrevealed()),
        ~still_judging,
    )


def _placement(table: Table, viewer: Viewer) -> Condition:
    """While one places something on a lens apart from others, where anybody else put it is out of one's sight.

    While one places passages of a text, so is where anybody put any passage of that text: they may overlap.
    """
    being_placed = (
        select(_assignments.c.id)
        .join(_rounds, _rounds.c.id == _assignments.c.round_id)
        .where(
            _rounds.c.kind == "place",
            _rounds.c.state == "judging",
            _rounds.c.lens_id == table.c.lens_id,
            _assignments.c.judge_id == viewer.researcher_id,
            or_(
                _assignments.c.unit_id == table.c.target_id,
                _assignments.c.unit_id.like(table.c.version_id.concat(".%")),
            ),
        )
        .exists()
    )
    return and_(
        _by_judge("round_id", "judge_id")(table, viewer),
        or_(table.c.judge_id == viewer.researcher_id, ~being_placed),
    )


def _nobody(_table: Table, _viewer: Viewer) -> Condition:
    """Only the study itself."""
    return false()


def _memo(table: Table, viewer: Viewer) -> Condition:
    locked = and_(table.c.round_id.in_(_unrevealed()), table.c.round_id.in_(_taken_in(viewer)))
    own = and_(table.c.author_id == viewer.researcher_id, func.coalesce(~locked, true()))
    open_to_all = and_(
        table.c.private == false(), or_(table.c.round_id.is_(None), table.c.round_id.not_in(_unrevealed()))
    )
    read_again = select(_versions.c.id).where(_versions.c.source_id.in_(_read_again(viewer)))
    in_it = table.c.round_id.in_(_being_repeated(viewer))
    elsewhere = and_(table.c.version_id.is_not(None), table.c.version_id.in_(read_again), func.coalesce(~in_it, true()))
    return and_(or_(own, open_to_all), ~elsewhere)


# kind -> what blindness and privacy let through. A kind that is not named is everyone's with the right to read.
FILTERS: dict[str, Filter] = {
    "codings": _coding,
    "file_mark_answers": _mark_answer,
    "media_codings": _coding,
    "rulings": _ruling,
    "proposal_answers": _ruling,
    "judgements": _by_judge("round_id", "judge_id"),
    "placements": _placement,
    "themes": _by_judge("round_id", "author_id"),
    "codes": _by_judge("proposed_in", "author_id"),
    "submissions": _submission,
    "memos": _memo,
    "stage_marks": _by_judge("round_id", "judge_id"),
    "saved_finds": _by_judge("round_id", "author_id"),
    "claim_searches": _by_judge("round_id", "author_id"),
    "round_keys": _nobody,
}

NOBODY_IN_PARTICULAR = ""


def _outward(table: Table, viewer: Viewer) -> Condition:
    """What may leave the study: what somebody sees who reads in no round and has written nothing."""
    if table.name == "submissions":
        return table.c.round_id.not_in(_unrevealed())
    return FILTERS[table.name](table, replace(viewer, researcher_id=NOBODY_IN_PARTICULAR))


_HELD_BY_SOURCE = (
    *("source_versions", "speakers", "codings", "quotations", "version_maps"),
    *("anonymisations", "anonymisation_reviews", "stage_marks", "pictures", "pages", "media_codings"),
    *("page_words", "file_marks", "file_mark_answers", "job_files"),
)
_HELD_BY_VERSION = ("turn_corrections", "turn_times", "memos", "theme_members", "placements", "accounts", "evidence")
_HELD_BY_PERSON = ("accounts", "evidence", "anonymisation_rules")


def filter_of(table: Table, viewer: Viewer, lifted: Lifted = NOTHING_LIFTED) -> Condition:
    """The condition on a state table for this viewer."""
    parts: list[Condition] = []
    if table.name == "sources":
        parts.append(table.c.id.not_in(_held_sources(lifted)))
    elif table.name in _HELD_BY_SOURCE:
        parts.append(table.c.source_id.not_in(_held_sources(lifted)))
    elif table.name in _HELD_BY_VERSION:
        parts.append(or_(table.c.version_id.is_(None), table.c.version_id.not_in(_held_versions(lifted))))
    elif table.name == "recordings":
        parts.append(table.c.encounter_id.not_in(_held_encounters(lifted)))
    if table.name in _HELD_BY_PERSON:
        parts.append(or_(table.c.participant_id.is_(None), table.c.participant_id.not_in(_held_people(lifted))))
    if viewer.kind is not ViewerKind.WORKER and table.name in FILTERS:
        parts.append(FILTERS[table.name](table, viewer))
        if viewer.outward:
            parts.append(_outward(table, viewer))
    return and_(true(), *parts)


def visible(kind: type[Any], viewer: Viewer, lifted: Lifted = NOTHING_LIFTED) -> Select[Any]:
    """Every row of a kind this viewer may see, all columns."""
    table = schema.table_of(kind).table
    return select(table).where(filter_of(table, viewer, lifted))


def visible_parts(table: Table, lifted: Lifted = NOTHING_LIFTED) -> Select[Any]:
    """Rows of `texts`, `utterances` or `sync_points` of sources not held. Nobody is blind to them."""
    return select(table).where(table.c.version_id.not_in(_held_versions(lifted)))


def among(kind: type[Any], viewer: Viewer, names: tuple[str, ...], lifted: Lifted = NOTHING_LIFTED) -> Select[Any]:
    """Which of some rows a viewer may see, told by nothing of them but these fields: their numbers, counted from 0.

    The parameter `rows` is a JSON list of lists. Where a filter looks at another field of the row this raises KeyError.
    """
    given = func.json_each(bindparam("rows")).table_valued("key", "value")
    fields = (func.json_extract(given.c.value, f"$[{n}]").label(name) for n, name in enumerate(names))
    rows = select(given.c.key.label("n"), *fields).subquery(schema.table_of(kind).table.name)
    return select(rows.c.n).where(filter_of(cast("Table", rows), viewer, lifted))


def everything(kind: type[Any], *names: str) -> Select[Any]:
    """Some fields of every row, whoever may see it: for a file beside the study that is only asked through `among`."""
    return everything_of(schema.table_of(kind).table, *names)


def everything_of(table: Table, *names: str) -> Select[Any]:
    """As `everything`, of a table that is no kind."""
    return select(*(table.c[name] for name in names))

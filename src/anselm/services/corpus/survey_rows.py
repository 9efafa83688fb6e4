"""Whose row is which. Where no column of a survey says who answered: by the order of the rows, or by columns that
together tell respondents apart in the table that came before and in this one. In a table that is kept: by its order,
since its rows stand as they came in; so the row of who withdraws is taken out of it.

Neither is taken where the tables themselves speak against it: then what is in the way is said, and nothing comes in.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anselm.domain.errors import NotFound, Refused
from anselm.domain.surveys import SurveyFile
from anselm.services.fieldwork.tables import Problem, Table, table_of
from anselm.services.operations import Uploaded
from anselm.services.ports import Tools

__all__ = ["KnownBy", "TellsApart", "kept_table", "row_taken_out", "tell_apart", "whose_rows"]


@dataclass(frozen=True, slots=True)
class KnownBy:
    """How the rows of a later table are known again: `order` of the rows, or `columns` taken together."""

    order: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TellsApart:
    """A column of both tables, and whether it alone has something else in every row of either."""

    name: str
    alone: bool


def tell_apart(before: SurveyFile | None, old: Table | None, table: Table) -> tuple[TellsApart, ...]:
    """Columns that can say who is who, where no column did when the survey came in; those first that do alone."""
    if before is None or before.respondent or old is None:
        return ()
    both = [name for name in table.names if name and name in old.names]
    found = [TellsApart(name, all(_apart(one, name) for one in (old, table))) for name in both]
    return tuple(sorted(found, key=lambda one: not one.alone))


def whose_rows(
    before: SurveyFile, old: Table | None, table: Table, by: KnownBy
) -> tuple[dict[int, str], list[Problem], list[Problem]]:
    """Participants by the place of their row in `table`; what is in the way; what to know."""
    if not by.order and not by.columns:
        words = f"No column said who answered when {before.name} came in. Say how its respondents are known again:"
        return {}, [Problem(0, "", f"{words} by the order of the rows, or by columns that tell them apart.")], []
    if old is None or len(old.rows) != len(before.participant_ids) or before.n_taken:
        # Who withdrew may stand in this table still, and nobody could say that the row is theirs.
        why = "lacks the row of somebody who withdrew" if old is not None and before.n_taken else "is kept no more"
        words = f"{before.name} {why}, so this table cannot be laid beside it."
        return {}, [Problem(0, "", f"{words} It can come in as a survey of its own.")], []
    return _in_order(before, old, table) if by.order else _by_columns(before, old, table, by.columns)


def _in_order(before: SurveyFile, old: Table, table: Table) -> tuple[dict[int, str], list[Problem], list[Problem]]:
    word = "Line" if table.in_lines else "Row"
    if len(table.rows) < len(old.rows):
        words = f"It has {len(table.rows)} rows, {before.name} had {len(old.rows)}: by their order nobody can say who"
        return {}, [Problem(0, "", f"{words} is missing. Choose columns that tell respondents apart.")], []
    both = [name for name in table.names if name and name in old.names]
    had = [key for _, key in _keys(old, both)]
    often = Counter(had)
    place = {key: at for at, key in enumerate(had) if often[key] == 1}
    for at, (line, key) in enumerate(_keys(table, both)):
        was = place.get(key, at)
        if was != at and (at >= len(had) or had[at] != key):
            words = f"{word} {line} has what {word.lower()} {old.rows[was][0]} had before, so the order is another."
            return {}, [Problem(line, "", f"{words} Choose columns that tell respondents apart.")], []
    first, last = table.rows[0][0], table.rows[len(old.rows) - 1][0]
    words = f"{word}s {first} to {last} are taken for the same people as before, in the same order; rows after them"
    told = f"{words} are new people. If rows were sorted or put in between, answers would go to somebody else."
    return dict(enumerate(before.participant_ids)), [], [Problem(0, "", told)]


def _by_columns(
    before: SurveyFile, old: Table, table: Table, columns: Sequence[str]
) -> tuple[dict[int, str], list[Problem], list[Problem]]:
    named = ", ".join(columns)
    for one, where in ((old, before.name), (table, "this table")):
        for name in columns:
            if name not in one.names:
                return {}, [Problem(0, name, f"It is not a column of {where}.")], []
    problems = [*_alike(old, columns, before.name), *_alike(table, columns, "this table")]
    if problems:
        return {}, problems, []
    who = {key: before.participant_ids[at] for at, (_, key) in enumerate(_keys(old, columns))}
    found = {at: who[key] for at, (_, key) in enumerate(_keys(table, columns)) if key in who}
    told = "Whoever has the same here as before is the same person; whoever has something else is somebody new."
    return found, [], [Problem(0, named, told)]


def _alike(table: Table, columns: Sequence[str], where: str) -> Iterator[Problem]:
    """The first two rows of a table that the columns do not tell apart, and rows with nothing in them."""
    word, seen = "line" if table.in_lines else "row", dict[tuple[str, ...], int]()
    for line, key in _keys(table, columns):
        there = seen.setdefault(key, line)
        if not any(key):
            yield Problem(line, ", ".join(columns), f"In {where}, {word} {line} has nothing here, so it is nobody's.")
            return
        if there != line:
            words = f"In {where}, {word}s {there} and {line} have the same, so it does not tell them apart."
            yield Problem(line, ", ".join(columns), f"{words} Choose another column, or one more.")
            return


def _apart(table: Table, name: str) -> bool:
    keys = [key for _, key in _keys(table, (name,))]
    return all(any(key) for key in keys) and len(set(keys)) == len(keys)


def _keys(table: Table, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    places = [table.names.index(name) for name in columns]
    for line, row in table.rows:
        yield line, tuple(" ".join(row[place].casefold().split()) for place in places)


def kept_table(tools: Tools, one: SurveyFile | None) -> Table | None:
    """A table that came in, read again; None where its file is gone."""
    if one is None or one.destroyed_at is not None:
        return None
    try:
        return table_of(tools, Uploaded(one.name, tools.media.get(one.sha256)), "" if one.n_taken else one.sheet)
    except (NotFound, Refused):
        return None


def row_taken_out(tools: Tools, one: SurveyFile, participant_id: str) -> tuple[bytes, tuple[str, ...]] | None:
    """The table without the row of a person, as text in which the other rows read as before, and what only that row
    held. None where it is not here, nobody can say which row is theirs, or no other is left."""
    table = kept_table(tools, one)
    if table is None or one.participant_ids.count(participant_id) != 1:
        return None
    if len(table.rows) != len(one.participant_ids) or len(table.rows) < 2:
        return None
    at = one.participant_ids.index(participant_id)
    left = [row for place, (_, row) in enumerate(table.rows) if place != at]
    for delimiter in ",;\t":
        file = io.StringIO(newline="")
        csv.writer(file, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
            [table.names, *left]
        )
        data = file.getvalue().encode("utf-8", "surrogatepass")
        try:
            again = table_of(tools, Uploaded(one.name, data))
        except Refused:
            continue
        if again.names == table.names and [row for _, row in again.rows] == left:
            return data, tuple(_only_in(table.rows[at][1], left))
    return None


def _only_in(row: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The cells of a row that no other row has in the same column."""
    for at, cell in enumerate(row):
        if cell and all(other[at] != cell for other in others):
            yield cell

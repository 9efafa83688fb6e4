"""What the columns of a survey are taken for: as said, as before, or as proposed from what they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from anselm.domain.errors import Invalid, Refused
from anselm.domain.sheet import column_letters
from anselm.domain.surveys import SurveyFile
from anselm.services.fieldwork.tables import Table

__all__ = ["SurveyColumn", "Use", "columns_of", "named_apart", "taken_before", "uses_of"]

_SHOWN = 60  # characters of a cell that are shown while one chooses
_LONG = 80  # characters; a column with an answer as long holds answers in words
_WHO = ("code", "participant", "participant code", "respondent", "respondent id", "response id", "id")
# What would name a person is not taken unless somebody says so.
_NAMING = ("name", "mail", "phone", "address", "ip", "postcode", "birth")


class Use(StrEnum):
    """What a column of a survey becomes."""

    RESPONDENT = "respondent"
    ANSWER = "answer"
    FACT = "fact"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column by name and place (A, B, …), what it becomes, how many respondents filled it in, how many different
    things they said, how long the longest is, and, as long as nothing is kept, how the first of them begin. `before`
    is what it was taken for when the survey came in; empty for a column that is new."""

    name: str
    use: Use
    n_filled: int
    n_different: int
    longest: int
    letters: str = ""
    first: tuple[str, ...] = ()
    before: str = ""


def named_apart(table: Table) -> None:
    """Columns are told apart by their names; those without one are left out. Raises Refused."""
    seen: dict[str, int] = {}
    for place, name in enumerate(table.header):
        if name and name in seen:
            raise Refused(
                "Two of its columns have the same name.",
                place=f"columns {column_letters(seen[name])} and {column_letters(place)}",
                advice="Name them differently in the first row.",
            )
        seen[name] = place


def columns_of(
    table: Table, uses: Sequence[Use], before: SurveyFile | None, *, shown: bool
) -> tuple[SurveyColumn, ...]:
    """What each column holds; how its first cells begin, where somebody is to choose."""
    taken = taken_before(before)
    found = []
    for place, (name, use) in enumerate(zip(table.names, uses, strict=True)):
        cells = _cells(table, place)
        longest = max(map(len, cells), default=0)
        first = tuple(" ".join(cell[: 2 * _SHOWN].split())[:_SHOWN] for cell in cells[:3]) if shown else ()
        was = str(taken[name]) if name in taken else ""
        found.append(SurveyColumn(name, use, len(cells), len(set(cells)), longest, column_letters(place), first, was))
    return tuple(found)


def taken_before(before: SurveyFile | None) -> dict[str, Use]:
    """What each column of an earlier table of the survey was taken for."""
    if before is None:
        return {}
    found = dict.fromkeys(before.left_out, Use.NOTHING) | dict.fromkeys(before.facts, Use.FACT)
    found |= dict.fromkeys(before.answers, Use.ANSWER)
    return found | ({before.respondent: Use.RESPONDENT} if before.respondent else {})


def uses_of(table: Table, said: Mapping[Use, str], before: SurveyFile | None) -> tuple[Use, ...]:
    """What each column becomes: as said, else as before, else as proposed. Raises Invalid."""
    named = {use: [one.strip() for one in names.split("\n") if one.strip()] for use, names in said.items()}
    for use, names in named.items():
        for name in names:
            if name not in table.names:
                raise Invalid("The table has no column of a name that was given.", place=f"{use}s")
    if named[Use.ANSWER] or named[Use.FACT]:
        by_name = {name: use for use, names in reversed(named.items()) for name in names}
        return tuple(by_name.get(name, Use.NOTHING) for name in table.names)
    taken = taken_before(before)
    who = named[Use.RESPONDENT][0] if named[Use.RESPONDENT] else (before.respondent if before else "")
    who = who if who in table.names else _who(table)
    proposed = (taken.get(name) or _proposed(name, _cells(table, place)) for place, name in enumerate(table.names))
    return tuple(
        Use.RESPONDENT if name and name == who else Use.FACT if use is Use.RESPONDENT else use
        for name, use in zip(table.names, proposed, strict=True)
    )


def _cells(table: Table, place: int) -> list[str]:
    return [row[place] for _, row in table.rows if row[place]]


def _who(table: Table) -> str:
    """The column that tells respondents apart, by its name and because it does."""
    for name in _WHO:
        place = table.column(name)
        if place is not None:
            cells = _cells(table, place)
            if len(cells) == len(table.rows) == len({cell.casefold() for cell in cells}):
                return table.names[place]
    return ""


def _proposed(name: str, cells: Sequence[str]) -> Use:
    words = name.casefold().replace("-", "").replace("_", " ").split()
    naming = any(word == sign or (len(sign) > 2 and sign in word) for sign in _NAMING for word in words)
    if naming or not cells or not name:
        return Use.NOTHING
    return Use.ANSWER if max(map(len, cells)) >= _LONG else Use.FACT

"""What a query finds, word for word from its definition: loops over marks, nothing clever."""

from __future__ import annotations

from dataclasses import dataclass

from anselm.analysis.query_words import All, AnyOf, Fact, Name, Not, Query, Related


@dataclass(frozen=True)
class Mark:
    """One stretch as one reader left it."""

    reader: int
    version: int
    start: int
    end: int
    codes: frozenset[int]
    turns: frozenset[int]
    case: int
    participant: int

    @property
    def passage(self) -> tuple[int, int, int]:
        return self.version, self.start, self.end


def holds(query: Query, mark: Mark, marks: list[Mark], apart: bool = True) -> bool:
    """Whether a mark is found; codes are called by their numbers, the only fact is a case."""
    match query:
        case Name(name):
            return int(name) in mark.codes
        case Fact(_, _, value):
            return mark.case == int(value)
        case Not(inner):
            return not holds(inner, mark, marks, apart)
        case All(parts):
            return all(holds(part, mark, marks, apart) for part in parts)
        case AnyOf(parts):
            return any(holds(part, mark, marks, apart) for part in parts)
        case Related():
            others = [one for one in marks if not apart or one.reader == mark.reader]
            if query.another:
                others = [one for one in others if one.passage != mark.passage]
            return any(holds(query.inner, one, marks, apart) and _stands(query, mark, one) for one in others)
    raise AssertionError(query)


def _stands(query: Related, mark: Mark, other: Mark) -> bool:
    same_text = mark.version == other.version
    letters, others = set(range(mark.start, mark.end)), set(range(other.start, other.end))
    match query.kind:
        case "overlaps":
            return same_text and bool(letters & others)
        case "inside":
            return same_text and letters <= others
        case "around":
            return same_text and letters >= others
        case "same turn":
            return same_text and bool(mark.turns & other.turns)
        case "same source":
            return same_text
        case "same case":
            return mark.case >= 0 and mark.case == other.case
        case "near" if query.unit == "turns":
            steps = [abs(one - two) for one in mark.turns for two in other.turns]
            return same_text and bool(steps) and min(steps) <= query.far
        case "near":
            between = max(other.start - mark.end, mark.start - other.end, 0)
            return same_text and between <= query.far
    raise AssertionError(query.kind)

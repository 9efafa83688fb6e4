"""From the names in a query to marks: which codes, themes and facts of this study they are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from anselm.analysis.queries import Counts, counts_of, distinct, evaluated
from anselm.analysis.query_words import All, AnyOf, Fact, Name, Not, Query, Related
from anselm.domain.errors import Invalid
from anselm.services.interpretation.ground import Facet, Ground

__all__ = ["Asked", "overlapping"]

Bools = npt.NDArray[np.bool_]
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Asked:
    """A query put to a ground, narrowed by another: what it finds, and how much that is."""

    def __init__(self, ground: Ground, query: Query, where: Query | None = None) -> None:
        self._ground, self.query, self.where, self.terms = ground, query, where, ground.terms
        found = evaluated(query, ground.marks, self._named, self._fact)
        self.found = found if where is None else found & evaluated(where, ground.marks, self._named, self._fact)

    @property
    def counts(self) -> Counts:
        """Codings are those of the codes the query names outside relations; of every code when it names none."""
        wanted = self._codes_named(self.query)
        return counts_of(self._ground.marks, self.found, wanted)

    @property
    def passages(self) -> tuple[int, ...]:
        """The passages found, each once."""
        return tuple(distinct(self._ground.marks.passage[self.found]).tolist())

    @property
    def names(self) -> tuple[str, ...]:
        """Every code and theme named, also inside relations."""
        return tuple(_named_in(self.query))

    def _codes_named(self, query: Query) -> Bools | None:
        match query:
            case Name():
                return self.codes_of(query)
            case All(parts) | AnyOf(parts):
                each = [one for part in parts if (one := self._codes_named(part)) is not None]
                return np.logical_or.reduce(each) if each else None
            case _:
                return None

    def _named(self, name: Name) -> Bools:
        return self._ground.marks.carrying(self.codes_of(name))

    def codes_of(self, name: Name) -> Bools:
        """The codes a name stands for. Raises Invalid when it is nobody's name, or more than one's."""
        ground = self._ground
        meant = self.terms.meant(name.name)
        if len(meant) > 1:
            keys = [self.terms.key(kind, at) for kind, at in meant]
            raise _refusal(f"“{name.name}” may be {_or(keys)}; say which by its key.", name.at)
        if not meant:
            near = _near(name.name, self.terms.known)
            raise _refusal(f"there is no code or theme called “{name.name}”.{near}", name.at)
        kind, at = meant[0]
        found = np.zeros(len(ground.codes), dtype=np.bool_)
        found[list(ground.below[at] if kind == "code" else ground.theme_codes[at])] = True
        return found

    def _fact(self, fact: Fact) -> Bools:
        facet = self._ground.facets.get(fact.name.casefold())
        if facet is None:
            if fact.name.casefold() == "wave":
                raise _refusal("this study has no waves; they are written down under Plan.", fact.at)
            known = tuple(one.name for one in self._ground.facets.values())
            raise _refusal(f"nothing called “{fact.name}” is known of passages; there is {_or(known)}.", fact.at)
        known_of = facet.of_mark >= 0
        if fact.sign in ("<", "<=", ">", ">="):
            chosen = _measured(facet, fact)
        else:
            chosen = facet.named(fact.value)
            if not chosen:
                raise _refusal(_no_such(facet, fact), fact.at)
        held = np.zeros(len(facet.values) + 1, dtype=np.bool_)
        held[chosen] = True
        found: Bools = held[facet.of_mark]
        # What is not known of a mark is neither equal nor unequal.
        return known_of & ~found if fact.sign == "!=" else known_of & found


def _named_in(query: Query) -> Iterable[str]:
    match query:
        case Name(name):
            yield name
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _named_in(part)
        case Related() | Not():
            yield from _named_in(query.inner)
        case _:
            return


def _measured(facet: Facet, fact: Fact) -> list[int]:
    """Values on one side of another: numbers as numbers, days as days. Raises Invalid where there is no order."""
    if facet.in_order:
        return _by_place(facet, fact)
    if _number(fact.value) is None and not _DAY.fullmatch(fact.value):
        message = f"“{fact.value}” is neither a number nor a day such as 2024-05-31"
        raise _refusal(f"{message}, and {facet.name} has no order of its own. Ask with = or !=.", fact.at)
    orders = [_order(value, fact.value) for value in facet.values]
    if orders and all(order is None for order in orders):
        raise _refusal(f"no {facet.name} here can be held against {fact.value}. Ask with = or !=.", fact.at)
    return [
        at
        for at, order in enumerate(orders)
        if order is not None
        and ((order < 0 and "<" in fact.sign) or (order > 0 and ">" in fact.sign) or (order == 0 and "=" in fact.sign))
    ]


def _order(value: str, asked: str) -> int | None:
    """Below 0 where a value comes before what is asked, above 0 after it; a day is of its year. None: no order."""
    number, limit = _number(value), _number(asked)
    if number is not None and limit is not None:
        return (number > limit) - (number < limit)
    if _DAY.fullmatch(value) and _DAY.fullmatch(asked):
        day = value[: len(asked)]
        return (day > asked) - (day < asked)
    return None


def _by_place(facet: Facet, fact: Fact) -> list[int]:
    """Values before or after another, where values have an order of their own."""
    named = facet.named(fact.value)
    if not named:
        raise _refusal(_no_such(facet, fact), fact.at)
    places = range(len(facet.values))
    before = [at for at in places if "<" in fact.sign and at < named[0]]
    after = [at for at in places if ">" in fact.sign and at > named[-1]]
    return [*before, *(named if "=" in fact.sign else ()), *after]


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _no_such(facet: Facet, fact: Fact) -> str:
    if len(facet.values) <= 12:
        return f"no {facet.name} here is “{fact.value}”; there is {_or(facet.values) or 'none'}."
    return f"no {facet.name} here is “{fact.value}”.{_near(fact.value, facet.values)}"


def _near(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(dict.fromkeys(known)), n=3, cutoff=0.6)
    return f" Near it: {_or(close)}." if close else ""


def _or(words: Iterable[str]) -> str:
    *rest, last = [*words] or [""]
    return f"{', '.join(rest)} or {last}" if rest else last


def _refusal(message: str, at: int) -> Invalid:
    where = f"At character {at}: " if at else ""
    return Invalid(f"{where}{message}", place=f"character {at}" if at else "query")


def overlapping(query: Query) -> Query | None:
    """A query for two codes on one stretch, asking instead that their passages overlap; None for any other."""
    names = [part for part in query.parts if isinstance(part, Name)] if isinstance(query, All) else []
    if len(names) < 2 or not isinstance(query, All):
        return None
    parts: list[Query] = []
    for part in query.parts:
        later = isinstance(part, Name) and any(isinstance(one, Name) for one in parts)
        parts.append(Related("overlaps", part) if later else part)
    return All(tuple(parts))

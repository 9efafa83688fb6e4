"""The written form of a query: text to a tree and back, with refusals that name the place.

    query     = part { OR part } [ IN case ]
    part      = piece { AND piece }
    piece     = NOT piece | "(" query ")" | relation | fact | name
    relation  = OVERLAPS "(" [ ANOTHER ] query ")"
              | NEAR "(" [ ANOTHER ] query "," number ( turns | characters ) ")"
              | SAME ( TURN | SOURCE | CASE ) "(" [ ANOTHER ] query ")"
              | INSIDE "(" query ")" | AROUND "(" query ")"
    fact      = name ( = | != | < | <= | > | >= ) name

A name is one word (letters, digits, `_ . - / #`) or anything in quotation marks. A name alone is a code or a theme, by
its key (`D1`), its name (`"overhearing"`) or both (`"D1 overhearing"`). Words in capitals are signs only where no
quotation marks stand around them; small letters do as well. `IN` takes a case, or a kind of case (`IN team`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from anselm.domain.errors import Invalid

__all__ = ["All", "AnyOf", "Fact", "Name", "Not", "Query", "Related", "parsed", "quoted", "spelt", "written"]

Kind = Literal["overlaps", "near", "same turn", "same source", "same case", "inside", "around"]
Sign = Literal["=", "!=", "<", "<=", ">", ">=", "in"]
MOST_NESTED, MOST_FAR = 40, 1_000_000


@dataclass(frozen=True, slots=True)
class Name:
    """A code or theme as written; `at` is the character it stands at, from 1."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a passage: who said it, where, in which case, read by whom, or an attribute."""

    name: str
    sign: Sign
    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Related:
    """How a passage stands to a passage the inner query finds; `another`: not the very same stretch of text."""

    kind: Kind
    inner: Query
    far: int = 0
    unit: Literal["", "turns", "characters"] = ""
    another: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever the inner query does not find."""

    inner: Query


@dataclass(frozen=True, slots=True)
class All:
    """What every part finds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What any part finds."""

    parts: tuple[Query, ...]


Query: TypeAlias = Name | Fact | Related | Not | All | AnyOf


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["word", "quoted", "sign", "end"]
    text: str
    at: int

    @property
    def said(self) -> str:
        return "the end" if self.kind == "end" else f"“{self.text}”"


_TOKEN = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<sign><=|>=|!=|[=<>(),≠≤≥])|(?P<word>[\w./#\-]+)|(?P<other>\S))')
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"'})
_SAME_SIGN = {"≠": "!=", "≤": "<=", "≥": ">="}
_SIGNS = ("AND", "OR", "NOT", "IN", "OVERLAPS", "NEAR", "SAME", "INSIDE", "AROUND", "ANOTHER")
_RELATIONS: dict[str, Kind] = {"OVERLAPS": "overlaps", "NEAR": "near", "INSIDE": "inside", "AROUND": "around"}
_SAME: dict[str, Kind] = {"TURN": "same turn", "SOURCE": "same source", "CASE": "same case"}
_UNITS: dict[str, Literal["turns", "characters"]] = {
    "turn": "turns",
    "turns": "turns",
    "character": "characters",
    "characters": "characters",
}
_ADVICE = 'For example: "D1 overhearing" AND NEAR("D2 quick ask", 2 turns) IN team'


def _refusal(message: str, at: int) -> Invalid:
    return Invalid(f"At character {at}: {message}", place=f"character {at}", advice=_ADVICE)


def _tokens(text: str) -> list[_Token]:
    plain = text.translate(_CURLY)
    found: list[_Token] = []
    at = 0
    while match := _TOKEN.match(plain, at):
        kind = match.lastgroup or ""
        place = match.start(kind) + (kind != "quoted")
        if kind == "other":
            if match[kind] == '"':
                raise _refusal("the quotation mark is not closed.", place)
            raise _refusal(f"“{match[kind]}” has no meaning here; put names with it in quotation marks.", place)
        if kind == "quoted" and not match[kind].strip():
            raise _refusal("there is nothing between the quotation marks.", place)
        words = " ".join(match[kind].split())
        found.append(_Token(kind, _SAME_SIGN.get(words, words), place))  # type: ignore[arg-type]
        at = match.end()
    found.append(_Token("end", "", len(text.rstrip()) + 1))
    return found


def parsed(text: str) -> Query:
    """The query a text stands for. Raises Invalid naming the character where it stops making sense."""
    reader = _Reader(_tokens(text))
    if reader.done():
        raise Invalid("The query is empty.", place="query", advice=_ADVICE)
    found = reader.query(0)
    if not reader.done():
        raise reader.unexpected()
    return found


class _Reader:
    """Reads tokens from left to right, one rule of the grammar a method."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._at = tokens, 0

    @property
    def now(self) -> _Token:
        return self._tokens[self._at]

    def done(self) -> bool:
        return self.now.kind == "end"

    def _next(self) -> _Token:
        token = self.now
        if token.kind != "end":
            self._at += 1
        return token

    def _is(self, word: str) -> bool:
        return self.now.kind == "word" and self.now.text.upper() == word

    def _takes(self, word: str) -> bool:
        found = self._is(word) or (self.now.kind == "sign" and self.now.text == word)
        if found:
            self._next()
        return found

    def unexpected(self) -> Invalid:
        """What to say where a query should have ended or gone on with a sign."""
        now, before = self.now, self._tokens[self._at - 1]
        if now.text == ")":
            return _refusal("this bracket was never opened.", now.at)
        if now.kind in ("word", "quoted") and before.kind in ("word", "quoted"):
            return _refusal(
                f"{now.said} follows {before.said} with no AND or OR between; "
                "names of several words stand in quotation marks.",
                now.at,
            )
        return _refusal(f"{now.said} is not expected; AND, OR, IN or the end would be.", now.at)

    def query(self, depth: int) -> Query:
        if depth > MOST_NESTED:
            raise _refusal(f"brackets stand more than {MOST_NESTED} deep.", self.now.at)
        parts = [self._part(depth)]
        while self._takes("OR"):
            parts.append(self._part(depth))
        found = parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
        while self._is("IN"):
            at = self._next().at
            found = All((found, Fact("case", "in", self._named("a case or a kind of case"), at)))
        return found

    def _part(self, depth: int) -> Query:
        parts = [self._piece(depth)]
        while self._takes("AND"):
            parts.append(self._piece(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _piece(self, depth: int) -> Query:
        if depth > MOST_NESTED:
            raise _refusal(f"NOT and brackets stand more than {MOST_NESTED} deep.", self.now.at)
        if self._takes("NOT"):
            return Not(self._piece(depth + 1))
        if self._takes("("):
            return self._closed(self.query(depth + 1))
        token = self.now
        upper = token.text.upper() if token.kind == "word" else ""
        if upper in _RELATIONS or upper == "SAME":
            return self._related(depth)
        if upper in _SIGNS:
            raise _refusal(f"{token.said} needs something before it.", token.at)
        name = self._named("a code, a theme or a fact")
        if self.now.kind == "sign" and self.now.text in ("=", "!=", "<", "<=", ">", ">="):
            sign: Sign = self._next().text  # type: ignore[assignment]
            return Fact(name, sign, self._named("a value"), token.at)
        return Name(name, token.at)

    def _named(self, what: str) -> str:
        token = self.now
        if token.kind not in ("word", "quoted") or (token.kind == "word" and token.text.upper() in _SIGNS):
            raise _refusal(f"{what} is expected, not {token.said}.", token.at)
        return self._next().text

    def _closed(self, found: Query) -> Query:
        if not self._takes(")"):
            if self.done():
                raise _refusal("a bracket is not closed.", self.now.at)
            raise self.unexpected()
        return found

    def _related(self, depth: int) -> Query:
        token = self._next()
        word = token.text.upper()
        kind = _RELATIONS.get(word)
        if kind is None:
            which = self._next()
            kind = _SAME.get(which.text.upper())
            if kind is None:
                raise _refusal("after SAME comes TURN, SOURCE or CASE.", which.at)
        if not self._takes("("):
            raise _refusal(f"after {kind.upper()} comes an opening bracket.", self.now.at)
        another_at = self.now.at
        another = self._takes("ANOTHER")
        if another and kind in ("inside", "around"):
            raise _refusal(f"ANOTHER does not go with {word}.", another_at)
        inner = self.query(depth + 1)
        far, unit = self._distance() if kind == "near" else (0, "")
        self._closed(inner)
        return Related(kind, inner, far, unit, another, token.at)  # type: ignore[arg-type]

    def _distance(self) -> tuple[int, str]:
        if not self._takes(","):
            raise _refusal("NEAR says how near: a comma, a number, and turns or characters.", self.now.at)
        number = self._next()
        if not (number.text.isascii() and number.text.isdigit() and int(number.text) <= MOST_FAR):
            raise _refusal(f"a whole number up to {MOST_FAR} is expected, not {number.said}.", number.at)
        unit = self._next()
        if unit.text.lower() not in _UNITS:
            raise _refusal(f"turns or characters is expected, not {unit.said}.", unit.at)
        return int(number.text), _UNITS[unit.text.lower()]


_BARE = re.compile(r"[\w./#\-]+")


def spelt(name: str) -> str:
    """A name as a query can spell it: single spaces, and no double quotation marks."""
    return " ".join(name.translate(_CURLY).replace('"', "'").split())


def quoted(name: str) -> str:
    """A name as a query writes it: in quotation marks unless it is one plain word."""
    plain = spelt(name)
    return plain if _BARE.fullmatch(plain) and plain.upper() not in _SIGNS else f'"{plain}"'


def written(query: Query) -> str:
    """The query as text; reading it again gives the same query."""
    match query:
        case Name(name):
            return quoted(name)
        case Fact(name, sign, value):
            return f"{quoted(name)} {sign} {quoted(value)}"
        case Not(inner):
            return f"NOT {_held(inner)}"
        case Related():
            far = f", {query.far} {query.unit}" if query.kind == "near" else ""
            return f"{query.kind.upper()}({'ANOTHER ' if query.another else ''}{written(query.inner)}{far})"
        case All((held, Fact("case", "in", value))):
            return f"{written(held)} IN {quoted(value)}"
        case All(parts):
            return " AND ".join(_held(part) for part in parts)
        case AnyOf(parts):
            return " OR ".join(_held(part) for part in parts)


def _held(query: Query) -> str:
    return f"({written(query)})" if isinstance(query, All | AnyOf) else written(query)

"""Printed words against the source's words, declared edits only; and the labels printed beside them.

Three edits are declared. An ellipsis (``…``, ``...``, ``[…]``, ``[...]``) leaves words out. A bracket
(``[the manager]``) adds words; it never replaces any, so whoever replaces a word leaves it out as well.
The first letter of the quotation, and the first after an ellipsis, may change its case; ``[t]hey`` says so.
White space, the composed and decomposed forms of a letter, and the straight and curly forms of a quotation
mark are one and the same. A quotation may begin and end anywhere between two words of the passage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

__all__ = ["Difference", "LabelFor", "Mismatch", "edits_of", "labels", "verify"]

_PIECE = re.compile(
    r"(?P<ellipsis>\[\s*(?:…|\. \. \.)\s*\]|…)"
    r"|(?P<letter>\[(?P<l>\w)\](?=\w))"
    r"|(?P<bracket>\[[^\[\]]*\])"
    r"|(?P<word>\w+(?:['-]\w+)*)"
    r"|(?P<mark>\S)"
)
_SAME = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "\u00ad": None})
_Kind: TypeAlias = Literal["word", "bracket", "ellipsis"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where print and source part: what is printed, what the source has; one may be empty."""

    printed: str
    source: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Printed words that do not derive from the source by declared edits."""

    differences: tuple[Difference, ...]
    reason: str

    def shown(self) -> str:
        """The differences on one line, for the one who may read the source; never for a log."""
        parts = [
            f"printed “{one.printed or 'nothing'}”, the source has “{one.source or 'nothing'}”"
            for one in self.differences
        ]
        return "; ".join(parts) or self.reason


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: _Kind
    text: str
    flexible: bool = False  # the case of its first letter may differ
    inner: tuple[str, ...] = ()


def verify(printed: str, original: str) -> Mismatch | None:
    """None when ``printed`` derives from ``original`` by declared edits, else where the two part."""
    pieces = _pieces(printed)
    source = _tokens(original)
    if not any(piece.kind == "word" or _is_literal(piece, source) for piece in pieces):
        return Mismatch((), "no word of the passage is printed")
    if _derives(pieces, source):
        return None
    found = _differences(pieces, source)
    return Mismatch(found, "the printed words are not those of the passage")


def edits_of(printed: str, original: str) -> tuple[str, ...]:
    """The declared edits of a verified quotation in words, in a fixed order; empty when printed whole."""
    source = _tokens(original)
    pieces = _pieces(printed)
    said: list[str] = []
    n_printed = sum(len(piece.inner) or 1 for piece in pieces if piece.kind == "word" or _is_literal(piece, source))
    if n_printed < sum(word != "…" for word in source):
        said.append("words left out")
    if any(piece.kind == "bracket" and not _is_literal(piece, source) for piece in pieces):
        said.append("words added in brackets")
    plain = {piece.text for piece in pieces if piece.flexible}
    if any(text not in source for text in plain):
        said.append("case of a first letter")
    return tuple(said)


def _normal(text: str) -> str:
    return re.sub(r"\.{3,}", "…", unicodedata.normalize("NFC", text).translate(_SAME))


def _tokens(original: str) -> list[str]:
    """Words and marks of the source, brackets opened: the source's own brackets are part of it."""
    return re.findall(r"\w+(?:['-]\w+)*|\S", _normal(original))


def _pieces(printed: str) -> list[_Piece]:
    text = _normal(printed)
    made: list[_Piece] = []
    flexible, letter = True, ""
    for found in _PIECE.finditer(text):
        if found["ellipsis"]:
            made.append(_Piece("ellipsis", found["ellipsis"]))
            flexible = True
        elif found["letter"]:
            letter = found["l"]
        elif found["bracket"]:
            made.append(_Piece("bracket", found["bracket"], inner=tuple(_tokens(found["bracket"]))))
        else:
            word = letter + found[0]
            opens_with_mark = found["mark"] is not None
            made.append(_Piece("word", word, flexible=bool(letter) or (flexible and not opens_with_mark)))
            flexible = flexible and opens_with_mark
            letter = ""
    return made


def _same(piece: _Piece, token: str) -> bool:
    if piece.text == token:
        return True
    return piece.flexible and piece.text[1:] == token[1:] and piece.text[:1].casefold() == token[:1].casefold()


def _is_literal(piece: _Piece, source: list[str]) -> bool:
    """Whether a bracket stands in the source as well, such as [laughs]."""
    size = len(piece.inner)
    return piece.kind == "bracket" and any(
        tuple(source[at : at + size]) == piece.inner for at in range(len(source) - size + 1)
    )


def _derives(pieces: list[_Piece], source: list[str]) -> bool:
    """Follow every way the pieces can be found in order: the set of places reached so far."""
    reached = set(range(len(source) + 1))
    for piece in pieces:
        if piece.kind == "ellipsis":
            reached = set(range(min(reached), len(source) + 1))
        elif piece.kind == "bracket":
            size = len(piece.inner)
            there = {at + size for at in reached if tuple(source[at : at + size]) == piece.inner}
            reached |= there
        else:
            reached = {at + 1 for at in reached if at < len(source) and _same(piece, source[at])}
        if not reached:
            return False
    return True


def _differences(pieces: list[_Piece], source: list[str]) -> tuple[Difference, ...]:
    printed = [piece for piece in pieces if piece.kind == "word" or _is_literal(piece, source)]
    flat: list[str] = []
    for piece in printed:
        flat.extend(piece.inner or (piece.text,))
    found: list[Difference] = []
    opcodes = SequenceMatcher(None, flat, source, autojunk=False).get_opcodes()
    for at, (kind, a0, a1, b0, b1) in enumerate(opcodes):
        outermost = at in (0, len(opcodes) - 1)
        if kind == "equal" or (kind == "insert" and outermost):
            continue
        found.append(Difference(" ".join(flat[a0:a1]), " ".join(source[b0:b1])))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LabelFor:
    """Who needs a label: a key of the caller's, the team's number, the role's letter, a number if fixed."""

    key: str
    team: str
    role: str
    number: int | None = None


def labels(memberships: Iterable[LabelFor], template: str = "{team}{role}{n?}") -> dict[str, str]:
    """The printed label of each membership by its key, all distinct.

    People of one team and role are told apart by a number (4B1, 4B2), given in the order they come; one
    alone has none. Raises ValueError when a number is fixed twice or the template names anything else.
    """
    people = list(memberships)
    unknown = re.sub(r"\{team\}|\{role\}|\{n\?\}", "", template)
    if "{" in unknown or "}" in unknown or "{n?}" not in template:
        raise ValueError("a label template holds {team}, {role} and {n?}")
    groups: dict[tuple[str, str], list[LabelFor]] = {}
    for person in people:
        groups.setdefault((person.team, person.role), []).append(person)
    numbers: dict[str, int | None] = {}
    for (team, role), group in groups.items():
        fixed = [person.number for person in group if person.number is not None]
        if len(fixed) != len(set(fixed)):
            raise ValueError(f"two people of team {team}, role {role} have the same number")
        free = (n for n in range(1, len(group) + max(fixed, default=0) + 2) if n not in fixed)
        for person in group:
            alone = len(group) == 1
            numbers[person.key] = person.number if alone or person.number is not None else next(free)
    made: dict[str, str] = {}
    for person in people:
        label = _fill(template, person, numbers[person.key])
        if label in made.values():
            label = "·".join(filter(None, (person.team, person.role, str(numbers[person.key] or ""))))
        if label in made.values():
            raise ValueError(f"the label {label} would stand for two people")
        made[person.key] = label
    return made


def _fill(template: str, person: LabelFor, number: int | None) -> str:
    n = "" if number is None else str(number)
    return template.replace("{team}", person.team).replace("{role}", person.role).replace("{n?}", n)

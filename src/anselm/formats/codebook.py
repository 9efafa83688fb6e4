"""Codebooks in: REFI-QDA (`.qdc`, and the codes of a `.qdpx`), or a table with a row for each code.

Columns of a table are known by their names in the usual spellings: code (or name, tag), parent (or under), path with
`/` between a code and those it lies under, definition (or description, comment), include, exclude, example, near miss,
colour (`#RRGGBB`), kind (code or group), key and id. Of an Excel workbook the sheet called codebook or codes is read,
else the first. In a description of REFI-QDA, lines that begin with Include:, Exclude:, Example: and Near miss: are
those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from anselm.domain.codebook import ReadCode, ReadCodebook
from anselm.domain.interchange import ExchangedStudy
from anselm.domain.parsed import Refusal
from anselm.domain.sheet import Sheet, SheetNote
from anselm.formats.refi_in import read_project
from anselm.formats.safe_zip import UnsafeFile
from anselm.formats.sheet import read_sheet
from anselm.formats.sniff import kind_of

__all__ = ["COLUMNS", "book_of", "read_codebook"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("code", "name", "code name", "codename", "tag", "label", "title"),
    "parent": ("parent", "under", "parent code", "lies under", "parent name", "group", "category"),
    "path": ("path", "code path", "hierarchy", "full name"),
    "definition": ("definition", "description", "comment", "memo", "code memo", "meaning", "about"),
    "include": (
        *("include", "inclusion", "inclusion criteria", "when to use", "use when", "give it when", "includes"),
        *("when to give", "when to give it", "give when", "when to use it", "use it when", "when to code"),
        *("when given", "rule of use", "rules of use", "coding rule", "coding rules", "rule", "rules"),
    ),
    "exclude": (
        *("exclude", "exclusion", "exclusion criteria", "when not to use", "do not use when"),
        *("do not give it when", "not", "excludes", "when not to give", "when not to give it", "do not give when"),
        *("when not to use it", "do not use it when", "when not to code", "not when", "when not given"),
    ),
    "example": ("example", "examples", "typical example", "anchor example", "quotation", "quote"),
    "near_miss": ("near miss", "near misses", "close but no", "atypical example", "counterexample"),
    "colour": ("colour", "color"),
    "key": ("key", "abbreviation", "short name", "number"),
    "guid": ("id", "guid"),
    "kind": ("kind",),
}
_HEADS = (("include", "Include:"), ("exclude", "Exclude:"), ("example", "Example:"), ("near_miss", "Near miss:"))
_MOST = 5_000
_DEEPEST = 40
_NO_CODES = Refusal("No code is in it.", advice="A table has a column called code; a codebook of REFI-QDA has codes.")


def read_codebook(name: str, content: bytes) -> ReadCodebook | Refusal:
    """The codes, or why they were not read. Total: any bytes under any name give an answer."""
    try:
        book = _read(name, content)
    except UnsafeFile as error:
        return error.refusal
    if isinstance(book, ReadCodebook) and not book.codes:
        return _NO_CODES
    if isinstance(book, ReadCodebook) and len(book.codes) > _MOST:
        return Refusal(f"It has {len(book.codes)} codes; at most {_MOST} come in.", advice="Split it.")
    return book


def _read(name: str, content: bytes) -> ReadCodebook | Refusal:
    if _is_refi(name, content):
        project = read_project(name, content)
        return project if isinstance(project, Refusal) else book_of(project)
    sheet = read_sheet(name, content, prefer=("codebook", "codes"))
    return sheet if isinstance(sheet, Refusal) else _of_sheet(sheet)


def _is_refi(name: str, content: bytes) -> bool:
    """By what it holds: XML, or a container that is said to be a project."""
    ending = name.rpartition(".")[2].casefold()
    if "zip container" in (kind_of(content) or ""):
        return ending not in ("xlsx", "xlsm")
    return ending in ("qdc", "qde", "xml", "qdpx") or content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def book_of(project: ExchangedStudy) -> ReadCodebook:
    """The codes of a project in the order of their tree."""
    places = {one.guid: at for at, one in enumerate(project.codes)}
    codes = [
        replace(
            _described(one.description),
            name=" ".join(one.name.split()) or "code without a name",
            parent=places.get(one.parent, -1) if one.parent else -1,
            colour=one.colour if re.fullmatch(r"#[0-9A-Fa-f]{6}", one.colour) else "",
            group=not one.codable,
            guid=one.guid,
        )
        for one in project.codes
    ]
    return ReadCodebook(_in_order(codes)[0])


def _described(words: str) -> ReadCode:
    """A description with its rules of use taken out of it, in the order they are written in."""
    found: dict[str, list[str]] = {"definition": []}
    at, heads = "definition", list(_HEADS)
    for line in words.strip().split("\n"):
        head = next((one for one in heads if line.casefold().startswith(one[1].casefold())), None)
        if head is not None:
            heads = heads[heads.index(head) + 1 :]
            at = head[0]
            line = line[len(head[1]) :].lstrip(" ")
        found.setdefault(at, []).append(line)
    taken: dict[str, Any] = {name: "\n".join(lines).strip() for name, lines in found.items()}
    return ReadCode("", **taken)


@dataclass(slots=True)
class _Row:
    """A row of a table: where it lies by names, and what it says."""

    path: tuple[str, ...]
    code: ReadCode


def _of_sheet(sheet: Sheet) -> ReadCodebook | Refusal:
    """The codes of a table, their parents found by name or by path."""
    places = _places(sheet.names)
    if "name" not in places and "path" not in places:
        return Refusal(
            "No column of it is called code.", "first row", "Name the columns: code, parent, definition, include, …"
        )
    notes = [one for one in sheet.notes if one.column < 0 or one.column in places.values()]
    rows: list[_Row] = []
    for number, cells in sheet.rows:
        said = {field: cells[place] for field, place in places.items()}
        made = _row(number, said)
        if made is None:
            notes.append(SheetNote(number, places.get("name", places.get("path", -1)), False, "A row without a code."))
            continue
        if said.get("colour") and not made.code.colour:
            notes.append(SheetNote(number, places["colour"], False, "This is no colour as #RRGGBB, so none is taken."))
        rows.append(made)
    codes, in_circles = _in_order(_placed(rows))
    notes += [
        SheetNote(row, places.get("parent", -1), False, "Lies below itself; it comes at the top.") for row in in_circles
    ]
    known = set(places.values())
    ignored = tuple(name for at, name in enumerate(sheet.names) if name and at not in known)
    placed = "parent" in places or "path" in places
    return ReadCodebook(codes, tuple(notes), sheet.names, ignored, placed)


def _places(names: Sequence[str]) -> dict[str, int]:
    """The column of each field: by the first of its spellings that the table has."""
    plain = [re.sub(r"[\s_\-]+", " ", name.casefold()).strip(" :.") for name in names]
    found: dict[str, int] = {}
    for field, spellings in COLUMNS.items():
        spelling = next((one for one in spellings if one in plain and plain.index(one) not in found.values()), None)
        if spelling is not None:
            found[field] = plain.index(spelling)
    return found


def _row(number: int, said: dict[str, str]) -> _Row | None:
    whole = _steps(said.get("path", ""))
    name = " ".join(said.get("name", "").split())
    if not name and not whole:
        return None
    if not name or (whole and whole[-1].casefold() == name.casefold()):
        name, above = whole[-1], whole[:-1]
    else:
        above = whole
    parent = " ".join(said.get("parent", "").split())
    if parent and not above:
        above = (parent,)
    words: dict[str, Any] = {
        field: said.get(field, "") for field in ("definition", "include", "exclude", "example", "near_miss")
    }
    colour = _colour(said.get("colour", ""))
    guid = said.get("guid", "").strip("{} ").casefold()
    group = said.get("kind", "").casefold() == "group"
    code = ReadCode(name, **words, colour=colour, key=said.get("key", ""), group=group, guid=guid, row=number)
    return _Row(above, code)


def _steps(path: str) -> tuple[str, ...]:
    steps = tuple(" ".join(step.split()) for step in path.split("/") if step.strip())
    if len(steps) > _DEEPEST:
        raise UnsafeFile(
            Refusal(f"A code of it lies more than {_DEEPEST} levels deep.", advice="Make its path shorter.")
        )
    return steps


def _colour(said: str) -> str:
    bare = said.strip().removeprefix("#")
    if re.fullmatch(r"[0-9A-Fa-f]{3}", bare):
        bare = "".join(sign * 2 for sign in bare)
    if re.fullmatch(r"[0-9A-Fa-f]{6}", bare):
        return f"#{bare.upper()}"
    parts = re.fullmatch(r"(?:rgb\()?\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*[,;]\s*(\d{1,3})\s*\)?", bare)
    if parts is None or any(int(one) > 255 for one in parts.groups()):
        return ""
    return "#" + "".join(f"{int(one):02X}" for one in parts.groups())


def _placed(rows: Sequence[_Row]) -> list[ReadCode]:
    """Each row with the place of its parent; parents that no row describes are added as groups."""
    codes = [one.code for one in rows]
    by_name: dict[str, int] = {}
    by_path: dict[tuple[str, ...], int] = {}
    for at, one in enumerate(rows):
        by_name.setdefault(one.code.name.casefold(), at)
        by_path.setdefault(_folded((*one.path, one.code.name)), at)

    def place(path: tuple[str, ...], around: int) -> int:
        """The code at a path; made where there is none."""
        if not path:
            return -1
        at = by_path.get(_folded(path))
        if at is None and len(path) == 1:
            at = by_name.get(path[0].casefold())
            steps = _steps(path[0])
            if at is None and len(steps) > 1:
                return place(steps, around)
        if at is not None:
            return at if at != around else -1
        above = place(path[:-1], around)
        codes.append(ReadCode(path[-1], above, group=True, implied=True))
        by_path[_folded(path)] = len(codes) - 1
        return len(codes) - 1

    for at, one in enumerate(rows):
        codes[at] = replace(codes[at], parent=place(one.path, at))
    return codes


def _folded(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(step.casefold() for step in path)


def _in_order(codes: Sequence[ReadCode]) -> tuple[tuple[ReadCode, ...], list[int]]:
    """Parents before what lies below them, else in the order given; and the rows that lay below themselves."""
    below: dict[int, list[int]] = {}
    for at, one in enumerate(codes):
        below.setdefault(one.parent, []).append(at)
    found: list[ReadCode] = []
    at_new: dict[int, int] = {}
    circles: list[int] = []

    def walk(start: int) -> None:
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at in at_new:
                continue
            at_new[at] = len(found)
            found.append(replace(codes[at], parent=at_new.get(codes[at].parent, -1)))
            waiting += reversed(below.get(at, []))

    for at in below.get(-1, []):
        walk(at)
    for at, one in enumerate(codes):
        if at not in at_new:
            circles.append(one.row)
            walk(at)
    return tuple(found), circles

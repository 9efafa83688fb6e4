"""Rounds of units: readers mark where a unit begins and ends, without codes.

What they mark needs a code to be told with, and has one of its own: "Unit", alone in a codebook of its own with the
number 0. It is out of use everywhere else, so that no list, count or version of the codebook knows of it.
"""

from __future__ import annotations

from dataclasses import replace

from anselm.domain.coding import Code, CodebookVersion, frozen
from anselm.domain.judging import Round, RoundKind
from anselm.services.ports import Reads, Work

__all__ = ["UNITS_BOOK", "codebooks", "is_of_units", "no_codes_code_ids", "units_book"]

UNITS_BOOK = 0  # the number of the codebook that holds the one code of units


def is_of_units(round_: Round) -> bool:
    """Whether units are marked in a round."""
    return round_.kind is RoundKind.UNITISE


def codebooks(reads: Reads) -> tuple[CodebookVersion, ...]:
    """The versions of the codebook that were kept, without that of units."""
    return tuple(one for one in reads.find(CodebookVersion) if not one.of_units)


def no_codes_code_ids(reads: Reads) -> frozenset[str]:
    """The code that stands for a unit, where a round of units was ever started."""
    books = reads.find(CodebookVersion, number=UNITS_BOOK)
    return frozenset(entry.code_id for book in books for entry in book.entries)


def units_book(work: Work) -> CodebookVersion:
    """The codebook of every round of units, made for the first of them."""
    there = work.find(CodebookVersion, number=UNITS_BOOK)
    if there:
        return there[0]
    code = Code(
        work.new_id(),
        "Unit",
        definition="One unit of the text, whatever it is about.",
        family=1,
        retired_at=work.now,
        author_id=work.by,
        created_at=work.now,
    )
    book = frozen([replace(code, retired_at=None)], work.new_id(), UNITS_BOOK, work.by, work.now)
    work.add_all([code, book])
    return book

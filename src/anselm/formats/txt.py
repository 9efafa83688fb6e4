"""Plain text and Markdown: the characters as they stand, with turns found in them."""

from __future__ import annotations

from anselm.domain.parsed import Loss, Parsed, ParsedMark, ParseOutcome, Refusal
from anselm.formats.canonical import MAX_TEXT, TOO_LONG, canonical, decode, has_words
from anselm.formats.sniff import EMPTY, kind_of, looks_binary
from anselm.formats.speakers import find_turns

__all__ = ["NOTHING", "read_md", "read_text", "read_txt", "with_turns"]

NOTHING = Refusal("It holds no words.", advice="Check that the right file was chosen and that it was saved.")


def read_text(content: bytes, encoding: str | None) -> str | Refusal:
    """Canonical text of a file that is text; refuses an empty, binary or undecidable one."""
    if not content:
        return EMPTY
    if kind := kind_of(content):
        advice = "Give the file its own ending, or save it as plain text."
        return Refusal(f"It is {kind}, not text.", "first bytes", advice)
    if len(content) > 4 * MAX_TEXT:  # no encoding takes more than four bytes a character
        return TOO_LONG
    text = decode(content, encoding)
    if isinstance(text, Refusal):
        return text
    if looks_binary(text):
        at = text.find("\x00")
        place = f"character {at + 1}" if at >= 0 else ""
        return Refusal(
            "It is not text: it holds characters that no writing has (such as NUL).",
            place,
            "Open it in the program that made it and save it as plain text in UTF-8.",
        )
    text = canonical(text)
    if len(text) > MAX_TEXT:
        return TOO_LONG
    return text if has_words(text) else NOTHING


def with_turns(
    format_: str,
    text: str,
    warnings: tuple[Loss, ...] = (),
    *,
    timed: bool = True,
    marks: tuple[ParsedMark, ...] = (),
) -> Parsed:
    """A value whose turns, times and header are those found in its own text."""
    turns = find_turns(text)
    return Parsed(
        format=format_,
        text=text,
        utterances=turns.utterances,
        syncs=turns.syncs if timed else (),
        warnings=warnings + turns.warnings,
        speakers=turns.speakers,
        header=turns.header,
        marks=marks,
    )


def read_txt(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a plain text file; its labels and times stay in the text."""
    text = read_text(content, encoding)
    return text if isinstance(text, Refusal) else with_turns("txt", text)


def read_md(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a Markdown file as the text it is: no mark is taken off, so no position shifts."""
    text = read_text(content, encoding)
    return text if isinstance(text, Refusal) else with_turns("md", text)

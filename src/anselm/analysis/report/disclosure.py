"""Who could be recognised in a report: facts in its sentences, quotations and tables that only one person fits.

A label hides a name, not a person: a profession, a band or a gender that one participant alone has, or has alone in
a named case, points to them, and so does a table in which a row is the only one of its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from anselm.analysis.report.blocks import (
    Live,
    ReportSource,
    SourceBlock,
    SourceHeading,
    SourceInline,
    SourceList,
    SourceParagraph,
    SourceQuote,
    SourceSpan,
    SourceTable,
    SourceText,
    lives,
)
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.words import fold
from anselm.domain.document import Fault, Place, TableBlock

__all__ = ["Person", "disclosures", "longest", "name_like", "patterns", "pointing", "said_by_one", "without_labels"]

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as a reader of the report could know them: printed label, case, and facts by their values.

    `real` says why the pseudonym gives a real name away: what that name is replaced by; empty where it does not.
    """

    label: str
    case: str
    case_code: str = ""
    traits: tuple[str, ...] = ()
    pseudonym: str = ""
    real: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence: its place, how a fault names it, and its words as printed, quotations included."""

    place: Place
    sentence: str
    words: str


def disclosures(source: ReportSource, facts: ReportFacts, people: Sequence[Person]) -> tuple[Fault, ...]:
    """What points to one person, in the order of the text; advice, never a refusal."""
    told = patterns({trait for one in people for trait in one.traits})
    cases = patterns({name for one in people for name in (one.case, one.case_code) if name})
    found: list[Fault] = []
    named_as = [(one, re.compile(rf"(?<!\w){re.escape(one.pseudonym)}(?!\w)")) for one in people if one.pseudonym]
    for said in _sentences(source.blocks, facts):
        found += [
            fault
            for person, pattern in named_as
            if pattern.search(said.words)
            for fault in _by_pseudonym(said, person, told)
        ]
        folded = fold(without_labels(said.words, people)).text
        traits = {value for value, pattern in told.items() if pattern.search(folded)}
        if traits:
            named = {name for name, pattern in cases.items() if pattern.search(folded)}
            advice = "Use a wider word, or leave it out; whoever knows the field would know them."
            found += [
                Fault(said.place, said.sentence, reason, advice, refuses=False)
                for reason in pointing(longest(traits), named, people)
            ]
    return (*found, *_tables(source, facts))


def _by_pseudonym(said: _Said, person: Person, told: Mapping[str, re.Pattern[str]]) -> Iterator[Fault]:
    """What a sentence gives away of somebody by the pseudonym it prints: a real name, their facts, their label."""
    name, place = f"“{person.pseudonym}”", said.place
    if person.real:
        reason = f"{name}, the pseudonym of {person.label}, holds part of a real name that is {person.real}."
        yield Fault(place, said.sentence, reason, "Give them another pseudonym, under Cases, People.", refuses=False)
    folded = fold(without_labels(said.words, (person,))).text
    beside = longest({one for one in person.traits if one in told and told[one].search(folded)})
    own = [f"“{one}”" for one in sorted(beside)]
    if person.label and re.search(rf"(?<!\w){re.escape(person.label)}(?!\w)", said.words):
        own.append(f"the label {person.label}")
    if own:
        reason = f"{name} stands beside {' and '.join(own)}: together they draw one person, {person.label}."
        advice = "Use the pseudonym or the fact, not both; whoever knows the name would know the rest."
        yield Fault(place, said.sentence, reason, advice, refuses=False)


def patterns(values: set[str]) -> dict[str, re.Pattern[str]]:
    """How each value is found as words of its own; a single letter or a bare number says nothing by itself."""
    told = (value for value in values if len(value.strip()) > 1 and not value.strip().isdigit())
    return {value: re.compile(rf"(?<!\w){re.escape(fold(value.strip()).text)}(?!\w)") for value in told}


def without_labels(words: str, people: Sequence[Person]) -> str:
    """Words with the printed labels taken out: 8C beside a quotation is no pay band, Band 8C is one."""
    labels = sorted({re.escape(one.label) for one in people if one.label}, key=len, reverse=True)
    if not labels:
        return words
    return re.sub(rf"(?<![Bb]and )(?<!\w)(?:{'|'.join(labels)})(?!\w)", " ", words)


def longest(values: set[str]) -> set[str]:
    """Without values that only stand inside another one found: 'nurse' in 'nurse lead'."""
    return {one for one in values if not any(one != other and one.casefold() in other.casefold() for other in values)}


def pointing(traits: set[str], named: set[str], people: Sequence[Person], only: Person | None = None) -> Iterator[str]:
    """Which of these facts, in which of the cases named, fit one person alone, in words; of `only` where given."""
    told: set[tuple[str, ...]] = set()
    for person in people if only is None else (only,):
        own = tuple(sorted(traits & set(person.traits)))
        where = bool(named & {person.case, person.case_code})
        if not own or own in told:
            continue
        like = [one for one in people if set(own) <= set(one.traits)]
        within = [one for one in like if named & {one.case, one.case_code}] if where else like
        if len(within) == 1:
            told.add(own)
            place = f" in {person.case or person.case_code}" if where and len(like) > 1 else ""
            yield f"Only one person{place} is “{', '.join(own)}”: {person.label}."


def _sentences(blocks: Sequence[SourceBlock], facts: ReportFacts) -> Iterator[_Said]:
    for block in blocks:
        match block:
            case SourceHeading() | SourceParagraph():
                yield from _line(block.children, block.place, facts)
            case SourceList():
                for entry in block.entries:
                    yield from _sentences(entry, facts)
            case SourceQuote():
                yield from _sentences(block.blocks, facts)
            case SourceTable():
                for row in (block.columns, *block.rows):
                    for cell in row:
                        yield from _line(cell, block.place, facts)
            case _:
                pass


def _line(children: Sequence[SourceInline], place: Place, facts: ReportFacts) -> Iterator[_Said]:
    quotations: list[_Said] = []
    line = _flat(children, facts, quotations)
    for sentence in _SENTENCE.split(line):
        if sentence.strip():
            yield _Said(place, sentence.strip(), sentence)
    yield from quotations


def _flat(children: Sequence[SourceInline], facts: ReportFacts, quotations: list[_Said]) -> str:
    made = ""
    for child in children:
        match child:
            case SourceText(text):
                made += text
            case SourceSpan():
                made += _flat(child.children, facts, quotations)
            case Live(kind="claim"):
                claim = facts.claims.get(child.key)
                made += _flat(child.children, facts, quotations) or (claim.text if claim else "")
            case Live(kind="quote"):
                quotation = facts.quotations.get(child.key)
                if quotation is not None:
                    made += f"[{quotation.label}]"
                    # What stands in brackets was put there in place of something that pointed further.
                    words = re.sub(r"\[[^\]]*\]", " ", child.words or quotation.printed or quotation.words)
                    quotations.append(_Said(child.place, f"the quotation of {quotation.label} ({child.key})", words))
            case _:
                made += " "
    return made


# Words with a capital that everybody says.
_COMMON = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "english", "british", "god", "covid"),
    )
)
# After a word or a comma, so that no sentence begins with it.
_CAPITAL = re.compile(r"(?<=[\w,;)\]]\s)[A-Z][\w’'-]{2,}")


def name_like(words: str) -> tuple[str, ...]:
    """Words with a capital that begin no sentence, each once: names of places, wards, brands, people.

    What stands in brackets was put there in place of something that pointed further, and is left out.
    """
    bare = re.sub(r"\[[^\]]*\]", "[]", words)
    found = (one[0].removesuffix("’s").removesuffix("'s") for one in _CAPITAL.finditer(bare))
    own = (one for one in found if one.rpartition("'")[0] != "I" and one.partition("’")[0] != "I")
    return tuple(dict.fromkeys(one for one in own if one.casefold().rstrip("s") not in _COMMON))


def said_by_one(source: ReportSource, facts: ReportFacts, alone: Mapping[str, Sequence[str]]) -> tuple[Fault, ...]:
    """Quotations with a name-like word that no other interview holds; `alone` are those words by key of quotation."""
    found = []
    for live in lives(source.blocks):
        quotation = facts.quotations.get(live.key) if live.kind == "quote" else None
        if quotation is None:
            continue
        words = live.words or quotation.printed or quotation.words
        printed = [one for one in alone.get(live.key, ()) if one in words]
        if not printed:
            continue
        said = ", ".join(f"“{one}”" for one in printed)
        found.append(
            Fault(
                live.place,
                f"the quotation of {quotation.label} ({live.key})",
                f"No other interview says {said}; whoever knows the field may know who does.",
                "Write […] [a wider word] in its place, or leave it out with […].",
                refuses=False,
            )
        )
    return tuple(found)


def _tables(source: ReportSource, facts: ReportFacts) -> Iterator[Fault]:
    """Tables of people in which most rows are the only one of their kind, the label left aside."""
    for live in lives(source.blocks):
        table = facts.tables.get(live.key) if live.kind == "table" and live.key == "participants" else None
        if table is None:
            continue
        alone = _alone(table)
        if alone:
            yield Fault(
                live.place,
                f"the table {table.caption or live.key}",
                f"{alone} of {len(table.rows)} rows are the only one of their kind; a reader who knows a team knows "
                "who they are.",
                "Leave a column out or group its values, or print the table without the labels.",
                refuses=False,
            )


def _alone(table: TableBlock) -> int:
    rows = [tuple(str(cell) for cell in row[1:]) for row in table.rows]
    times: Mapping[tuple[str, ...], int] = Counter(rows)
    return sum(times[row] == 1 for row in rows)

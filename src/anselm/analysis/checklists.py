"""Checklists for reporting qualitative work, filled from answers that several of them share.

An item names the answers it asks for; an answer is given once and fills every item that asks for it. What each item
asks is said here in our own words; numbers are those of the checklists: COREQ (Tong, Sainsbury and Craig 2007, 32
items) and SRQR (O'Brien and colleagues 2014, 21 items).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["CHECKLISTS", "KEYS", "Answer", "Checklist", "Item", "Line", "State", "fill"]

State: TypeAlias = Literal["complete", "partial", "missing", "does not apply"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number, what it asks, and the answers it is filled from."""

    number: int
    asks: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist by name, with where it comes from and its items in order."""

    name: str
    source: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known: words, and whether they are all that is asked. `to` is the screen the facts are kept on."""

    text: str = ""
    state: State = "missing"
    to: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its answer put together. `open` are the keys somebody has still to write about."""

    number: int
    asks: str
    text: str
    state: State
    to: tuple[str, ...]
    open: tuple[str, ...]


def fill(checklist: Checklist, answers: Mapping[str, Answer]) -> tuple[Line, ...]:
    """Every item with its state: complete when all it asks for is, missing when nothing is, else partial."""
    return tuple(_line(item, answers) for item in checklist.items)


def _line(item: Item, answers: Mapping[str, Answer]) -> Line:
    found = [(key, answers.get(key, Answer())) for key in item.keys]
    text = " ".join(one.text for _, one in found if one.text)
    to = tuple(dict.fromkeys(one.to for _, one in found if one.to))
    missing = tuple(key for key, one in found if one.state in ("missing", "partial"))
    return Line(item.number, item.asks, text, _state([one.state for _, one in found]), to, missing)


def _state(states: list[State]) -> State:
    counted = [one for one in states if one != "does not apply"]
    if not counted:
        return "does not apply"
    if all(one == "complete" for one in counted):
        return "complete"
    return "missing" if all(one == "missing" for one in counted) else "partial"


def _checklist(name: str, source: str, *items: tuple[str, str]) -> Checklist:
    made = tuple(Item(number, asks, tuple(keys.split())) for number, (asks, keys) in enumerate(items, 1))
    return Checklist(name, source, made)


CHECKLISTS: dict[str, Checklist] = {
    "coreq": _checklist(
        "COREQ",
        "Tong, Sainsbury and Craig 2007",
        ("Who held the interviews", "interviewers"),
        ("Their credentials", "credentials"),
        ("Their occupation at the time", "occupation"),
        ("Their gender", "gender"),
        ("Their experience and training", "training"),
        ("Whether they knew participants before", "ties"),
        ("What participants knew of them", "known"),
        ("What they assumed and brought with them", "assumptions"),
        ("The method followed and the theory behind it", "orientation"),
        ("How participants were chosen", "sampling"),
        ("How they were approached", "approach"),
        ("How many took part", "size"),
        ("Who did not take part, and why", "declined"),
        ("Where it took place", "setting"),
        ("Who else was there", "others"),
        ("Who the participants are", "sample"),
        ("The questions asked, and whether they were tried out", "guide pilot"),
        ("Whether anyone was interviewed again", "repeats"),
        ("Whether sound or picture was recorded", "recording"),
        ("Whether field notes were written", "fieldnotes"),
        ("How long it took", "duration"),
        ("Whether saturation was looked at", "saturation"),
        ("Whether transcripts went back to participants", "returned"),
        ("How many coded", "coders"),
        ("The coding tree", "tree"),
        ("Where themes came from", "derived"),
        ("The software", "software"),
        ("Whether participants commented on the findings", "checked"),
        ("Whether quotations stand in the report, each with whose it is", "quotations"),
        ("Whether findings and data fit together", "support"),
        ("Whether major themes are set out", "major"),
        ("Whether minor themes and what tells it otherwise are set out", "minor otherwise"),
    ),
    "srqr": _checklist(
        "SRQR",
        "O’Brien and colleagues 2014",
        ("A title that says what kind of study it is", "title"),
        ("A summary", "summary"),
        ("The problem and what is known of it", "problem"),
        ("The purpose or question", "question"),
        ("The approach, its paradigm, and why", "orientation paradigm"),
        ("Who the researchers are and how that bears on the work", "credentials ties assumptions"),
        ("The context", "setting context"),
        ("How the sample was chosen, and why", "sampling declined"),
        ("Ethics: approval, consent, security of the data", "ethics consent security"),
        ("How data were collected, and when", "interviewers recording dates"),
        ("The instruments", "guide pilot recording"),
        ("The units of study", "size sample"),
        ("How data were processed: transcripts, checks, taking names out", "processing security"),
        ("How they were analysed, and by whom", "coders derived software"),
        ("What was done to make it trustworthy, and why", "agreement checked saturation"),
        ("What was found: themes and what they say together", "major minor"),
        ("The data behind it: quotations, notes, figures", "quotations support"),
        ("What it adds to what was known", "contribution"),
        ("What limits it", "limits"),
        ("Interests that could bear on it", "interests"),
        ("Who paid, and what they had to do with it", "funding"),
    ),
}

# What each answer is about, as it is asked of whoever writes it.
KEYS: dict[str, str] = {
    "agreement": "how independent readings met",
    "approach": "how participants were approached",
    "assumptions": "what the researchers assumed and brought with them",
    "checked": "whether participants commented on the findings",
    "coders": "who coded",
    "consent": "how consent was asked for and recorded",
    "context": "the context and why it matters",
    "contribution": "what the study adds",
    "credentials": "credentials of the researchers",
    "dates": "when data were collected",
    "declined": "who did not take part",
    "derived": "where codes and themes came from",
    "duration": "how long the interviews took",
    "ethics": "approval",
    "fieldnotes": "field notes",
    "funding": "who paid",
    "gender": "gender of the interviewers",
    "guide": "the questions asked",
    "interests": "interests that could bear on the work",
    "interviewers": "who held the interviews",
    "known": "what participants knew of the interviewers",
    "limits": "what limits the study",
    "major": "the major themes",
    "minor": "the minor themes",
    "occupation": "occupation of the interviewers at the time",
    "orientation": "the method and the theory",
    "others": "who else was there",
    "otherwise": "what tells it otherwise",
    "paradigm": "the paradigm and why this approach",
    "pilot": "whether the questions were tried out",
    "problem": "the problem and what is known of it",
    "processing": "how transcripts were made, checked and freed of names",
    "question": "the question",
    "quotations": "quotations in the report",
    "recording": "recording",
    "repeats": "repeat interviews",
    "returned": "whether transcripts went back to participants",
    "sample": "who the participants are",
    "sampling": "how participants were chosen, and why",
    "saturation": "saturation",
    "security": "how the data are kept safe",
    "setting": "where interviews took place",
    "size": "how many took part",
    "software": "the software",
    "summary": "the summary",
    "support": "how findings and data fit together",
    "ties": "whether researchers and participants knew each other",
    "title": "the title",
    "training": "training of the interviewers",
    "tree": "the coding tree",
}

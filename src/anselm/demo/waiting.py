"""What the demo holds as data until the program has a place for it: read and checked, and not yet in the study.

`WAITING` is the list. Whoever builds a feature loads its part in a stage and takes its line off the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from anselm.demo.files import rows, words

__all__ = ["WAITING", "LaterInterview", "later_interviews"]

# What waits, the files it is in, and what it waits for.
WAITING: dict[str, tuple[tuple[str, ...], str]] = {
    "second wave": (
        ("wave2/encounters.csv", "wave2/memberships.csv", "wave2/changes.yaml", "wave2/guide.yaml"),
        "claims of change; in the study now it would alter every count of the first wave",
    ),
    "member check": (
        (
            "member_check/packets.csv",
            "member_check/statements.csv",
            "member_check/replies.csv",
            "member_check/actions.csv",
        ),
        "packets with links that expire, and replies with a stance",
    ),
    "diaries": (
        ("diary.jsonl", "diary_prompts.csv"),
        "entries as they arrive and what set each off; as plain sources they would lose that and count as interviews",
    ),
    "literature": (
        (
            "lit/medline.nbib",
            "lit/embase.ris",
            "lit/cinahl.ris",
            "lit/scopus.csv",
            "lit/cochrane.ris",
            "lit/grey.csv",
            "lit/searches.csv",
            "lit/duplicates.csv",
            "lit/kept_apart.csv",
            "lit/screening.csv",
            "lit/full_text.csv",
            "lit/charting.csv",
        ),
        "records, screening by two, and papers tied to the questions of the guide; all of it is invented and says so",
    ),
}
_TAG = re.compile(r"\{\+(?P<open>\w+) (?P<code>\w+)\}|\{-(?P<close>\w+)\}")


@dataclass(frozen=True, slots=True)
class LaterInterview:
    """An interview of the second wave: its encounter's row, its turns, and its tagged words by key with their code."""

    encounter: dict[str, str]
    turns: tuple[tuple[str, str], ...]
    spans: dict[str, tuple[str, str]]


def later_interviews() -> tuple[LaterInterview, ...]:
    """The interviews of the second wave that were held, in order."""
    return tuple(_later(one) for one in rows("wave2/encounters.csv") if one["outcome"] == "held")


def _later(encounter: dict[str, str]) -> LaterInterview:
    turns: list[tuple[str, str]] = []
    spans: dict[str, tuple[str, str]] = {}
    for line in words(f"wave2/{encounter['id']}.md").splitlines():
        who, _, said = line.partition(": ")
        turns.append((who, _TAG.sub("", said)))
        opened: dict[str, tuple[str, int]] = {}
        for tag in _TAG.finditer(said):
            if tag["open"]:
                opened[tag["open"]] = (tag["code"], tag.end())
            else:
                code, start = opened.pop(tag["close"])
                spans[f"{encounter['id']}#{tag['close']}"] = (code, said[start : tag.start()])
        if opened:
            raise ValueError(f"{encounter['id']}: a span is not closed: {', '.join(opened)}")
    return LaterInterview(encounter, tuple(turns), spans)

"""Five hundred corrections of an interview with three hundred codings: none is ever on other words without a word.

Every word of the text stands there once, so words that look right at another place cannot pass for the coded ones.
The map is asked five hundred times; the study keeps the first of these corrections, more with ANSELM_CORRECTIONS=500.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from tests.factories import DirectParser, file, owner, rows_added, study

from anselm.analysis.alignment import align, edited
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import OffsetMap, TextSpan
from anselm.domain.judging import Round

N_CODINGS = 300
N_KEPT = int(os.environ.get("ANSELM_CORRECTIONS", "6"))
SIGNS = ("", "", "", "\u0301", "\U0001f600", "\u05e9", "\u6f22")


class Chance:
    """Words, codings and corrections by chance, the same every time."""

    def __init__(self) -> None:
        self.of = Random(20260)
        self.n = 0

    def words(self, n: int) -> str:
        """So many words that stand nowhere else."""
        self.n += n
        return " ".join(f"w{self.n - at}{self.of.choice(SIGNS)}" for at in range(n))

    def interview(self) -> str:
        """Four hundred turns."""
        return "".join(f"{'IP'[n % 2]}1: {self.words(self.of.randint(4, 30))}\n" for n in range(400))

    def span(self, text: str) -> TextSpan:
        """From a character to several turns."""
        start = self.of.randrange(len(text) - 1)
        return TextSpan(start, min(len(text), start + self.of.choice((1, 5, 20, 60, 400))))

    def correction(self, text: str) -> tuple[int, int, str]:
        """Which characters are replaced, and by what: words put in, taken out or changed."""
        start = self.of.randrange(len(text))
        end = min(len(text), start + self.of.choice((0, 0, 1, 3, 12, 80, 300)))
        put = self.words(self.of.choice((1, 1, 2, 9, 40)))
        return start, end, put if start == end or self.of.random() < 0.7 else ""

    def retyped(self, text: str) -> str:
        """The whole text as somebody sends it again: a place corrected, and some turns moved."""
        start, end, put = self.correction(text)
        lines = (text[:start] + put + text[end:]).splitlines(keepends=True)
        for _ in range(self.of.randrange(4)):
            lines.insert(self.of.randrange(len(lines)), lines.pop(self.of.randrange(len(lines))))
            lines.insert(self.of.randrange(len(lines)), f"I1: {self.words(3)}\n")
        return "".join(lines)


def wrong_after(n_corrections: int) -> tuple[list[str], int, int]:
    """What was carried onto other words, or left behind though its words stand there; how many were carried and not."""
    chance = Chance()
    text = chance.interview()
    codings: list[TextSpan] = []
    wrong: list[str] = []
    carried = left = 0
    for n in range(n_corrections):
        codings += [chance.span(text) for _ in range(N_CODINGS - len(codings))]
        if whole := n % 4 == 3:
            new = chance.retyped(text)
            offsets = align(text, new)
        else:
            start, end, put = chance.correction(text)
            new = text[:start] + put + text[end:]
            offsets = edited(len(text), start, end, len(put))
        followed = []
        for one in codings:
            onto, same = offsets.carry(one)
            words = text[one.start : one.end]
            if not (same and onto is not None):
                left += 1
                # A word of its own kind that stands there whole was not changed: it must not wait for a person.
                if not whole and len(words) > 5 and words in new:
                    wrong.append(f"correction {n + 1}: {one} waits though its words stand there")
                continue
            carried += 1
            followed.append(onto)
            if new[onto.start : onto.end] != words:
                wrong.append(f"correction {n + 1}: {one} is on other words")
        codings, text = followed, new
    return wrong, carried, left


def test_no_coding_is_silently_wrong_after_five_hundred_corrections() -> None:
    wrong, carried, left = wrong_after(500)
    assert wrong == []
    assert carried > 500 * 250
    assert left > 500, "the corrections hardly met a coding: they prove nothing"


def late(self: OffsetMap, span: TextSpan) -> tuple[TextSpan | None, bool]:
    """A map that is one character off behind what was put in."""
    onto, same = CARRY(self, span)
    return (TextSpan(onto.start + 1, onto.end + 1), same) if onto and onto.start > span.start else (onto, same)


def hiding(self: OffsetMap, span: TextSpan) -> tuple[TextSpan | None, bool]:
    """A map that calls whole what has changed inside."""
    onto, _ = CARRY(self, span)
    return onto, onto is not None


def giving_up(self: OffsetMap, span: TextSpan) -> tuple[TextSpan | None, bool]:
    """A map that leaves to a person what is behind the correction."""
    onto, same = CARRY(self, span)
    return onto, same and onto is not None and onto.start == span.start


CARRY = OffsetMap.carry


@pytest.mark.parametrize("defect", [late, hiding, giving_up], ids=lambda one: str(one.__name__))
def test_a_fault_planted_in_the_map_is_seen(monkeypatch: pytest.MonkeyPatch, defect: object) -> None:
    monkeypatch.setattr(OffsetMap, "carry", defect)
    assert wrong_after(20)[0]


def test_the_study_keeps_each_coding_on_its_words_or_lists_it(tmp_path: Path) -> None:
    chance = Chance()
    hand = owner(study(tmp_path, parser=DirectParser()))
    text = chance.interview()
    hand.do("corpus.import_file", id="s1", file=file("P1.txt", text))
    rows_added(hand.workbench, Code("c1", "Overhearing", "D1"))
    version = hand.do("corpus.sources")[0].version_id
    with hand.workbench.reading(hand.viewer) as reads:
        round_id = next(one.id for one in reads.find(Round) if one.standing)
    spans = {f"k{n}": chance.span(text) for n in range(N_CODINGS)}
    put = {identifier: text[one.start : one.end] for identifier, one in spans.items()}
    me = hand.viewer.researcher_id
    rows_added(
        hand.workbench,
        *(Coding(key, round_id, me, "s1", version, one.start, one.end, "c1") for key, one in spans.items()),
    )
    for n in range(N_KEPT):
        start, end, new = chance.correction(text)
        about = {"id": f"v{n}", "source_id": "s1", "version_id": version, "reason": "misheard"}
        hand.do("corpus.correct_text", **about, start=start, end=end, replacement=new)
        text, version = text[:start] + new + text[end:], f"v{n}"
        listed = {one.id: one.old_words for one in hand.do("corpus.repairs")}
        with hand.workbench.reading(hand.viewer) as reads:
            kept = {one.id: one for one in reads.find(Coding)}
        assert set(kept) == set(put)
        for identifier, one in kept.items():
            here = one.version_id == version
            assert (text[one.start : one.end] if here else listed[identifier]) == put[identifier]
            assert here != (identifier in listed)

"""A study in which much happens in no order: three people, a blind round, a codebook, texts and people that go."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from tests.factories import DirectParser, colleague, file, owner, study

from anselm.domain.errors import AnselmError

__all__ = ["QUESTIONS", "TEXT", "Busy", "text_of"]

TEXT = "I1: How do you learn?\nP01: I hear them on the phone, and I write it down.\nI1: And?\nP01: I ask.\n"
QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("crosstab", {"rows": "person", "columns": "code"}),
    ("crosstab", {"rows": "code", "columns": "reader", "set": "r1", "unit": "codings"}),
    ("cooccurrence", {"set": "working", "place": "same turn"}),
    ("matrix", {}),
)


class Busy:
    """Ada leads; Kay and Lou read two of three interviews in a blind round that is opened and closed on the way."""

    def __init__(self, folder: Path) -> None:
        self.ada = owner(study(folder, parser=DirectParser()))
        self.kay = colleague(self.ada.workbench, "Kay Ash", prefix="cccccccc")
        self.lou = colleague(self.ada.workbench, "Lou Bay", prefix="dddddddd")
        self.hands = (self.ada, self.kay, self.lou)
        self.sources: list[str] = []
        self.codes: list[str] = []
        self.people: list[str] = []
        self.ada.do("fieldwork.add_attribute", id="a1", name="Age", about="case", type="number")
        for _ in range(3):
            self.brings()
            self.new_code()
        self.ada.do("interpretation.add_theme", id="h1", name="By ear", code_ids=(self.codes[0],))
        readers = [one.viewer.researcher_id for one in (self.kay, self.lou)]
        self.ada.do("judging.start_round", id="r1", name="First", judge_ids=readers, source_ids=self.sources[:2])
        self.handed_in = 0

    def brings(self, _dice: random.Random | None = None) -> None:
        """One more interview, with its person and team."""
        n = len(self.sources)
        source = self.ada.do("corpus.import_file", id=f"s{n}", file=file(f"INT0{n}.txt", TEXT * (n % 3 + 1)))
        self.sources.append(source.accepted[0].source_id)
        self.ada.do("fieldwork.add_case", id=f"t{n}", code=f"T{n}", name=f"Team {n}")
        self.ada.do("fieldwork.set_value", id=f"v{n}", attribute_id="a1", about_id=f"t{n}", value=str(n))
        self.ada.do("fieldwork.add_participant", id=f"p{n}", code=f"P0{n}")
        self.people.append(f"p{n}")
        speaker = next(one for one in self.ada.do("corpus.speakers", source_id=self.sources[n]) if one.raw == "P01")
        self.ada.do("corpus.set_speaker", speaker_id=speaker.id, kind="participant", participant_id=f"p{n}")
        self.ada.do("corpus.bind_source", source_id=self.sources[n], case_id=f"t{n}")

    def new_code(self, _dice: random.Random | None = None) -> None:
        """One more code."""
        n = len(self.codes)
        self.ada.do("coding.add_code", id=f"c{n}", name=f"Idea {n}", key=f"D{n + 1}")
        self.codes.append(f"c{n}")

    def applies(self, dice: random.Random) -> None:
        """A coding of somebody's; the readers code in their round as long as they can."""
        hand = dice.choice(self.hands)
        round_ = {"round_id": "r1"} if hand is not self.ada and dice.random() < 0.8 else {}
        version = self.ada.do("corpus.reading", source_id=dice.choice(self.sources)).version_id
        start = dice.randrange(0, 80, 5)
        place = {"version_id": version, "start": start, "end": start + dice.choice((5, 5, 10, 30))}
        hand.do("coding.apply", id=hand.new_id(), code_id=dice.choice(self.codes), **place, **round_)

    def changes(self, dice: random.Random) -> None:
        """Somebody changes a coding of theirs: away, another code, other ends, in two, or all of one code."""
        hand = dice.choice(self.hands)
        table = hand.do("coding.codings_table", set=dice.choice(("r1", "working")))
        name = ("Ada", "Kay Ash", "Lou Bay")[self.hands.index(hand)]
        mine = [one for one in table if one.coder == name]
        one = dice.choice(mine)
        match dice.randrange(5):
            case 0 | 1:
                hand.do("coding.remove", id=one.id)
            case 2:
                hand.do("coding.recode", id=one.id, code_id=dice.choice(self.codes))
            case 3:
                hand.do("coding.resize", id=one.id, start=max(one.start - 3, 0), end=one.end + 2)
            case _:
                hand.do("coding.split", id=one.id, at=one.start + 2, id_after=hand.new_id())

    def steps(self, dice: random.Random) -> None:
        """A step back, or forward again."""
        dice.choice(self.hands).do(dice.choice(("study.undo", "study.undo", "study.redo")))

    def book(self, dice: random.Random) -> None:
        """The codebook changes: a code renamed, put below another, merged, retired, or into a theme."""
        one, other = dice.choice(self.codes), dice.choice(self.codes)
        match dice.randrange(5):
            case 0:
                self.ada.do("coding.change_code", id=one, name=f"Idea {dice.randrange(999)}")
            case 1:
                self.ada.do("coding.move_code", id=one, parent_id=other, position=0)
            case 2:
                self.ada.do("coding.merge_codes", id=one, into_id=other)
            case 3:
                self.ada.do("coding.retire_code", id=one)
            case _:
                member = {"theme_id": "h1", "target_kind": "code", "target_id": one}
                self.ada.do("interpretation.add_member", id=self.ada.new_id(), **member)

    def text(self, dice: random.Random) -> None:
        """A text is corrected, or a turn is somebody else's, or the source is of another team."""
        source = dice.choice(self.sources)
        version = self.ada.do("corpus.reading", source_id=source).version_id
        match dice.randrange(3):
            case 0:
                place = {"source_id": source, "version_id": version, "start": 30, "end": 34}
                self.ada.do("corpus.correct_text", id=self.ada.new_id(), replacement="heard", **place)
            case 1:
                speaker = dice.choice(self.ada.do("corpus.speakers", source_id=source))
                self.ada.do("corpus.correct_turn", version_id=version, number=2, speaker_id=speaker.id)
            case _:
                self.ada.do("corpus.bind_source", source_id=source, case_id=f"t{dice.randrange(len(self.sources))}")

    def round(self, dice: random.Random) -> None:
        """The round goes on: handed in by one, by the other, opened, closed."""
        self.handed_in += 1
        match self.handed_in:
            case 1 | 2:
                (self.kay, self.lou)[self.handed_in - 1].do("judging.submit", id="r1")
            case 3:
                self.ada.do("judging.reveal", id="r1")
            case 4:
                self.ada.do("coding.close_round", id="r1", rule="kept")

    def leaves(self, dice: random.Random) -> None:
        """A person is held back, let back in, or withdrawn for good."""
        person = dice.choice(self.people)
        match dice.randrange(3):
            case 0:
                self.ada.do("fieldwork.hold", id=person)
            case 1:
                self.ada.do("study.undo")
            case _:
                self.ada.do("fieldwork.hold", id=person)
                asked = {"code": f"P0{person[1:]}", "reason": "Asked by letter."}
                self.ada.do("reporting.withdraw", id=self.ada.new_id(), participant_id=person, **asked)

    def deed(self, dice: random.Random) -> None:
        """Something one of them does; what is refused changes nothing."""
        often = [(self.applies, 10), (self.changes, 4), (self.steps, 3), (self.book, 2), (self.text, 1)]
        seldom = [(self.round, 1.5), (self.leaves, 0.5), (self.brings, 0.5), (self.new_code, 1)]
        deeds, weights = zip(*often, *seldom, strict=True)
        (chosen,) = dice.choices(deeds, weights)
        try:
            chosen(dice)
        except (AnselmError, IndexError):  # refused, or there is nothing yet to choose from
            return

    def answers(self) -> list[str]:
        """What each of them is told, question by question."""
        found = []
        for hand in self.hands:
            for name, fields in QUESTIONS:
                try:
                    found.append(repr(hand.do(f"interpretation.{name}", **fields)))
                except AnselmError as refusal:
                    found.append(repr(refusal))
        return found

    def anew(self) -> list[str]:
        """The same with nothing kept."""
        store: Any = self.ada.workbench._store
        kept, store.keeping = store.keeping, None
        try:
            return self.answers()
        finally:
            store.keeping = kept


def text_of(busy: Busy, n: int) -> str:
    """The current text of a source."""
    return str(busy.ada.do("corpus.reading", source_id=busy.sources[n]).version_id)

"""What is brought up to date between two questions is what reading everything again would give."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table
from sqlalchemy.sql import visitors
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study

from anselm.domain.coding import Coding
from anselm.domain.errors import AnselmError
from anselm.domain.study import Viewer, ViewerKind
from anselm.services.coding import laid as laying
from anselm.services.coding import sets
from anselm.services.coding.laid import Laid, laid
from anselm.storage import schema, seeing
from anselm.storage.keeping import DECIDING
from anselm.storage.seeing import SeenRows
from anselm.storage.visible import filter_of, visible_parts

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


def _differing(folder: Path, seed: int, n_moments: int = 10) -> int:
    """In how many moments somebody is told something else than with nothing kept."""
    busy, dice = Busy(folder), random.Random(seed)
    busy.answers()
    differing = 0
    for _ in range(n_moments):
        for _ in range(dice.choice((3, 5, 12))):
            busy.deed(dice)
        differing += busy.answers() != busy.anew()
    return differing


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_every_answer_is_the_one_of_reading_everything_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    n_changed: list[int] = []
    changed = Laid.changed
    monkeypatch.setattr(
        Laid, "changed", lambda self, gone, came: n_changed.append(len(gone)) or changed(self, gone, came)
    )
    assert _differing(tmp_path, seed) == 0
    assert len(n_changed) > 5  # and codings were put in their places, not read again


def _whatever_changed(patch: pytest.MonkeyPatch) -> None:
    """A round opened, a person held back and a text corrected are taken for nothing."""
    changed = SeenRows._changed

    def only_followed(self: SeenRows, there: Any, origin: str, now: int, followed: str) -> Any:
        found = changed(self, there, origin, now, followed)
        return frozenset() if found is None and followed and there.moment < now else found

    patch.setattr(SeenRows, "_changed", only_followed)


def _nothing_changed(patch: pytest.MonkeyPatch) -> None:
    """Codings stay as they were first read."""
    patch.setattr(Laid, "changed", lambda self, _gone, _came: self)


@pytest.mark.parametrize("plant", [_whatever_changed, _nothing_changed])
def test_a_planted_change_that_is_not_followed_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert _differing(tmp_path, seed=0)


def _row(dice: random.Random, identifier: str) -> laying.Row:
    text = dice.randrange(4)
    start = dice.randrange(4)
    end = start + dice.randrange(1, 3)
    return (identifier, f"v{text}", f"s{text % 3}", start, end, f"c{dice.randrange(3)}", dice.choice("xyz"))


def _told(one: Laid) -> list[tuple[Any, ...]]:
    """The codings in their order, by name; those of one place and code are in no order."""
    rows = [
        (*one.texts[text], start, end, reader, one.codes[code], one.ids[n], one.hashes[n] == hash(one.ids[n]))
        for n, (text, start, end, reader, code) in enumerate(one.at.T.tolist())
    ]
    return [(row[:6], sorted(again[6:] for again in rows if again[:6] == row[:6])) for row in rows]


def _one_by_one(seed: int) -> bool:
    """Whether codings that come, go and move a few at a time lie as if all had been laid at once."""
    dice, readers = random.Random(seed), {"x": 1, "y": 2}
    now: dict[str, laying.Row] = {}
    there = laid([], readers)
    for _ in range(12):
        names = {f"k{dice.randrange(30)}" for _ in range(dice.randrange(6))}
        came = {one: _row(dice, one) for one in names if dice.random() < 0.6}
        now = {one: row for one, row in now.items() if one not in names} | came
        before = _told(there)
        made = there.changed(names, laid(list(came.values()), readers))
        assert _told(there) == before  # whoever still has it has it as it was
        if _told(made) != _told(laid(list(now.values()), readers)):
            return False
        there = made
    return True


def test_codings_laid_one_after_the_other_lie_as_if_laid_at_once() -> None:
    assert all(_one_by_one(seed) for seed in range(60))


def _stay(patch: pytest.MonkeyPatch) -> None:
    """What was taken away stays."""
    changed = Laid.changed
    patch.setattr(Laid, "changed", lambda self, _gone, came: changed(self, frozenset(), came))


def _behind(patch: pytest.MonkeyPatch) -> None:
    """What is new is put behind all that was there."""
    patch.setattr(laying, "_places", lambda ours, theirs: [ours.shape[1]] * theirs.shape[1])


def _as_numbered(patch: pytest.MonkeyPatch) -> None:
    """Texts and codes keep their numbers when others come between."""
    patch.setattr(laying, "_renumbered", lambda at, *_: at)


@pytest.mark.parametrize("plant", [_stay, _behind, _as_numbered])
def test_a_planted_coding_out_of_its_place_is_seen(
    monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert not all(_one_by_one(seed) for seed in range(5))


def test_a_text_coded_for_the_first_time_is_told_by_its_turns_and_people_and_the_others_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Busy(tmp_path)
    read: list[int] = []
    turns = SeenRows.turns
    monkeypatch.setattr(SeenRows, "turns", lambda self, ids: read.append(len(ids)) or turns(self, ids))
    for n in range(3):
        start = TEXT.index("phone")
        place = {"version_id": text_of(busy, n), "start": start, "end": start + 5}
        busy.ada.do("coding.apply", id=busy.ada.new_id(), code_id="c0", **place)
        table = busy.ada.do("interpretation.crosstab", rows="code", columns="person")
        assert [one.n for one in table.columns] == [1] * (n + 1)
        near = busy.ada.do("interpretation.query", text=f"D1 AND SAME TURN(D1) AND person = {table.columns[n].name}")
        assert near.n_passages == 1
    assert read == [1, 1, 1]


def text_of(busy: Busy, n: int) -> str:
    """The current text of a source."""
    return str(busy.ada.do("corpus.reading", source_id=busy.sources[n]).version_id)


def test_what_is_agreed_is_worked_out_again_when_a_coding_it_stands_on_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Busy(tmp_path)
    made: list[int] = []
    agreed_rows = sets._agreed_rows
    monkeypatch.setattr(sets, "_agreed_rows", lambda *given: made.append(1) or agreed_rows(*given))
    version = text_of(busy, 0)
    for hand in (busy.kay, busy.lou):
        place = {"version_id": version, "start": 30, "end": 40}
        hand.do("coding.apply", id=hand.new_id(), code_id="c0", round_id="r1", **place)
        hand.do("judging.submit", id="r1")
    busy.ada.do("judging.reveal", id="r1")
    busy.ada.do("coding.close_round", id="r1")

    def asked(hand: Hand) -> Any:
        return hand.do("interpretation.crosstab", rows="code", columns="case").cells

    assert [asked(busy.ada), len(made)] == [((1,),), 1]
    place = {"version_id": text_of(busy, 2), "start": 30, "end": 40}
    busy.ada.do("coding.apply", id=busy.ada.new_id(), code_id="c0", **place)
    assert [asked(busy.ada), len(made)] == [((1, 1),), 1]
    # Nothing anybody can do changes a closed round; were it changed all the same, nobody is told of what was.
    late = Coding("late", "r1", busy.kay.viewer.researcher_id, busy.sources[1], text_of(busy, 1), 30, 40, "c1")
    rows_added(busy.ada.workbench, late)
    assert [asked(busy.ada), len(made)] == [((1, 1),), 2]


def test_after_very_many_changes_everything_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Busy(tmp_path)
    monkeypatch.setattr(seeing, "_MANY", 3)
    monkeypatch.setattr(Laid, "changed", lambda *_: pytest.fail("brought up to date"))
    busy.answers()
    place = {"version_id": text_of(busy, 2), "code_id": "c0"}
    for start in range(5):
        busy.ada.do("coding.apply", id=busy.ada.new_id(), start=start, end=start + 9, **place)
    assert busy.answers() == busy.anew()


def test_what_a_viewer_sees_of_a_row_hangs_on_that_row_and_the_tables_that_decide() -> None:
    """So that a row that changed can be read again alone."""
    viewers = [Viewer("s", "r", (), kind, outward=out) for kind in ViewerKind for out in (False, True)]
    for viewer in viewers:
        for name, state in schema.KINDS.items():
            looked = _tables(filter_of(state.table, viewer))
            assert looked - {name} <= DECIDING, name
        for table in (schema.texts, schema.utterances, schema.sync_points):
            assert _tables(visible_parts(table)) - {table.name} <= DECIDING


def _tables(statement: Any) -> set[str]:
    return {one.name for one in visitors.iterate(statement) if isinstance(one, Table)} | {
        one.table.name
        for one in visitors.iterate(statement)
        if one.__visit_name__ == "column" and isinstance(one.table, Table)
    }

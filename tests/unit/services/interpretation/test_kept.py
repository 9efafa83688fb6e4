"""What is kept between two questions answers as if nothing were kept: for every viewer, after every change."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, study

from anselm.domain.coding import Code
from anselm.domain.errors import AnselmError
from anselm.storage.keeping import Entry, Kept
from anselm.storage.seeing import SeenRows

TEXT = "I1: How do you learn?\nP01: I hear them on the phone, and I write it down.\nI1: And?\nP01: I ask.\n"
QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("crosstab", {"rows": "code", "columns": "Age"}),
    ("crosstab", {"rows": "theme", "columns": "reader", "set": "r1"}),
    ("cooccurrence", {"set": "r1", "readers": "together"}),
    ("query", {"text": "D1 OR D2"}),
    ("query", {"text": "NOT D1 AND NEAR(D2, 2 turns)", "set": "r1"}),
    ("matrix", {}),
)


class Team:
    """Ada leads and codes in the open; Kay and Lou read two interviews in a blind round."""

    def __init__(self, folder: Path) -> None:
        self.ada = owner(study(folder, parser=DirectParser()))
        self.kay = colleague(self.ada.workbench, "Kay Ash", prefix="cccccccc")
        self.lou = colleague(self.ada.workbench, "Lou Bay", prefix="dddddddd")
        self.hands = (self.ada, self.kay, self.lou)
        made = [self.ada.do("corpus.import_file", id=f"s{n}", file=file(f"INT0{n}.txt", TEXT * n)) for n in (1, 2)]
        sources = [one.accepted[0].source_id for one in made]
        self.versions = [self.ada.do("corpus.reading", source_id=one).version_id for one in sources]
        self.ada.do("fieldwork.add_attribute", id="a1", name="Age", about="case", type="number")
        for n, source in enumerate(sources):
            self.ada.do("fieldwork.add_case", id=f"t{n}", code=f"T{n}", name=f"Team {n}")
            self.ada.do("corpus.bind_source", source_id=source, case_id=f"t{n}")
            self.ada.do("coding.add_code", id=f"c{n}", name=f"Idea {n}", key=f"D{n + 1}")
        self.ada.do("interpretation.add_theme", id="h1", name="By ear", code_ids=("c0",))
        readers = [one.viewer.researcher_id for one in (self.kay, self.lou)]
        self.ada.do("judging.start_round", id="r1", name="First", judge_ids=readers, source_ids=sources)

    def deed(self, dice: random.Random) -> None:
        """Something one of them does; what is refused changes nothing."""
        hand = dice.choice(self.hands)
        start = dice.randrange(80)
        place = {"version_id": dice.choice(self.versions), "start": start, "end": start + dice.randrange(1, 15)}
        which, code_id = dice.randrange(8), f"c{dice.randrange(2)}"
        try:
            if which < 4:
                round_ = {} if hand is self.ada else {"round_id": "r1"}
                hand.do("coding.apply", id=hand.new_id(), code_id=code_id, **place, **round_)
            elif which == 4:
                hand.do("study.undo")
            elif which == 5:
                self.ada.do("coding.change_code", id=code_id, name=f"Idea {dice.randrange(99)}")
            elif which == 6:
                about = f"t{dice.randrange(2)}"
                self.ada.do("fieldwork.set_value", id=self.ada.new_id(), attribute_id="a1", about_id=about, value="7")
            else:
                new = f"m{dice.randrange(10**9)}"
                member = {"theme_id": "h1", "target_kind": "code", "target_id": code_id}
                self.ada.do("interpretation.add_member", id=new, **member)
        except AnselmError:
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


def _differing(folder: Path, seed: int, n_deeds: int = 9) -> int:
    team, dice = Team(folder), random.Random(seed)
    differing = 0
    for _ in range(n_deeds):
        team.deed(dice)
        differing += team.answers() != team.anew()
    for hand in (team.kay, team.lou):
        hand.do("judging.submit", id="r1")
    team.ada.do("judging.reveal", id="r1")
    return differing + (team.answers() != team.anew())


@pytest.mark.parametrize("seed", range(2))
def test_every_answer_is_the_one_given_with_nothing_kept(tmp_path: Path, seed: int) -> None:
    assert _differing(tmp_path, seed) == 0


def _stale(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SeenRows, "_changed", lambda *_: frozenset())


def _anybodys(patch: pytest.MonkeyPatch) -> None:
    look_up, keep = Kept.look_up, Kept.keep
    one: Any = None
    patch.setattr(Kept, "look_up", lambda self, _viewer, name: look_up(self, one, name))
    patch.setattr(Kept, "keep", lambda self, _viewer, name, entry, n: keep(self, one, name, entry, n))


@pytest.mark.parametrize("plant", [_stale, _anybodys])
def test_a_planted_answer_of_another_moment_or_viewer_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert _differing(tmp_path, seed=0)


def test_what_is_kept_is_used_again_until_something_it_rests_on_changes(tmp_path: Path) -> None:
    ada: Hand = owner(study(tmp_path, parser=DirectParser()))
    made: list[int] = []

    def asked() -> int:
        with ada.workbench.reading(ada.viewer) as reads:
            return int(reads.kept("codes", lambda: made.append(1) or len(reads.find(Code))))

    ada.do("coding.add_code", id="c1", name="By ear", key="D1")
    assert [asked(), asked(), len(made)] == [1, 1, 1]
    ada.do("study.write_memo", id="m1", body="Something else.")
    assert [asked(), len(made)] == [1, 1]
    ada.do("coding.add_code", id="c2", name="On paper", key="D2")
    assert [asked(), len(made)] == [2, 2]


def test_what_was_begun_before_everything_was_let_go_is_not_kept(tmp_path: Path) -> None:
    viewer, kept = owner(study(tmp_path)).viewer, Kept(most=2)
    begun = kept.cleared
    kept.clear()
    kept.keep(viewer, "old", Entry(1, frozenset(), "old"), begun)
    assert kept.look_up(viewer, "old") is None
    for name in ("one", "two", "three"):
        kept.keep(viewer, name, Entry(1, frozenset(), name), kept.cleared)
    assert kept.look_up(viewer, "one") is None
    assert kept.look_up(viewer, "three") is not None

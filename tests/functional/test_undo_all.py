"""A thousand random steps of one researcher, of every kind that can be undone, and then all of them back."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.factories import Hand, colleague, owner, study
from tests.printed import say

from anselm.domain.errors import AnselmError

TEXT = "I1: What happened?\nP01: " + "I heard it over the kettle, and I wrote it down. " * 40 + "\n"
N = 1000


class Random:
    """Steps drawn by chance on things that are mostly there."""

    def __init__(self, hand: Hand, seed: int) -> None:
        self.hand, self.chance, self.n = hand, random.Random(seed), 0
        source = hand.do("corpus.sources")[0]
        self.source_id = source.id
        self.version_id = hand.do("corpus.reading", source_id=source.id).version_id
        self.made: dict[str, list[str]] = {"code": [], "coding": [], "theme": [], "claim": [], "case": [], "matrix": []}

    def new(self, kind: str) -> str:
        self.n += 1
        self.made[kind].append(f"{kind}-{self.n}")
        return self.made[kind][-1]

    def some(self, kind: str) -> str:
        return self.chance.choice(self.made[kind] or [f"{kind}-0"])

    def place(self) -> dict[str, object]:
        start = self.chance.randrange(30, 900)
        return {"version_id": self.version_id, "start": start, "end": start + self.chance.randrange(1, 90)}

    def cell(self) -> dict[str, object]:
        """A cell of some matrix, written with a passage it rests on."""
        at = {"matrix_id": self.some("matrix"), "case_id": self.some("case"), "column_id": self.some("theme")}
        return {"id": f"cell-{self.n}", **at, "summary": f"s{self.chance.random()}", "links": [self.place()]}

    def split(self) -> dict[str, object]:
        """A code of which some passage goes to a new one."""
        marks = self.hand.do("coding.marks", version_id=self.version_id)
        one = self.chance.choice(marks) if marks else None
        at = {"version_id": self.version_id, "start": one.start, "end": one.end} if one else self.place()
        part = {"id": self.new("code"), "name": f"Code {self.n}", "places": [at]}
        return {"id": one.code_id if one else self.some("code"), "parts": [part]}

    def steps(self) -> list[tuple[str, Callable[[], dict[str, object]]]]:
        """Every kind of step with the request it draws."""
        return [
            ("coding.add_code", lambda: {"id": self.new("code"), "name": f"Code {self.n}"}),
            ("coding.apply", lambda: {"id": self.new("coding"), "code_id": self.some("code"), **self.place()}),
            ("coding.apply", lambda: {"id": self.new("coding"), "code_id": self.some("code"), **self.place()}),
            ("coding.recode", lambda: {"id": self.some("coding"), "code_id": self.some("code")}),
            ("coding.resize", lambda: {"id": self.some("coding"), "start": 40, "end": self.chance.randrange(41, 99)}),
            ("coding.remove", lambda: {"id": self.some("coding")}),
            ("coding.note", lambda: {"id": self.some("coding"), "note": f"note {self.n}"}),
            ("coding.merge_codes", lambda: {"id": self.some("code"), "into_id": self.some("code")}),
            ("coding.split_code", self.split),
            ("coding.move_code", lambda: {"id": self.some("code"), "parent_id": self.some("code"), "position": 0}),
            ("coding.retire_code", lambda: {"id": self.some("code")}),
            ("coding.change_code", lambda: {"id": self.some("code"), "definition": f"means {self.chance.random()}"}),
            (
                "study.write_memo",
                lambda: {"id": f"memo-{self.chance.randrange(9)}", "body": f"b{self.chance.random()}"},
            ),
            ("study.remove_memo", lambda: {"id": f"memo-{self.chance.randrange(9)}"}),
            ("study.change_study", lambda: {"question": f"question {self.chance.randrange(99)}"}),
            ("interpretation.add_theme", lambda: {"id": self.new("theme"), "name": f"Theme {self.n}"}),
            ("interpretation.change_theme", lambda: {"id": self.some("theme"), "central_idea": f"i{self.n}"}),
            ("reporting.make_claim", lambda: {"id": self.new("claim"), "text": f"Some say {self.n}."}),
            ("reporting.remove_claim", lambda: {"id": self.some("claim")}),
            ("fieldwork.add_case", lambda: {"id": self.new("case"), "code": f"T{self.n}", "name": f"Team {self.n}"}),
            ("interpretation.add_matrix", lambda: {"id": self.new("matrix"), "name": f"Matrix {self.n}"}),
            ("interpretation.write_cell", self.cell),
            ("interpretation.save_query", lambda: {"id": self.some("matrix"), "name": f"Q{self.n}", "text": "NOT D1"}),
            ("corpus.rename", lambda: {"source_id": self.source_id, "name": f"INT{self.chance.randrange(99)}"}),
        ]


def test_a_thousand_random_steps_of_every_kind_undone_leave_the_start_and_redone_the_end(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    # From here on steps are another researcher's, so that undoing all of them stops before the import.
    bo = colleague(ada.workbench, "Bo", "lead")
    drawn = Random(bo, seed=11)
    before = ada.workbench.content_digest()
    done: Counter[str] = Counter()
    while sum(done.values()) < N:
        name, request = drawn.chance.choice(drawn.steps())
        with contextlib.suppress(AnselmError):  # refused in words, and nothing of it kept
            bo.do(name, **request())
            done[name] += 1
    after = ada.workbench.content_digest()
    n_undone = _while_there_is(bo, "next_undo", "study.undo")
    assert ada.workbench.content_digest() == before
    n_redone = _while_there_is(bo, "next_redo", "study.redo")
    assert ada.workbench.content_digest() == after
    assert ada.workbench.verify().intact
    say(steps=sum(done.values()), kinds=len(done), undone=n_undone, redone=n_redone)
    assert len(done) >= 19
    assert done["coding.split_code"] > 0
    assert n_undone == n_redone > N // 2


def _while_there_is(hand: Hand, which: str, name: str) -> int:
    n = 0
    while getattr(hand.do("study.steps"), which) is not None:
        hand.do(name)
        n += 1
    return n

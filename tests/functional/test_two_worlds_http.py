"""Two worlds: in one the other reader of a blind round works, in the other that reader does nothing.

Everything this reader receives over HTTP must be the same to the byte in both: status, body, every header, the feed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories
from tests.functional.requests import fields_for, is_identifier, send
from tests.visiting import Answer, Site, Visitor, site

from anselm.services.catalogue import OPERATIONS
from anselm.storage import visible

TEXT = "A: What happened then?\nB: We kept the card in the pocket and nobody said a word about it.\n"
ROUND, SOURCE, CODE, OTHER_CODE = (f"{n}0000000-0000-4000-8000-000000000000" for n in "1234")
SCRIPTS = 40 if os.environ.get("CI") == "true" else 6

Act = tuple[str, dict[str, Any]]


class StandingClock:
    """It is always the same moment."""

    def now(self) -> str:
        return "2026-01-01T00:00:00.000Z"


class World:
    """A study with a blind round read by Ben and Cid, and both at their browsers."""

    def __init__(self, folder: Path) -> None:
        self.ids = factories.CountedIds()
        self.workbench = factories.study(folder, clock=StandingClock(), ids=self.ids, parser=factories.DirectParser())
        ada = factories.owner(self.workbench)
        ben, cid = (
            factories.colleague(self.workbench, name, prefix=prefix).viewer.researcher_id
            for name, prefix in (("Ben", "b" * 8), ("Cid", "c" * 8))
        )
        ada.do("corpus.import_file", id=SOURCE, file=factories.file("one.txt", TEXT))
        self.version: str = ada.do("corpus.sources")[0].version_id
        for identifier, name in ((CODE, "Card"), (OTHER_CODE, "Silence")):
            ada.do("coding.add_code", id=identifier, name=name)
        ada.do("judging.start_round", id=ROUND, name="First", judge_ids=[ben, cid], source_ids=[SOURCE])
        self.site: Site = site(self.workbench, frame_gap=0.0)
        self.ben, self.cid = self.site.signed_in(ben), self.site.signed_in(cid)
        self._listener = self.site.runner.run(self._listen(cid))
        self.cid_id = cid

    async def _listen(self, researcher_id: str) -> Any:
        async def always(thoroughly: bool) -> bool:
            return True

        frames = self.site.app._feed.listen(researcher_id, None, always)
        await anext(frames)
        return frames

    def act(self, visitor: Visitor, act: Act, n: int) -> Answer:
        """One thing a reader does; what the server names itself does not depend on who did something before."""
        self.ids.n = n * 1000
        name, given = act
        answer = send(visitor, BY_NAME[name], {**given, **({"version_id": self.version} if "start" in given else {})})
        self.site.runner.run(asyncio.sleep(0.001))
        return answer

    def heard(self) -> list[bytes]:
        """Every frame of the feed that Cid could have heard."""
        return [frame for _, frame in self.site.app._feed._channels[self.cid_id].frames]

    def sweep(self) -> Iterator[tuple[str, Any]]:
        """Everything Cid can ask for, about everything Cid knows."""
        known = (ROUND, SOURCE, CODE, self.version, self.cid_id)
        for operation in OPERATIONS:
            if operation.method == "GET":
                names = [name for name in fields_for(operation.request, "x") if is_identifier(name)]
                yield operation.name, send(self.cid, operation, {})
                for identifier in known if names else ():
                    given = fields_for(operation.request, identifier)
                    yield f"{operation.name} {identifier}", send(self.cid, operation, given)

    def close(self) -> None:
        self.site.close()
        self.workbench.close()


BY_NAME = {one.name: one for one in OPERATIONS}


@contextmanager
def two_worlds() -> Iterator[tuple[World, World]]:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        worlds = World(Path(one)), World(Path(other))
        try:
            yield worlds
        finally:
            for world in worlds:
                world.close()


numbered = st.integers(0, 9)


def identifier(letter: str, n: int) -> str:
    return f"{letter * 8}-0000-4000-8000-{n:012x}"


def acts(letter: str) -> st.SearchStrategy[Act]:
    """What a reader of the round may do; identifiers of their own making."""

    def coded(n: int, code: str, start: int) -> Act:
        given = {"id": identifier(letter, n), "start": start, "end": start + 9, "code_id": code, "round_id": ROUND}
        return "coding.apply", given

    def proposed(n: int) -> Act:
        return "coding.add_code", {"id": identifier(letter, 100 + n), "name": f"Idea {n}", "round_id": ROUND}

    def noted(n: int, private: bool) -> Act:
        where = {"private": True} if private else {"round_id": ROUND}
        return "study.write_memo", {"id": identifier(letter, 200 + n), "body": "A thought.", **where}

    return st.one_of(
        st.builds(coded, numbered, st.sampled_from([CODE, OTHER_CODE]), st.integers(0, 60)),
        st.builds(lambda n: ("coding.remove", {"id": identifier(letter, n)}), numbered),
        st.builds(lambda n: ("coding.note", {"id": identifier(letter, n), "note": "unsure"}), numbered),
        st.builds(proposed, numbered),
        st.builds(noted, numbered, st.booleans()),
        st.just(("study.undo", {})),
        st.just(("study.redo", {})),
    )


others = st.one_of(
    acts("b"), st.sampled_from([("judging.submit", {"id": ROUND}), ("judging.take_back", {"id": ROUND})])
)


def differences(script: list[Act], mine: list[Act]) -> list[str]:
    """What Cid could tell the two worlds apart by; in the first Ben follows the script, in the second Ben sleeps."""
    found: list[str] = []
    with two_worlds() as (busy, still):
        for n in range(max(len(script), len(mine))):
            if n < len(script):
                busy.act(busy.ben, script[n], 10_000 + n)
            if n < len(mine):
                answers = [world.act(world.cid, mine[n], n + 1) for world in (busy, still)]
                found += [] if answers[0] == answers[1] else [mine[n][0]]
        for (name, one), (_, other) in zip(busy.sweep(), still.sweep(), strict=True):
            assert one.status < 500, name
            found += [] if one == other else [name]
        found += [] if busy.heard() == still.heard() else ["feed"]
    return found


@settings(max_examples=SCRIPTS, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(st.lists(others, min_size=3, max_size=10), st.lists(acts("c"), max_size=6))
def test_nothing_a_blind_reader_receives_depends_on_the_other(script: list[Act], mine: list[Act]) -> None:
    assert differences(script, mine) == []


WORKS: list[Act] = [
    (
        "coding.apply",
        {"id": identifier("b", 1), "start": 3, "end": 9, "code_id": CODE, "round_id": ROUND},
    ),
    ("coding.add_code", {"id": identifier("b", 2), "name": "Idea", "round_id": ROUND}),
    ("study.write_memo", {"id": identifier("b", 3), "body": "A thought.", "private": True}),
]


@pytest.mark.parametrize("kind", ["codings", "codes", "memos"])
def test_a_filter_left_out_is_seen(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(visible.FILTERS, kind)
    assert differences(WORKS, []) != []


def test_the_script_is_work_that_counts() -> None:
    with two_worlds() as (busy, _):
        assert [busy.act(busy.ben, act, n + 1).status for n, act in enumerate(WORKS)] == [200, 200, 200]
        assert busy.act(busy.ben, ("judging.submit", {"id": ROUND}), 9).status == 200
        mine = ("coding.apply", {"id": identifier("c", 1), "start": 3, "end": 9, "code_id": CODE, "round_id": ROUND})
        assert busy.act(busy.cid, mine, 10).status == 200
        assert len(busy.heard()) == 1

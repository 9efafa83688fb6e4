"""Two worlds over HTTP: status, body, every header and every frame of the feed that a blind reader receives.

In one world the other reader of a blind round works, in the other that reader does nothing (see `tests/worlds.py`).
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests import worlds
from tests.functional.requests import send
from tests.planted_filters import in_sight_of_all
from tests.visiting import Site, Visitor, site
from tests.worlds import LEAD, A, Ask, B, Known, Pair, World

N_SCRIPTS = max(2, int(os.environ.get("ANSELM_WORLDS", "5")) // 2)


@dataclass
class Served(World):
    """A world behind the server, each researcher at a browser of their own."""

    site: Site | None = None
    visitors: dict[str, Visitor] | None = None

    def ask(self, who: str, ask: Ask) -> str:
        """All that came back: an answer's date is the server's, and not there in this process."""
        assert self.site is not None
        assert self.visitors is not None
        self.actors.who = who
        answer = send(self.visitors[who], ask.operation, ask.fields)
        assert answer.status < 500, str(ask)
        self.site.runner.run(asyncio.sleep(0))  # what the writer told of reaches the feed
        return repr(answer)

    def frames(self) -> list[bytes]:
        """Every frame of the feed for B, numbers and all."""
        assert self.site is not None
        self.site.runner.run(asyncio.sleep(0.002))
        return [frame for _, frame in self.site.app._feed._channels[self.known.of[B][0]].frames]


def served(base: Path, folder: Path, known: Known) -> Served:
    """A world of its own, with everyone signed in and B listening."""
    made = worlds.world(base, folder, known)
    there = site(made.workbench, frame_gap=0.0, frames_kept=10_000)
    visitors = {who: there.signed_in(known.of[who][0]) for who in (A, B, LEAD)}
    world = Served(made.workbench, made.actors, known, made.changes, there, visitors)
    there.runner.run(_listening(there, known.of[B][0]))
    return world


async def _listening(there: Site, researcher_id: str) -> Any:
    async def always(thoroughly: bool) -> bool:
        return True

    frames = there.app._feed.listen(researcher_id, None, always)
    await anext(frames)
    await frames.aclose()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("worlds"))


def differing(base: tuple[Path, Known], folder: Path, seed: int) -> list[str]:
    """What B could tell the two worlds apart by."""
    folder.mkdir(exist_ok=True)
    script = worlds.script_of_a(seed, base[1])
    pair = Pair(*(served(base[0], folder / name, base[1]) for name in ("worked", "idle")))
    one, other = pair.worked, pair.idle
    assert isinstance(one, Served)
    assert isinstance(other, Served)
    half = len(script) // 2
    for some, mine in ((script[:half], []), (script[half:], worlds.script_of_b(seed, base[1]))):
        pair.works(some)
        pair.both(B, [*mine, *worlds.questions(base[1], seed, most=4)])
    found = [str(one) for one in pair.differing]
    if one.frames() != other.frames():
        found.append("the feed")
    assert other.frames(), "B did nothing that is told"
    for world in (one, other):
        assert world.site is not None
        world.site.close()
    pair.close()
    return found


@pytest.mark.parametrize("seed", range(N_SCRIPTS))
def test_nothing_a_blind_reader_receives_depends_on_the_other(
    base: tuple[Path, Known], tmp_path: Path, seed: int
) -> None:
    found = differing(base, tmp_path, seed)
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:3])


def test_a_filter_left_out_is_seen(base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_sight_of_all(monkeypatch, "memos")
    assert differing(base, tmp_path, 0)


def test_a_number_the_readers_share_is_seen(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed counts for each reader apart; here a change nobody else may know of moves everyone's number."""
    from anselm.web.feed import Feed

    take = Feed._take

    def counting(self: Feed, changes: Any) -> None:
        for channel in self._channels.values():
            channel.number += 1
        take(self, changes)

    monkeypatch.setattr(Feed, "_take", counting)
    assert differing(base, tmp_path, 0) == ["the feed"]


def test_a_tag_on_an_answer_that_counts_the_study_is_seen(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer carries an ETag; here one does, made of how many codings the study holds, whoever made them."""
    from anselm.domain.coding import Coding
    from anselm.web.api import Api

    carry = Api._carry_out

    def tagged(self: Any, operation: Any, word: str, session: Any, sent: Any) -> Any:
        response = carry(self, operation, word, session, sent)
        standing = self._permitted(operation, word, session)
        with self._workbench.reading(standing.viewer) as reads:
            response.headers["ETag"] = f'"{reads.unblinded().count(Coding)}"'
        return response

    monkeypatch.setattr(Api, "_carry_out", tagged)
    assert differing(base, tmp_path, 0)

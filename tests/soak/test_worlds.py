"""Two hundred scripts of the other reader, and whether how long an answer takes tells the two worlds apart."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest
from tests import worlds
from tests.functional import test_two_worlds as in_process
from tests.functional import test_two_worlds_http as over_http
from tests.worlds import B, Known

N_SCRIPTS = int(os.environ.get("ANSELM_WORLDS", "200"))
N_PAIRS = int(os.environ.get("ANSELM_PAIRS", "5000"))
MOST_AUC = 0.55
# One of each kind of answer: marks, counts, the codebook, a search, the state of rounds, a table of everything, news.
TIMED = (
    "coding.marks",
    "coding.codes",
    "coding.passages",
    "corpus.find",
    "judging.rounds",
    "corpus.sources",
    "study.home",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("worlds"))


@pytest.mark.parametrize("seed", range(N_SCRIPTS))
def test_no_answer_depends_on_what_the_other_reader_did(base: tuple[Path, Known], tmp_path: Path, seed: int) -> None:
    found = in_process._differing(base, tmp_path, seed)
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:5])


@pytest.mark.parametrize("seed", range(N_SCRIPTS // 2))
def test_no_byte_over_http_depends_on_what_the_other_reader_did(
    base: tuple[Path, Known], tmp_path: Path, seed: int
) -> None:
    found = over_http.differing(base, tmp_path, seed)
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:3])


@pytest.fixture(scope="module")
def pair(base: tuple[Path, Known], tmp_path_factory: pytest.TempPathFactory) -> worlds.Pair:
    """The two worlds, after one reader has worked in one of them as hard as three scripts have it."""
    folder = tmp_path_factory.mktemp("timed")
    made = worlds.Pair(*(worlds.world(base[0], folder / name, base[1]) for name in ("worked", "idle")))
    for seed in (1, 2, 3):
        for ask in worlds.script_of_a(seed, base[1]):
            made.worked.ask(worlds.A, ask)
    return made


@pytest.mark.parametrize("name", TIMED)
def test_how_long_an_answer_takes_does_not_tell_the_worlds_apart(
    pair: worlds.Pair, base: tuple[Path, Known], name: str
) -> None:
    asks = [ask for ask in worlds.questions(base[1], most=6) if ask.name == name]
    assert asks, f"nothing asks {name}"
    dice = random.Random(name)
    took: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(N_PAIRS):
        ask = dice.choice(asks)
        for worked in dice.sample((True, False), 2):
            world = pair.worked if worked else pair.idle
            begun = time.perf_counter_ns()
            world.ask(B, ask)
            took[worked].append(time.perf_counter_ns() - begun)
    share = auc(took[True], took[False])
    print(json.dumps({"asked": name, "pairs": N_PAIRS, "auc": round(share, 4)}))
    assert max(share, 1 - share) <= MOST_AUC


def auc(one: list[float], other: list[float]) -> float:
    """How often a time of the one is longer than one of the other; equal times count half."""
    ordered = sorted([(value, 1) for value in one] + [(value, 0) for value in other])
    rank_sum, at = 0.0, 0
    while at < len(ordered):
        to = at
        while to < len(ordered) and ordered[to][0] == ordered[at][0]:
            to += 1
        rank_sum += sum(which for _, which in ordered[at:to]) * (at + 1 + to) / 2
        at = to
    return (rank_sum - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))


def test_a_time_that_depends_on_the_other_reader_would_be_seen() -> None:
    dice = random.Random(3)
    quiet = [dice.gauss(10, 1) for _ in range(2000)]
    assert auc(quiet, [dice.gauss(10, 1) for _ in range(2000)]) == pytest.approx(0.5, abs=0.03)
    assert auc([one + 0.5 for one in quiet], [dice.gauss(10, 1) for _ in range(2000)]) > MOST_AUC

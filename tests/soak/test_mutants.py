"""Ten thousand damaged files of every kind that is read: each answered in plain words, within the limits."""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest
from tests.formats import test_hostile_files as hundreds
from tests.formats.hostile_documents import good_documents
from tests.formats.hostile_files import HostileFile, damaged, damaged_files
from tests.formats.hostile_projects import good_project, inside_damaged

from anselm.domain.interchange import ReadProject
from anselm.domain.parsed import Parsed, ParseOutcome, Refusal
from anselm.formats.sheet import read_sheet
from anselm.workers.pool import ParserPool

N_MUTANTS = int(os.environ.get("ANSELM_MUTANTS", "10000"))
MOST_SECONDS = 20
TABLE = 'code;role;What happened?\nP01;nurse;"It was ""daft"", and long."\nP02;porter;Größe \U0001f600\n'.encode()


def mutants() -> Iterator[HostileFile]:
    """Without end: the good files whole, cut short and damaged, by one seed after the other."""
    seed = 10_000
    while True:
        seed += 1
        chance = random.Random(seed)
        for one in (*damaged_files(chance), *damaged(good_documents(), chance)):
            yield one._replace(title=f"{seed}: {one.title}")


@pytest.fixture(scope="module")
def run() -> Iterator[hundreds.Run]:
    answers: list[tuple[HostileFile, ParseOutcome]] = []
    slowest, zygotes = 0.0, set()
    with ParserPool() as pool:
        for file in islice(mutants(), N_MUTANTS):
            began = time.monotonic()
            answers.append((file, pool.parse(file.name, file.data)))
            slowest = max(slowest, time.monotonic() - began)
            assert pool._zygote is not None
            zygotes.add(pool._zygote.pid)
        kinds = Counter("read" if isinstance(one, Parsed) else "refused" for _, one in answers)
        print(json.dumps({"n": len(answers), **kinds, "slowest_s": round(slowest, 2), "peak_mb": round(pool.peak_mb)}))
        assert slowest <= MOST_SECONDS
        yield hundreds.Run(answers, [], len(zygotes), pool.peak_mb, called=False)


def test_no_damaged_file_comes_to_a_limit_or_breaks_its_reader(run: hundreds.Run) -> None:
    hundreds.test_no_file_comes_to_a_limit_or_breaks_its_reader(run)


def test_every_damaged_file_is_answered_in_plain_words_that_repeat_nothing_of_it(run: hundreds.Run) -> None:
    hundreds.test_every_refusal_is_a_plain_sentence_that_repeats_nothing_of_the_file(run)


def test_every_damaged_file_that_is_read_has_words_and_places_in_order(run: hundreds.Run) -> None:
    hundreds.test_every_file_that_is_read_has_words_and_places_in_order(run)


def test_every_damaged_project_is_read_or_refused_in_plain_words_within_the_limits() -> None:
    kinds: Counter[bool] = Counter()
    with ParserPool() as pool:
        for seed in range(max(1, N_MUTANTS // 100)):
            chance = random.Random(seed)
            for file in (*inside_damaged(chance), *damaged({"qdpx": good_project()}, chance)):
                outcome = pool.read("project", "a.qdpx", file.data)
                assert isinstance(outcome, ReadProject | Refusal), (seed, file.title)
                assert not isinstance(outcome, Refusal) or not outcome.reason.startswith(hundreds.BROKEN), outcome
                kinds[isinstance(outcome, Refusal)] += 1
    print(json.dumps({"projects": kinds.total(), "refused": kinds[True], "peak_mb": round(pool.peak_mb)}))
    assert kinds[True]
    assert kinds[False]


def test_every_damaged_table_is_read_or_refused_by_line() -> None:
    told = 0
    for seed in range(max(1, N_MUTANTS // 40)):
        for file in damaged({"csv": TABLE}, random.Random(seed)):
            told += isinstance(read_sheet(file.name, file.data), Refusal)
    assert told > 0

"""What strangers may send: every file is answered in plain words, within the limits, and does no more."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.formats.hostile_documents import hostile_documents
from tests.formats.hostile_files import CANARY, HostileFile, damaged_files, hostile_files

from anselm.domain.parsed import Parsed, ParseOutcome, Refusal, RenderedPage
from anselm.workers.pool import ParserPool

# How a refusal begins when a limit was reached or something broke; none of these files may come to that.
BROKEN = ("Reading it", "Its reader", "The system stopped", "The process that reads", "It was not read")


class Run(NamedTuple):
    """What became of all files, and of the place they were read in."""

    answers: list[tuple[HostileFile, ParseOutcome]]
    left_behind: list[str]
    n_zygotes: int
    peak_mb: float
    called: bool
    pages: list[tuple[HostileFile, object]]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """All files through one pool, in a folder with a canary file, beside a canary port."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / f"{CANARY}.txt").write_text(CANARY, encoding="ascii")
    before, zygotes = os.getcwd(), set()
    os.chdir(folder)
    try:
        with socket.create_server(("127.0.0.1", 0)) as port, ParserPool() as pool, ParserPool() as drawing:
            port.setblocking(False)
            answers, pages = [], []
            for file in (*hostile_files(), *hostile_documents()):
                data = file.data.replace(b"127.0.0.1:9/", f"127.0.0.1:{port.getsockname()[1]}/".encode())
                answers.append((file, pool.parse(file.name, data)))
                assert pool._zygote is not None
                zygotes.add(pool._zygote.pid)
                if file.name.endswith(".pdf"):
                    pages.append((file, drawing.read("page", file.name, data, "1")))
            try:
                called = bool(port.accept())
            except BlockingIOError:
                called = False
            left = [path.name for path in folder.rglob("*") if path.stem != CANARY]
            yield Run(answers, left, len(zygotes), pool.peak_mb, called, pages)
    finally:
        os.chdir(before)


def test_there_are_hundreds_of_different_files(everything: Run) -> None:
    assert len({(file.name, file.data) for file, _ in everything.answers}) > 450
    assert len({file.title for file, _ in everything.answers}) == len(everything.answers)


def test_each_file_is_answered_as_it_should_be(everything: Run) -> None:
    wrong = [
        (file.title, outcome if isinstance(outcome, Refusal) else "read")
        for file, outcome in everything.answers
        if (file.words == "" and not isinstance(outcome, Parsed))
        or (file.words and not (isinstance(outcome, Refusal) and file.words in outcome.reason))
    ]
    assert not wrong, wrong[:5]


def test_no_file_comes_to_a_limit_or_breaks_its_reader(everything: Run) -> None:
    broken = [
        (file.title, outcome.reason)
        for file, outcome in everything.answers
        if isinstance(outcome, Refusal) and outcome.reason.startswith(BROKEN)
    ]
    assert not broken
    assert everything.n_zygotes == 1
    assert everything.peak_mb <= 300


def test_the_first_page_of_each_is_drawn_or_refused_in_plain_words(everything: Run) -> None:
    assert len(everything.pages) > 30
    for file, drawn in everything.pages:
        assert isinstance(drawn, (RenderedPage, Refusal)), file.title
        if isinstance(drawn, Refusal):
            assert drawn.reason.endswith("."), file.title
            assert all(sign.isprintable() for sign in drawn.reason), file.title
            assert not drawn.reason.startswith(BROKEN), (file.title, drawn.reason)


def test_every_refusal_is_a_plain_sentence_that_repeats_nothing_of_the_file(everything: Run) -> None:
    for file, outcome in everything.answers:
        if isinstance(outcome, Refusal):
            assert outcome.reason[0].isupper(), file.title
            assert outcome.reason.endswith("."), file.title
            assert len(outcome.reason + outcome.place + outcome.advice) < 900, file.title
            said = outcome.reason + outcome.place + outcome.advice
            assert all(sign.isprintable() for sign in said), file.title
            assert not any(word in said for word in ("Error", "Traceback", "0x7f", "<script", "words number"))


def test_every_file_that_is_read_has_words_and_places_in_order(everything: Run) -> None:
    for file, outcome in everything.answers:
        if isinstance(outcome, Parsed):
            text = outcome.text
            # A PDF without words, as a scanner makes it, comes in for its pages.
            assert text.strip() or outcome.pages, file.title
            assert "\r" not in text, file.title
            assert text.encode("utf-8").decode("utf-8") == text, file.title
            turns, syncs = outcome.utterances, outcome.syncs
            assert all(one.end <= other.start for one, other in pairwise(turns)), file.title
            assert all(turn.end <= len(text) and turn.speaker for turn in turns), file.title
            assert all(one.position < other.position for one, other in pairwise(syncs)), file.title
            assert all(one.at_ms <= other.at_ms for one, other in pairwise(syncs)), file.title
            assert all(sync.position <= len(text) for sync in syncs), file.title


def test_nothing_is_fetched_opened_or_written(everything: Run) -> None:
    assert not everything.called
    assert everything.left_behind == []
    for file, outcome in everything.answers:
        said = outcome.text if isinstance(outcome, Parsed) else outcome.reason + outcome.advice
        assert CANARY not in said, file.title
    outside = [Path(os.path.abspath(os.sep)) / "etc" / "evil.xml", Path("evil.xml"), Path("..") / "evil.xml"]
    assert not any(path.exists() for path in outside)


def test_the_same_seed_makes_the_same_files() -> None:
    first, again, other = (list(damaged_files(random.Random(seed))) for seed in (1, 1, 2))
    assert first == again
    assert first != other

"""Hostile projects (RELIABILITY 3.2): each answered in plain words, and nothing of one is half in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.factories import DirectParser, Hand, owner, study
from tests.formats.hostile_files import CANARY, HostileFile
from tests.formats.hostile_projects import good_project, hostile_projects

from anselm.domain.errors import AnselmError
from anselm.domain.interchange import ReadProject
from anselm.domain.parsed import Refusal
from anselm.workers.pool import ParserPool

BROKEN = ("Reading it", "Its reader", "The system stopped", "The process that reads", "It was not read")
NOT_SAID = ("Error", "Traceback", "0x7f", "<script", CANARY)


class Run(NamedTuple):
    """What the limited reader made of each project."""

    answers: list[tuple[HostileFile, ReadProject | Refusal]]
    peak_mb: float
    left_behind: list[str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Every project through one pool, in a folder with a canary file."""
    folder, before = tmp_path_factory.mktemp("hostile"), os.getcwd()
    (folder / f"{CANARY}.txt").write_text(CANARY, encoding="ascii")
    os.chdir(folder)
    try:
        with ParserPool() as pool:
            answers = []
            for one in hostile_projects():
                found = pool.read("project", one.name, one.data)
                assert isinstance(found, ReadProject | Refusal), one.title
                answers.append((one, found))
            left = [path.name for path in folder.rglob("*") if path.stem != CANARY]
            yield Run(answers, pool.peak_mb, left)
    finally:
        os.chdir(before)


def test_there_are_enough_of_them_and_no_two_are_one(run: Run) -> None:
    assert len({one.title for one, _ in run.answers}) == len(run.answers) > 180
    kinds = {isinstance(found, Refusal) for _, found in run.answers}
    assert kinds == {True, False}


def test_each_is_answered_as_it_should_be(run: Run) -> None:
    wrong = [
        (one.title, found.reason if isinstance(found, Refusal) else "read")
        for one, found in run.answers
        if (one.words == "" and isinstance(found, Refusal))
        or (one.words and not (isinstance(found, Refusal) and one.words in found.reason))
    ]
    assert not wrong, wrong


def test_none_comes_to_a_limit_and_every_refusal_is_a_plain_sentence(run: Run) -> None:
    for one, found in run.answers:
        if isinstance(found, Refusal):
            said = found.reason + found.place + found.advice
            assert not found.reason.startswith(BROKEN), (one.title, found)
            assert found.reason[0].isupper(), one.title
            assert found.reason.endswith("."), one.title
            assert all(sign.isprintable() for sign in said), one.title
            assert len(said) < 900, one.title
            assert not any(word in said for word in NOT_SAID), one.title
    assert run.peak_mb <= 300
    assert run.left_behind == []


def test_whatever_is_read_has_its_codings_in_its_texts_and_nothing_from_elsewhere(run: Run) -> None:
    for one, found in run.answers:
        if isinstance(found, ReadProject):
            assert CANARY not in repr(found.study), one.title
            assert "root:" not in repr(found.study), one.title
            for source in found.study.sources:
                if source.text or source.kind != "pdf":  # else the PDF says it, and how far
                    assert all(0 <= mark.start < mark.end <= len(source.text) for mark in source.codings), one.title
                assert all(0 <= mark.start < mark.end <= len(source.text) for mark in source.remarks), one.title
            assert all(left.what and left.why and left.n > 0 for left in found.study.left), one.title


def shown(hand: Hand) -> tuple[object, ...]:
    kinds = ("corpus.sources", "coding.codes", "study.memos", "fieldwork.cases", "fieldwork.recordings")
    rows = hand.do("coding.codings_table", set="working")
    return (*(hand.do(kind) for kind in kinds), rows)


def brought(hand: Hand, request: dict[str, Any]) -> Any:
    """What came in, or why not."""
    try:
        return hand.do("coding.bring_project", **request)
    except AnselmError as error:
        return error


def test_each_comes_in_whole_or_not_at_all_and_undo_takes_it_back(tmp_path: Path) -> None:
    """One study takes them all, one after the other: what is refused changes nothing, what came goes again."""
    hand = owner(study(tmp_path, parser=DirectParser()))
    before, empty = hand.workbench.content_digest(), shown(hand)
    n_in = 0
    for at, one in enumerate(hostile_projects()):
        if "damaged" in one.title and at % 4:
            continue  # they are all read above
        request = {"file": {"name": one.name, "data": one.data}}
        done = brought(hand, request)
        if isinstance(done, AnselmError):
            assert done.message[:1].isupper(), one.title
            assert not done.message.startswith(BROKEN), (one.title, done.message)
            assert hand.workbench.content_digest() == before, one.title
            continue
        assert len(hand.do("corpus.sources")) == done.n_sources, one.title
        assert len(hand.do("coding.codes")) == done.n_codes, one.title
        if done.anything:
            n_in += 1
            assert hand.do("study.undo"), one.title
        assert shown(hand) == empty, one.title
        before = hand.workbench.content_digest()
    assert n_in > 50
    assert hand.workbench.verify().intact


def test_the_good_one_comes_in_with_a_coding_of_every_kind(tmp_path: Path) -> None:
    hand = owner(study(tmp_path, parser=DirectParser()))
    done = hand.do("coding.bring_project", file={"name": "a.qdpx", "data": good_project()})
    assert (done.n_sources, done.n_recordings, done.n_codings, done.left) == (2, 1, 3, ())

"""A study with a little of everything: what a reader of a blind round knows, and what is hidden from that reader."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest

from anselm.bootstrap import Command, Workbench
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import SavedFind, Source, SourceVersion, Speaker, Utterance, VersionRole
from anselm.domain.fieldwork import Case, CaseKind, Encounter, Participant, Recording
from anselm.domain.interpretation import Placement, Theme
from anselm.domain.judging import Judgement, Round, RoundKind, Submission, UnitKind
from anselm.domain.reporting import ClaimSearch, Report
from anselm.domain.study import Memo, MemoKind, Role, StageMark, Viewer, ViewerKind


def rows_of(reader: str, other: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a reader of a blind round knows, by the field that names it; and one row of every kind that reader may
    not know of: the other's work, and what is held.
    """
    ids: dict[str, str] = {}

    def new(name: str) -> str:
        return ids.setdefault(name, str(UUID(int=0xABC0 + len(ids), version=4)))

    round_id, source, version = new("round"), new("source"), new("version")
    held, held_version = new("held source"), new("held version")
    moment = "2026-01-01T00:00:00.000Z"
    round_ = Round(round_id, "blind", RoundKind.CODE, UnitKind.SPAN, blind=True, judge_ids=(reader, other))
    mine = new("open round")
    seen = {
        "round_id": round_,
        "source_id": Source(
            source, "one.txt", "transcript", encounter_id=new("seen encounter"), current_version_id=version
        ),
        "encounter_id": Encounter(new("seen encounter"), "INT01"),
        "recording_id": Recording(new("seen recording"), ids["seen encounter"], "0" * 64, "audio/wav"),
        "version_id": _version(version, source),
        "code_id": Code(new("seen code"), "Ours", author_id=reader),
        "theme_id": Theme(new("seen theme"), "Ours", author_id=reader),
        "coding_id": Coding(new("seen coding"), round_id, reader, source, version, 0, 5, ids["seen code"]),
        "memo_id": Memo(new("seen memo"), reader, MemoKind.ANALYTIC, "ours"),
        "case_id": Case(new("seen case"), CaseKind.TEAM, "T1", "Team"),
        "participant_id": Participant(new("seen participant"), "P1"),
        "speaker_id": Speaker(new("seen speaker"), source, "A"),
        "report_id": Report(new("seen report"), "What we found", "Words."),
        "open_round_id": Round(mine, "open", RoundKind.CODE, UnitKind.SPAN, blind=False, judge_ids=(reader,)),
    }
    hidden = {
        "coding": Coding(new("coding"), round_id, other, source, version, 0, 5, "c", created_at=moment),
        "judgement": Judgement(new("judgement"), round_id, other, UnitKind.SPAN, "u", "yes"),
        "placement": Placement(new("placement"), "l", "k", "code", "c", other, round_id=round_id),
        "theme": Theme(new("theme"), "Theirs", author_id=other, round_id=round_id),
        "code": Code(new("code"), "Theirs", proposed_in=round_id, author_id=other),
        "submission": Submission(new("submission"), round_id, other),
        "private memo": Memo(new("private memo"), other, MemoKind.ANALYTIC, "words", private=True),
        "mark of a stage": StageMark(new("stage mark"), "code-independently", other, source, round_id=round_id),
        "find of the round": SavedFind(new("find"), "Theirs", "phone", author_id=other, round_id=round_id),
        "search of the round": ClaimSearch(new("search"), "q", other, "Theirs", 1, 0, moment, round_id),
        "memo of the round": Memo(new("memo"), other, MemoKind.ANALYTIC, "words", round_id=round_id),
        "held source": Source(
            held,
            "two.txt",
            "transcript",
            encounter_id=new("held encounter"),
            current_version_id=held_version,
            held_at=moment,
        ),
        "held recording": Recording(new("held recording"), ids["held encounter"], "0" * 64, "audio/wav"),
        "held version": _version(held_version, held),
        "held speaker": Speaker(new("speaker"), held, "B"),
        "held coding": Coding(new("held coding"), round_id, reader, held, held_version, 0, 5, "c", created_at=moment),
    }
    return seen, hidden


TEXT = "A: What happened then?\nB: We kept the card in the pocket."


def _version(identifier: str, source: str) -> SourceVersion:
    return SourceVersion(identifier, source, 1, VersionRole.RAW, len(TEXT), "", "", n_utterances=2)


def populate(workbench: Workbench, reader: str, other: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keep all of it, with the texts of both sources; see `rows_of` for the answer."""
    seen, hidden = rows_of(reader, other)
    texts = ((seen["version_id"], seen["speaker_id"]), (hidden["held version"], hidden["held speaker"]))

    def keep(work: Any) -> None:
        work.add_all([*seen.values(), *hidden.values()])
        for version, speaker in texts:
            at = TEXT.index("B:")
            turns = [
                Utterance(version.id, 1, 0, 3, at - 1, speaker.id),
                Utterance(version.id, 2, at, at + 3, len(TEXT), speaker.id),
            ]
            work.keep_text(version.id, TEXT, turns, ())

    everything = Viewer(workbench.study_id, other, (Role.OWNER,), ViewerKind.WORKER)
    workbench._store.write(everything, Command("tests.populate"), keep)
    return seen, hidden


class Rehearsed(Exception):
    """Takes a write back."""


def rehearse(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on every write runs and is then taken back."""
    write = workbench._store.write

    def rehearsed(viewer: Viewer, command: Any, run: Callable[[Any], Any]) -> Any:
        answers: list[Any] = []

        def then_back(work: Any) -> None:
            answers.append(run(work))
            work.finish()
            raise Rehearsed

        with suppress(Rehearsed):
            write(viewer, command, then_back)
        return answers[0]

    monkeypatch.setattr(workbench._store, "write", rehearsed)

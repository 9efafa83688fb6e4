"""A study of the size the aims name: 2,700 sources, 300 codes, 300,000 codings, 270 teams, 40 themes. All made up."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from anselm.bootstrap import Workbench, create_study
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, Speaker, SpeakerKind, Utterance, VersionRole
from anselm.domain.fieldwork import (
    Attribute,
    AttributeValue,
    Case,
    CaseKind,
    Encounter,
    Membership,
    Participant,
)
from anselm.domain.interpretation import Cell, Theme, ThemeMember, ThemeState
from anselm.domain.judging import Round
from anselm.services.ports import Work
from anselm.storage.work import Command

N_CASES, N_SOURCES, N_CODES, N_THEMES, N_CODINGS = 270, 2_700, 300, 40, 300_000
N_TURNS, TURN = 150, 200  # turns of a source, characters of a turn
ROLES = ("manager", "experienced", "newcomer")
WORDS = ("we learn by asking whoever sits near", "and then somebody shows", "how it is done here", "on the day")


def large_study(folder: Path, n_sources: int = N_SOURCES, n_codings: int = N_CODINGS) -> Workbench:
    """Make it, or one of fewer sources and codings, one piece of work a step. All is read by the owner, openly."""
    workbench = create_study(folder, title="A large study", owner="Ada")
    rng = random.Random(20)
    step(workbench, _people())
    step(workbench, _codebook())
    text = _text(rng)
    for at in range(0, n_sources, 300):
        numbers = range(at, min(at + 300, n_sources))
        _texts(workbench, numbers, text)
        step(workbench, _sources(numbers))
    with workbench.reading(workbench.viewer()) as reads:
        (standing,) = [one.id for one in reads.find(Round) if one.standing]
    me = workbench.viewer().researcher_id
    for at in range(0, n_codings, 20_000):
        step(workbench, _codings(rng, range(at, min(at + 20_000, n_codings)), n_sources, standing, me))
    step(workbench, _cells(me))
    return workbench


def step(workbench: Workbench, rows: Iterable[object]) -> None:
    """Add these rows as one piece of work."""
    made = list(rows)
    written(workbench, lambda work: work.add_all(made))


def written(workbench: Workbench, run: Callable[[Work], None]) -> None:
    """Carry out one piece of work."""
    store = workbench._store  # noqa: SLF001 - rows in bulk, past the operations of one coding each
    store.write(workbench.viewer(), Command("bench.rows", "adding rows"), run)


def _people() -> Iterable[object]:
    yield Attribute("age", "years together", "case")
    for n in range(N_CASES):
        yield Case(f"case-{n}", CaseKind.TEAM, f"T{n + 1}", f"Team {n + 1}", founded=f"{1995 + n % 28}-03")
        yield AttributeValue(f"age-{n}", "age", f"case-{n}", str(n % 28))
        for k, role in enumerate(ROLES):
            yield Participant(f"person-{n}-{k}", f"P{n * 3 + k:04d}")
            yield Membership(f"member-{n}-{k}", f"person-{n}-{k}", f"case-{n}", role)


def _codebook() -> Iterable[object]:
    for n in range(N_CODES):
        yield Code(f"code-{n}", f"Code number {n}", f"K{n}", family=n % 8 + 1, position=n)
    for n in range(N_THEMES):
        yield Theme(f"theme-{n}", f"TH{n}", f"Theme number {n}", state=ThemeState.CANDIDATE, position=n)
        for k in range(7):
            yield ThemeMember(f"in-{n}-{k}", f"theme-{n}", "code", f"code-{(n * 7 + k) % N_CODES}")


def _text(rng: random.Random) -> str:
    turns = []
    for _ in range(N_TURNS):
        said = " ".join(rng.choice(WORDS) for _ in range(TURN // 10))
        turns.append(("A: " + said)[: TURN - 1] + "\n")
    return "".join(turns)


def _texts(workbench: Workbench, numbers: Sequence[int], text: str) -> None:
    def keep(work: Work) -> None:
        rows: list[object] = []
        for n in numbers:
            turns = [
                Utterance(f"text-{n}", k + 1, k * TURN, k * TURN + 3, (k + 1) * TURN - 1, f"voice-{n}-{k % 2}")
                for k in range(N_TURNS)
            ]
            salt, digest = work.keep_text(f"text-{n}", text, turns, ())
            rows.append(
                SourceVersion(
                    f"text-{n}", f"source-{n}", 1, VersionRole.CHECKED, len(text), salt, digest, n_utterances=N_TURNS
                )
            )
        work.add_all(rows)

    written(workbench, keep)


def _sources(numbers: Sequence[int]) -> Iterable[object]:
    for n in numbers:
        case, person = n % N_CASES, n // N_CASES % 3
        day = f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        yield Encounter(
            f"talk-{n}", f"E{n:04d}", held_on=day, participant_ids=(f"person-{case}-{person}",), case_id=f"case-{case}"
        )
        yield Source(f"source-{n}", f"Interview {n:04d}", encounter_id=f"talk-{n}", current_version_id=f"text-{n}")
        yield Speaker(f"voice-{n}-0", f"source-{n}", "I", SpeakerKind.INTERVIEWER)
        yield Speaker(f"voice-{n}-1", f"source-{n}", "A", SpeakerKind.PARTICIPANT, f"person-{case}-{person}")


def _codings(rng: random.Random, numbers: Sequence[int], n_sources: int, standing: str, me: str) -> Iterable[Coding]:
    for n in numbers:
        source = n % n_sources
        start = rng.randrange(N_TURNS * TURN - 800)
        end = start + rng.randrange(20, 700)
        # A few codes are on everything, most are rare.
        code = int(N_CODES * rng.random() ** 2)
        yield Coding(f"k{n}", standing, me, f"source-{source}", f"text-{source}", start, end, f"code-{code}")


def _cells(me: str) -> Iterable[Cell]:
    for n in range(0, N_CASES * N_THEMES, 3):
        yield Cell(
            f"cell-{n}", "", f"case-{n % N_CASES}", f"theme-{n // N_CASES}", "What they tell of it, in short.",
            author_id=me, changed_at="2026-01-01T00:00:00.000Z",
        )  # fmt: skip

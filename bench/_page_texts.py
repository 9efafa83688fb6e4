"""Studies for the bench page: interviews in several scripts, so many bytes and codings, read by one person."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from bench._large import step, written

from anselm.bootstrap import create_study
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, Speaker, SpeakerKind, Utterance, VersionRole
from anselm.domain.judging import Round
from anselm.services.ports import Work

N_FAMILIES = 8
WORDS = {
    "en": "we learn by asking whoever sits near and then somebody shows how it is done here on the day of the round",
    "he": "אנחנו לומדים כשמישהו מראה NHS 2024",
    "zh": "我们 是 问了 旁边 的 人 才 学会 的",
    "mixed": "she said שלום and 你好 and laughed \U0001f469\u200d\u2695\ufe0f cafe\u0301 हिन्दी",
}
# Of a hundred turns: English, English with the others in it, Hebrew, Chinese.
SHARES = (70, 14, 8, 8)
KINDS = ("en", "mixed", "he", "zh")
ACTS = (
    "Asking", "Showing", "Overhearing", "Watching", "Being left", "Covering", "Learning", "Bending rules",
    "Deciding", "Waiting", "Handing over", "Writing down", "Trusting", "Not asking", "Being watched", "Keeping quiet",
    "Joining in", "Correcting", "Remembering", "Putting up",
)  # fmt: skip
PLACES = (
    "at handover", "on the ward", "by phone", "in the car", "at night", "on Sundays", "with a manager", "alone",
    "in the kitchen", "after an error", "before a visit", "with a newcomer", "at the board", "in training", "on paper",
    "with a family", "in the first week", "under time", "among equals", "in the corridor", "in two languages",
    "when it is quiet", "with old hands", "at the door", "for the record", "without words", "by habit", "in a meeting",
    "out of turn", "by the book", "on trust", "in passing", "at a distance", "between shifts", "over lunch",
    "on the stairs", "in uniform", "with a machine", "for money", "as a joke", "in haste", "by heart", "from notes",
    "at the end", "in the beginning", "once more", "with care", "by chance", "in writing", "as told",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """An interview: its name, its words, where its turns start, and what is coded (start, end, number of the code)."""

    name: str
    text: str
    starts: tuple[int, ...]
    codings: tuple[tuple[int, int, int], ...]

    def for_a_page(self) -> list[object]:
        """The words and the codings in the offsets of a browser, each with its family of colours."""
        units = [0, *accumulate(1 + (ord(letter) > 0xFFFF) for letter in self.text)]
        return [self.text, [[units[start], units[end], code % N_FAMILIES + 1] for start, end, code in self.codings]]


def told(name: str, n_bytes: int, n_codings: int, n_codes: int) -> Told:
    """An interview of at most so many bytes of UTF-8; the same each time."""
    rng = random.Random(n_bytes)
    lines: list[str] = []
    used = 0
    while True:
        words = WORDS[rng.choices(KINDS, SHARES)[0]].split(" ")
        said = " ".join(rng.choice(words) for _ in range(rng.randrange(5, 90)))
        line = f"{'IA'[len(lines) % 2]}: {said}"
        used += len(line.encode()) + 1
        if used > n_bytes:
            break
        lines.append(line)
    starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    text = "\n".join(lines)
    codings = []
    for _ in range(n_codings):
        start = rng.randrange(len(text) - 720)
        codings.append((start, start + rng.randrange(20, 700), rng.randrange(n_codes)))
    return Told(name, text, starts, tuple(codings))


def named(n: int) -> str:
    """The name of a code, no two alike up to a thousand."""
    return f"{ACTS[n % len(ACTS)]} {PLACES[n // len(ACTS) % len(PLACES)]}"


def study_of(folder: Path, texts: tuple[Told, ...], n_codes: int) -> Path:
    """Make it and leave it closed; the source of a text bears the text's name."""
    workbench = create_study(folder, title="Bench", owner="Ada")
    try:
        step(
            workbench,
            [
                Code(
                    f"code-{n}", named(n), f"K{n}", f"Someone tells of {named(n).lower()}.",
                    family=n % N_FAMILIES + 1, position=n,
                )
                for n in range(n_codes)
            ],
        )  # fmt: skip
        with workbench.reading(workbench.viewer()) as reads:
            (standing,) = [one.id for one in reads.find(Round) if one.standing]
        me = workbench.viewer().researcher_id
        for one in texts:
            written(workbench, lambda work, one=one: _keep(work, one))
            step(
                workbench,
                [
                    Coding(f"{one.name}-{k}", standing, me, one.name, f"text-{one.name}", start, end, f"code-{code}")
                    for k, (start, end, code) in enumerate(one.codings)
                ],
            )
    finally:
        workbench.close()
    return folder


def _keep(work: Work, one: Told) -> None:
    version, source = f"text-{one.name}", one.name
    ends = [*(start - 1 for start in one.starts[1:]), len(one.text)]
    turns = [
        Utterance(version, k + 1, start, start + 3, end, f"voice-{source}-{k % 2}")
        for k, (start, end) in enumerate(zip(one.starts, ends, strict=True))
    ]
    salt, digest = work.keep_text(version, one.text, turns, ())
    work.add_all(
        [
            Source(source, f"Interview {source}", current_version_id=version),
            SourceVersion(
                version, source, 1, VersionRole.CHECKED, len(one.text), salt, digest, n_utterances=len(turns)
            ),
            Speaker(f"voice-{source}-0", source, "I", SpeakerKind.INTERVIEWER),
            Speaker(f"voice-{source}-1", source, "A", SpeakerKind.PARTICIPANT),
        ]
    )

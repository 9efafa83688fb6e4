"""Two worlds: the same study, the same questions of one reader, and another reader who works or does nothing.

Whatever the one receives must be equal in both. `script_of_a` is what the other does; `questions` is everything the
one may ask, `script_of_b` what the one does. They are plain (operation, fields), so that a world can be asked in
process (`World.ask`) or over HTTP.
"""

from __future__ import annotations

import itertools
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from tests.asking import ASKED, BY_ID
from tests.factories import DirectParser, QuickHasher, colleague, owner
from tests.functional.requests import value_for

from anselm.bootstrap import Change, Outside, Workbench, create_study, open_study, outside
from anselm.domain.errors import AnselmError
from anselm.services.catalogue import BY_NAME, OPERATIONS
from anselm.services.operations import Operation
from anselm.services.ports import Download
from anselm.services.wire import jsonable, request_of

A, B, LEAD, FOUNDING = "a", "b", "lead", "founding"
PREFIX = {A: "aaaaaaaa", B: "bbbbbbbb", LEAD: "eeeeeeee", FOUNDING: "00000000"}
ROUND, OPEN_ROUND = "r-blind", "r-open"
TEXT = (
    "[00:00:01] I1: How do you learn?\n"
    "[00:00:04] P01: I hear them on the phone. Then I write it down for the next one.\n"
    "[00:00:20] I1: And after?\n"
    "[00:00:24] P01: We talk in the kitchen. 😀 Nobody told me to. I was in the room.\n"
    "[00:00:40] P02: In the car we go over it again, and then it is clear.\n"
)


class Actors:
    """Clock, identifiers and salts counted apart for whoever acts, so that one's work moves nothing of another's."""

    def __init__(self, begin: int = 0) -> None:
        self.who = FOUNDING
        self._begin = begin
        self._counts: dict[tuple[str, str], int] = {}

    def _next(self, what: str) -> int:
        key = (self.who, what)
        self._counts[key] = self._counts.get(key, self._begin) + 1
        return self._counts[key]

    def now(self) -> str:
        minutes, second = divmod(self._next("now"), 60)
        hours, minute = divmod(minutes, 60)
        return f"2026-01-{hours // 24 + 1:02d}T{hours % 24:02d}:{minute:02d}:{second:02d}.000Z"

    def new(self) -> str:
        return f"{PREFIX[self.who]}-1111-4000-8000-{self._next('new'):012x}"

    def salt(self) -> str:
        return PREFIX[self.who] + f"{self._next('salt'):024x}"

    def outside(self) -> Outside:
        return outside(clock=self, ids=self, entropy=self, hasher=QuickHasher(), parser=DirectParser())


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the operation by name, and its fields as JSON."""

    name: str
    fields: dict[str, Any]

    @property
    def operation(self) -> Operation:
        return BY_NAME[self.name]

    def __str__(self) -> str:
        return f"{self.name} {json.dumps(self.fields, ensure_ascii=False, default=str)}"


@dataclass
class Known:
    """Identifiers of the study by the field that names them, and what A alone may know of."""

    of: dict[str, list[str]]
    hidden: list[str]
    lengths: dict[str, int]

    def ids(self, name: str) -> list[str]:
        """What a field of this name can mean; nothing for a field that names no identifier."""
        return self.of.get(name, self.of.get(name.removesuffix("s"), []))


@dataclass
class World:
    """An open study and whoever acts on it; `heard` is what the feed would tell each."""

    workbench: Workbench
    actors: Actors
    known: Known
    changes: list[Change] = field(default_factory=list)

    def ask(self, who: str, ask: Ask) -> str:
        """The answer of an operation, or its refusal, as one line."""
        self.actors.who = who
        viewer = self.workbench.viewer(self.known.of[who][0])
        operation = ask.operation
        try:
            request = request_of(operation.request, ask.fields)
            answer = self.workbench.call(viewer, operation, request)
        except AnselmError as refusal:
            return json.dumps([refusal.code, refusal.message, refusal.place, refusal.advice], ensure_ascii=False)
        if isinstance(answer, Download):
            return f"{answer.name} {answer.media_type} {answer.content.hex()}"
        return json.dumps(jsonable(operation.answer, answer), ensure_ascii=False)

    def heard_by(self, who: str) -> list[tuple[str, str]]:
        """What the feed told someone since it was last looked at."""
        me = self.known.of[who][0]
        told = [(one.kind, one.id) for one in self.changes if one.only_for in (None, me)]
        self.changes.clear()
        return told


def refused(answer: str) -> bool:
    """Whether an answer of `World.ask` is a refusal."""
    return answer.startswith(('["invalid"', '["refused"', '["not-found"', '["not-allowed"'))


def found_study(folder: Path) -> tuple[Path, Known]:
    """A study with a little in every room, two readers of a blind round, and one who leads it; closed again."""
    actors = Actors()
    parts = actors.outside()
    workbench = create_study(folder / "study", title="Two worlds", owner="Ada Lead", parts=parts)
    chief = owner(workbench)
    one, other = colleague(workbench, "Kay Ash", key="K"), colleague(workbench, "Lou Bay", key="L", prefix="cccccccc")
    known = Known({A: [one.viewer.researcher_id], B: [other.viewer.researcher_id]}, [], {})
    known.of[LEAD] = [chief.viewer.researcher_id]
    known.of["researcher_id"] = known.of["judge_id"] = [*known.of[A], *known.of[B], *known.of[LEAD]]
    for ask in _furniture(known):
        made = chief.do(ask.name, **ask.fields)
        if ask.name == "corpus.import_file":
            source_id = made.accepted[0].source_id
            reading = chief.do("corpus.reading", source_id=source_id)
            known.of.setdefault("source_id", []).append(source_id)
            known.of.setdefault("version_id", []).append(reading.version_id)
            known.of.setdefault("speaker_id", []).extend(
                one.id for one in chief.do("corpus.speakers", source_id=source_id)
            )
            known.lengths[reading.version_id] = len(reading.text)
    for ask in _evidence(known):
        chief.do(ask.name, **ask.fields)
    workbench.close()
    return folder / "study", known


def _furniture(known: Known) -> Iterator[Ask]:
    """What is in the study before anyone reads; the identifiers are entered in `known`."""
    for n in (1, 2):
        yield Ask("corpus.import_file", {"id": f"up{n}", "file": {"name": f"INT0{n}.txt", "data": TEXT.encode() * n}})
    for n, name in enumerate(("Overhearing", "Kitchen and car", "Writing down", "Never used"), 1):
        yield Ask("coding.add_code", {"id": f"code-{n}", "name": name, "key": f"D{n}"})
    known.of["code_id"] = [f"code-{n}" for n in range(1, 5)]
    yield Ask("fieldwork.add_case", {"id": "case-1", "code": "T1", "name": "Beech"})
    yield Ask("fieldwork.add_participant", {"id": "person-1", "code": "P01", "case_id": "case-1", "role": "newcomer"})
    yield Ask("fieldwork.add_participant", {"id": "person-2", "code": "P02", "case_id": "case-1", "role": "manager"})
    known.of["case_id"], known.of["participant_id"] = ["case-1"], ["person-1", "person-2"]
    consent = {"id": "consent-1", "participant_id": "person-1", "scope": "quote", "state": "given"}
    yield Ask("fieldwork.record_consent", consent)
    yield Ask("interpretation.adopt_lens", {"id": "lens-1", "key": "bronfenbrenner-1979"})
    yield Ask("interpretation.adopt_schema", {"id": "schema-1", "key": "workplace-learning"})
    yield Ask("interpretation.add_theme", {"id": "theme-1", "name": "By ear", "code_ids": ["code-1", "code-2"]})
    known.of["lens_id"], known.of["theme_id"], known.of["schema_id"] = ["lens-1"], ["theme-1"], ["schema-1"]
    yield Ask("study.write_memo", {"id": "memo-1", "body": "Begin with the phone.", "about_kind": "study"})
    known.of["memo_id"] = ["memo-1"]


def _evidence(known: Known) -> Iterator[Ask]:
    version = known.of["version_id"][0]
    for n, source_id in enumerate(known.of["source_id"], 1):
        yield Ask("corpus.bind_source", {"source_id": source_id, "participant_id": "person-1", "case_id": "case-1"})
        yield Ask("coding.apply", _span(known, version, 60, 80) | {"id": f"lead-{n}", "code_id": f"code-{n}"})
    yield Ask("reporting.add_report", {"id": "report-1", "title": "What we found", "body": "Words."})
    scope = {"scope": {"case_ids": ["case-1"]}, "report_id": "report-1"}
    yield Ask("reporting.make_claim", scope | {"id": "claim-1", "text": "All teams learn by ear."})
    about = {"subject_kind": "claim", "subject_id": "claim-1", "target_kind": "segment"}
    yield Ask("interpretation.link_evidence", about | {"id": "proof-1", "version_id": version, "start": 60, "end": 80})
    yield Ask("reporting.keep_quotation", {"id": "quote-1", "version_id": version, "start": 60, "end": 80})
    known.of["report_id"], known.of["claim_id"] = ["report-1"], ["claim-1"]
    known.of["coding_id"] = ["lead-1", "lead-2"]
    readers = [*known.of[A], *known.of[B]]
    shared = {"judge_ids": readers, "source_ids": known.of["source_id"], "settler_id": known.of[LEAD][0]}
    yield Ask("judging.start_round", shared | {"id": ROUND, "name": "First round"})
    yield Ask("judging.start_round", shared | {"id": OPEN_ROUND, "name": "In the open", "blind": False})
    known.of["round_id"] = [ROUND, OPEN_ROUND]


def _span(known: Known, version_id: str, start: int, end: int) -> dict[str, Any]:
    return {"version_id": version_id, "start": start, "end": min(end, known.lengths[version_id])}


def world(base: Path, folder: Path, known: Known) -> World:
    """The study again, as it was founded, in a folder of its own."""
    shutil.copytree(base, folder)
    actors = Actors(begin=5000)
    opened = World(open_study(folder, parts=actors.outside()), actors, known)
    opened.workbench.subscribe(opened.changes.extend)
    return opened


# What the other reader does


_NAMED_BY_A = ("study.write_memo", "study.mark_stage")


def script_of_a(seed: int, known: Known) -> list[Ask]:
    """What A does in the blind round; identifiers A makes are `a-…` and nobody else's to know."""
    dice = random.Random(seed)
    script: list[Ask] = []
    mine: list[str] = []
    proposed: list[str] = []
    for n in range(dice.randint(20, 40)):
        deed = dice.choice((_codes, _codes, _codes, _proposes, _changes, _writes, _hands_in, _marks))
        script += deed(dice, known, n, mine, proposed)
    known.hidden = [*mine, *proposed, *(one.fields["id"] for one in script if one.name in _NAMED_BY_A)]
    return script


def _place_of(dice: random.Random, known: Known) -> dict[str, Any]:
    version = dice.choice(known.of["version_id"])
    start = dice.randrange(20, known.lengths[version] - 40)
    return _span(known, version, start, start + dice.randrange(5, 40))


def _codes(dice: random.Random, known: Known, n: int, mine: list[str], proposed: list[str]) -> list[Ask]:
    mine.append(f"a-coding-{n}")
    code = dice.choice([*known.of["code_id"], *proposed])
    coding = _place_of(dice, known) | {"id": mine[-1], "code_id": code, "round_id": ROUND, "note": "Because."}
    return [Ask("coding.apply", coding)]


def _proposes(dice: random.Random, known: Known, n: int, mine: list[str], proposed: list[str]) -> list[Ask]:
    name = dice.choice(("By chance", "Nobody to ask", f"Idea {n}"))
    parent = dice.choice([None, *known.of["code_id"]])
    proposed.append(f"a-code-{n}")
    made = {"code_id": proposed[-1], "name": name, "parent_id": parent, "round_id": ROUND}
    mine.append(f"a-coding-{n}")
    return [Ask("coding.apply_new", _place_of(dice, known) | made | {"id": mine[-1]})]


def _changes(dice: random.Random, known: Known, n: int, mine: list[str], proposed: list[str]) -> list[Ask]:
    if not mine:
        return []
    one = dice.choice(mine)
    return [
        dice.choice(
            (
                Ask("coding.remove", {"id": one}),
                Ask("coding.recode", {"id": one, "code_id": dice.choice(known.of["code_id"])}),
                Ask("coding.note", {"id": one, "note": "Now I see it."}),
                Ask("study.undo", {}),
                Ask("study.redo", {}),
                Ask("coding.change_code", {"id": (proposed or ["a-none"])[-1], "definition": "Meant so."}),
            )
        )
    ]


def _writes(dice: random.Random, known: Known, n: int, mine: list[str], proposed: list[str]) -> list[Ask]:
    about = dice.choice(
        (
            {"about_kind": "round", "about_id": ROUND, "round_id": ROUND},
            {"about_kind": "coding", "about_id": (mine or ["lead-1"])[-1], "round_id": ROUND},
            {"about_kind": "coding", "about_id": mine[-1]} if mine else {"private": True},
            {"about_kind": "code", "about_id": proposed[-1]} if proposed else {"private": True},
            {"about_kind": "passage", **_place_of(dice, known), "round_id": ROUND},
            {"about_kind": "study", "private": True},
        )
    )
    memo = {"id": f"a-memo-{n}", "body": "What I think of it.", **about}
    anew = {"id": f"a-memo-{n}", "body": "What I think of it now.", "private": about.get("private", False)}
    return [Ask("study.write_memo", memo), *([Ask("study.write_memo", anew)] if dice.random() < 0.3 else [])]


def _marks(dice: random.Random, known: Known, n: int, mine: list[str], proposed: list[str]) -> list[Ask]:
    """How far A is with a source of the blind round, said by hand and taken back."""
    stage = {"stage": dice.choice(("code-independently", "train", "code-the-rest"))}
    mark = Ask("study.mark_stage", {"id": f"a-mark-{n}", "source_id": dice.choice(known.of["source_id"]), **stage})
    return [mark, *([Ask("study.unmark_stage", {"id": f"a-mark-{n}"})] if dice.random() < 0.3 else [])]


def _hands_in(dice: random.Random, known: Known, n: int, mine: list[str], proposed: list[str]) -> list[Ask]:
    script = [Ask("judging.submit", {"id": ROUND, "hours": 3.5})]
    if dice.random() < 0.8:
        script.append(Ask("judging.take_back", {"id": ROUND}))
    return script


# What the one asks and does


def questions(known: Known, seed: int = 0, most: int = 12) -> list[Ask]:
    """Everything that can be read, asked in many ways, also by identifiers only A could know."""
    dice = random.Random(seed)
    found: list[Ask] = []
    for operation in OPERATIONS:
        if operation.kind not in ("read", "download"):
            continue
        choices = {one.name: _choices(operation, one, known) for one in fields(operation.request)}
        combined = [dict(zip(choices, some, strict=True)) for some in itertools.product(*choices.values())]
        few = combined if len(combined) <= most else [combined[0], *dice.sample(combined, max(most - 1, 0))]
        for name in choices:
            if known.hidden and (name == "id" or name.endswith("_id")):
                few += [{**dice.choice(combined), name: dice.choice(known.hidden)} for _ in range(2)]
        found += [Ask(operation.name, {k: v for k, v in one.items() if v is not MISSING}) for one in few]
    return found


_NAMED_BY_PATH = {
    "round": "round_id",
    "rulings": "round_id",
    "agreed_reading": "round_id",
    "my_part": "round_id",
    "claim": "claim_id",
}
_NAMED_BY_PATH |= dict.fromkeys(("report", "check", "draft", "history", "version"), "report_id")
_WORDS: dict[str, list[Any]] = {
    "words": ["kitchen", "phone OR car", "Because", "write*"],
    "set": ["consensus", "working", ROUND, OPEN_ROUND, "First round"],
    "coder": ["", "Kay Ash", "Lou Bay"],
    "about_kind": ["", "study", "round", "coding", "code"],
    "about": ["case", "participant", "source"],
    "subject_kind": ["claim", "theme", "relation"],
    "scope": ["quote"],
    "role": ["", "newcomer"], "limit": [2, 200], "start": [0, 60], "end": [80, 100], "by": ["", "case", "role"],
    **ASKED,
}  # fmt: skip


def _choices(operation: Operation, one: Any, known: Known) -> list[Any]:
    hint = get_type_hints(operation.request, include_extras=True)[one.name]
    needed = one.default is MISSING and one.default_factory is MISSING
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    verb = operation.name.partition(".")[2]
    ids = known.ids(_NAMED_BY_PATH.get(verb, "") if one.name == "id" else one.name)
    if one.name in ("about_id", "subject_id"):
        ids = [*known.of["round_id"], *known.of["claim_id"], *known.of["theme_id"], *known.of["coding_id"]]
    if plain is bool:
        return [False, True]
    if isinstance(plain, type) and issubclass(plain, Enum):
        return [each.value for each in plain]
    if get_origin(plain) is Literal:
        return list(get_args(plain))
    if one.name in _WORDS or ids:
        several = [[each] for each in ids] if get_origin(plain) is tuple else ids
        return [*([] if needed else [MISSING]), *_WORDS.get(one.name, several)]
    return [value_for(hint, one.name, "nothing-by-that-name")] if needed else [MISSING]


SPLIT_OFF = {"id": "b-off", "name": "Split off"}


def script_of_b(seed: int, known: Known) -> list[Ask]:
    """What B does, the blind round and the rest of the study alike; also with what only A could know of."""
    dice = random.Random(seed)
    hidden = known.hidden or ["a-coding-0"]
    deeds: list[Ask] = []
    for n in range(6):
        code = dice.choice(known.of["code_id"])
        coding = _place_of(dice, known) | {"code_id": code, "round_id": dice.choice((ROUND, ROUND, ""))}
        deeds.append(Ask("coding.apply", coding | {"id": f"b-coding-{n}"}))
    for n, name in enumerate(("By chance", "Nobody to ask", "Mine alone")):
        made = {"id": f"b-new-{n}", "code_id": f"b-code-{n}", "name": name, "round_id": ROUND}
        deeds.append(Ask("coding.apply_new", _place_of(dice, known) | made))
    deeds += [Ask("coding.remove_code", {"id": one}) for one in known.of["code_id"]]
    deeds += [
        Ask("coding.merge_codes", {"id": "code-1", "into_id": "code-2"}),
        Ask("coding.split_code", {"id": "code-2", "parts": [SPLIT_OFF | {"places": [_place_of(dice, known)]}]}),
        Ask("coding.change_code", {"id": "code-3", "name": "Nobody to ask"}),
        Ask("coding.add_code", {"id": "b-open", "name": "By chance", "key": "D9"}),
        Ask("coding.move_code", {"id": "code-4", "parent_id": "code-1"}),
        Ask("coding.retire_code", {"id": "code-4"}),
        Ask("coding.note", {"id": "b-coding-1", "note": "As I said."}),
        Ask("coding.resize", {"id": "b-coding-0", "start": 21, "end": 44}),
        Ask("study.write_memo", {"id": "b-memo", "body": "Mine.", "about_kind": "round", "round_id": ROUND}),
        Ask("study.mark_stage", {"id": "b-mark", "stage": "code-independently", "source_id": known.of["source_id"][0]}),
        Ask("study.undo", {}),
        Ask("study.redo", {}),
        Ask("study.undo", {}),
        Ask("corpus.remove_source", {"source_id": known.of["source_id"][1]}),
        Ask("coding.comparison", {"round_id": ROUND}),
        Ask("judging.take_back", {"id": ROUND}),
        Ask("judging.reveal", {"id": ROUND}),
        Ask("coding.close_round", {"id": ROUND, "rule": "kept"}),
    ]
    correction = {"source_id": known.of["source_id"][0], "version_id": known.of["version_id"][0], "reason": "typing"}
    deeds.append(Ask("corpus.correct_text", correction | {"id": "b-version", "start": 0, "end": 1, "replacement": "("}))
    for name, more in BY_ID.items():
        deeds.append(Ask(name, {"id": dice.choice(hidden), **more}))
    deeds += [Ask("study.unmark_stage", {"id": one}) for one in hidden if one.startswith("a-mark")]
    member = {"id": "b-member", "theme_id": "theme-1", "target_kind": "code", "target_id": dice.choice(hidden)}
    return [*deeds, Ask("interpretation.add_member", member)]


# The comparison

Mask = Callable[[Ask, str], str]


def nothing_masked(ask: Ask, answer: str) -> str:
    return answer


def who_is_in_masked(ask: Ask, answer: str) -> str:
    """Whoever does not read any more may know who has handed in, and how often a reading was taken back."""
    if not ask.name.startswith("judging.round"):
        return answer
    told = json.loads(answer)
    for one in told if isinstance(told, list) else [told]:
        for reader in one["readers"] if isinstance(one, dict) else ():
            reader["handed_in"] = reader["n_taken_back"] = None
    return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that depends on what the other reader did."""

    who: str
    ask: str
    worked: str
    idle: str

    def __str__(self) -> str:
        return f"{self.who} asked {self.ask}\n  A worked: {self.worked[:400]}\n  A idle:   {self.idle[:400]}"


@dataclass
class Pair:
    """The two worlds side by side."""

    worked: World
    idle: World
    n_answers: int = 0
    differing: list[Difference] = field(default_factory=list)

    def both(self, who: str, asks: Sequence[Ask], mask: Mask = nothing_masked) -> None:
        """Ask the same in both worlds and keep what differs, news of the feed included."""
        for ask in asks:
            one, other = (mask(ask, each.ask(who, ask)) for each in (self.worked, self.idle))
            self._compare(who, str(ask), one, other)
        self._feeds(who)

    def works(self, script: Sequence[Ask]) -> list[str]:
        """What A does in one of the worlds. Nobody else may hear of it."""
        self._feeds(B)
        answers = []
        for ask in script:
            answers.append(self.worked.ask(A, ask))
            told = [(one.kind, one.id) for one in self.worked.changes if one.only_for != self.worked.known.of[A][0]]
            self.worked.changes.clear()
            self._compare(B, f"the feed, while A does {ask}", str(told), "[]")
        return answers

    def _feeds(self, who: str) -> None:
        self._compare(who, "the feed", str(self.worked.heard_by(who)), str(self.idle.heard_by(who)))

    def _compare(self, who: str, ask: str, one: str, other: str) -> None:
        self.n_answers += 1
        if one != other:
            self.differing.append(Difference(who, ask, one, other))

    def close(self) -> None:
        self.worked.workbench.close()
        self.idle.workbench.close()


def compared(base: Path, known: Known, folder: Path, seed: int, most: int = 9) -> Pair:
    """Both worlds through a whole script: A works in one of them, then B asks, works, asks, hands in and asks.

    `most` is how many ways one operation is asked in at the beginning; later questions are fewer.
    """
    pair = Pair(world(base, folder / "worked", known), world(base, folder / "idle", known))
    done = pair.works(script_of_a(seed, known))
    assert sum(not refused(one) for one in done) > len(done) / 3, "A did hardly anything"
    pair.both(B, questions(known, seed, most))
    pair.both(LEAD, questions(known, seed, most // 2), who_is_in_masked)
    pair.both(B, script_of_b(seed, known))
    pair.both(B, questions(known, seed + 1, most // 2))
    pair.both(B, [Ask("judging.submit", {"id": ROUND})])
    pair.both(B, questions(known, seed + 2, most // 3), who_is_in_masked)
    pair.both(B, [Ask("judging.take_back", {"id": ROUND})])
    pair.both(B, questions(known, seed + 3, most // 4))
    return pair

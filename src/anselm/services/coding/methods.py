"""A round as the methods section of a paper tells it: every sentence from what is on record, none that is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anselm.analysis.agreed import RULES, key_of
from anselm.analysis.agreement.result import Figure
from anselm.analysis.differences import BOUNDARY, MARKED_BY_ONE, MARKED_BY_SOME
from anselm.domain.anchors import PICTURE
from anselm.domain.coding import CodebookVersion
from anselm.domain.corpus import Source
from anselm.domain.judging import Assignment, Outcome, Round, RoundState, Settling, Submission
from anselm.domain.study import Researcher, Study, initials
from anselm.services.coding.ground import Compared, compared, judges_of, open_keys, open_round, unworded
from anselm.services.coding.measuring import measured, over_time
from anselm.services.judging.again import again_view
from anselm.services.judging.drawing import draw_view
from anselm.services.judging.rounds import OneRound
from anselm.services.judging.units import is_of_units
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["methods"]

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_SETTLED = {
    Outcome.FIRST: "as one reader had it",
    Outcome.SECOND: "as one reader had it",
    Outcome.BOTH_CODES: "with both codes",
    Outcome.NEITHER: "with neither",
    Outcome.OTHER: "with another code",
    Outcome.BOTH_STAND: "by letting both readings stand",
    Outcome.UNION: "with all the words marked",
    Outcome.INTERSECTION: "with the words marked by both",
    Outcome.MAJORITY: "as more than half of the readers had it",
}


@dataclass(frozen=True, slots=True)
class MethodsView:
    """A paragraph on how a round was read and settled, to be copied."""

    round_id: str
    text: str


@reads("/rounds/methods")
def methods(reads: Reads, request: OneRound) -> MethodsView:
    """Tell a round in a paragraph for the methods section, from the facts on record."""
    round_ = open_round(reads, request.id)
    ground = compared(reads, round_)
    judges = judges_of(round_, (one.coder for one in ground.readings))
    told = [_who_read(reads, round_, judges), *_drawn(reads, round_), *_taken_back(reads, round_)]
    if reads.get(Study, reads.viewer.study_id).reflexive:
        told.append("The readings were then laid side by side and talked over, and every reading was kept.")
    else:
        told += [*_met(reads, round_, ground, judges), *_settled(reads, round_, ground)]
        if left_out := unworded(reads, round_):
            told.append(left_out)
    return MethodsView(round_.id, " ".join(told))


def _who_read(reads: Reads, round_: Round, judges: Sequence[str]) -> str:
    names = {one.id: one.name for one in reads.find(Researcher)}
    who = _listed([initials(names.get(judge, "")) for judge in judges])
    readers = f"{_number(len(judges))} {'reader' if len(judges) == 1 else 'readers'} ({who})"
    what = _sources(reads, round_)
    if round_.repeats_id is not None:
        return _who_read_again(reads, round_, initials(names.get(round_.judge_ids[0], "")), what)
    book = next((one for one in reads.find(CodebookVersion, id=round_.codebook_version_id or "")), None)
    by = f" with codebook version {book.number}, frozen on {_on(round_.created_at)}" if book else ""
    if is_of_units(round_):
        by = ", marking units without codes"
    if round_.standing:
        return f"{readers} coded {what} in sight of each other."
    how = "independently, none seeing what another had marked" if round_.blind else "in sight of each other"
    training = " for training" if round_.training else ""
    apart = " What was read for training counts in no figure of the study." if round_.training else ""
    return f"{readers} read {what}{training}{by}, {how}.{apart}"


def _who_read_again(reads: Reads, round_: Round, who: str, what: str) -> str:
    first = again_view(reads, round_)
    book = reads.maybe(CodebookVersion, round_.codebook_version_id)
    by = "" if book is None else f" with codebook version {book.number}, frozen on {_on(round_.created_at)}"
    if first is not None and first.codebook_number is not None:
        by += f" (the first time with version {first.codebook_number})"
    name = "" if first is None or not first.round else f" ({first.round})"
    return (
        f"One reader ({who}) read {what} again{by}, {_many(round_.repeat_days, 'day')} or more after the first "
        f"reading{name}, without seeing what had been marked or settled in them"
        f"{', to see whether it drifts from what was agreed' if round_.repeats_agreed else ''}."
    )


def _sources(reads: Reads, round_: Round) -> str:
    """'9 of the 27 interviews', or how many each read where they did not read the same."""
    known = sum(one.kind != PICTURE for one in reads.find(Source))
    by_judge: dict[str, set[str]] = {}
    for one in reads.find(Assignment, round_id=round_.id):
        by_judge.setdefault(one.judge_id, set()).add(one.unit_id)
    read = set().union(*by_judge.values()) if by_judge else set()
    if round_.standing or not read:
        return _many(known, "interview")
    whole = "the one interview" if known == 1 else f"all {known} interviews"
    said = f"{len(read)} of {known} interviews" if len(read) < known else whole
    n_twice = sum(sum(source in held for held in by_judge.values()) > 1 for source in read)
    if n_twice == len(read) or round_.repeats_id is not None:
        return said
    return f"{said} ({n_twice} of them read by more than one)"


def _drawn(reads: Reads, round_: Round) -> list[str]:
    """How the interviews were drawn and shared out, with the seed that draws them again."""
    if round_.draw is None:
        return []
    given: dict[str, list[str]] = {judge: [] for judge in round_.judge_ids}
    for one in reads.find(Assignment, round_id=round_.id):
        given[one.judge_id].append(one.unit_id)
    return [draw_view(round_.draw, given, {one.id: one for one in reads.find(Researcher)}).text]


def _taken_back(reads: Reads, round_: Round) -> list[str]:
    n = sum(one.n_taken_back > 0 for one in reads.find(Submission, round_id=round_.id))
    if not n:
        return []
    return [
        f"{_number(n)} {'reader' if n == 1 else 'readers'} took a reading back and changed it before any was opened."
    ]


def _on(moment: str) -> str:
    """A day as one writes it."""
    day = date.fromisoformat(moment[:10])
    return f"{day.day} {day:%B %Y}"


def _met(reads: Reads, round_: Round, ground: Compared, judges: Sequence[str]) -> list[str]:
    alike, apart = len(ground.alike), len(ground.differences)
    if not alike + apart:
        return ["None of them marked anything."]
    kinds = Counter(_kind(one.kind) for one in ground.differences)
    how = f": {_listed([f'{n} {kind}' for kind, n in kinds.most_common()])}" if kinds else ""
    within = (
        f" Ends within {_many(round_.tolerance, 'character')} of each other were taken as the same."
        if round_.tolerance
        else ""
    )
    of = _many(alike + apart, "place")
    when = "Held against what was agreed," if round_.repeats_agreed else "Both times"
    when = "Before any discussion" if round_.repeats_id is None else when
    told = [f"{when} {alike} of {of} {'was' if alike == 1 else 'were'} marked alike; {apart} differed{how}.{within}"]
    if len(judges) < 2:
        return told
    table = measured(reads, round_, judges, "character")
    twice = round_.repeats_id is not None
    read = "read twice" if twice else "read by more than one"
    alpha = _alpha(table.figure("krippendorff_alpha"), table.n_documents, read, narrow=table.likely_too_narrow)
    return [*told, alpha, *([f"This is {over_time(round_)}; it counts in no other figure."] if twice else [])]


def _kind(kind: str) -> str:
    if kind == BOUNDARY:
        return "in where a passage begins or ends"
    return "marked by some readers only" if kind in (MARKED_BY_ONE, MARKED_BY_SOME) else "in the code given"


def _alpha(figure: Figure, n_sources: int, read: str, *, narrow: bool) -> str:
    over = f"over the characters of speech, all codes together, {_many(n_sources, 'interview')} {read}"
    if figure.value is None:
        return f"Krippendorff’s α {over}, is {figure.undefined}."
    if figure.low is None or figure.high is None:
        why = "nothing differs" if figure.value > 1.0 - 1e-9 else "too few interviews carry it"
        return f"Krippendorff’s α ({over}) was {_digits(figure.value)}, without an interval: {why}."
    warned = "; with so few interviews the interval is likely too narrow" if narrow else ""
    between = f"95 % interval {_digits(figure.low)} to {_digits(figure.high)}, each interview left out in turn{warned}"
    return f"Krippendorff’s α ({over}) was {_digits(figure.value)} ({between})."


def _under_a_tolerance(ground: Compared) -> list[str]:
    """Each tolerance under which boundaries were settled together, and how many within it were not, as exceptions."""
    ends = {key_of(one): one.apart for one in ground.differences if one.kind == BOUNDARY}
    ruled = {key: one for key, one in ground.settled.items() if key in ends and one.tolerance is not None}
    told = []
    for one in sorted({one.id: one for one in ruled.values()}.values(), key=lambda one: (one.at, one.id)):
        n = sum(ruling.id == one.id for ruling in ruled.values())
        n_left = sum(apart <= (one.tolerance or 0) and key not in ruled for key, apart in ends.items())
        as_one = "was left out of it as an exception" if n_left == 1 else "were left out of it as exceptions"
        but = f"; {n_left} within that {as_one}" if n_left else ""
        told.append(
            f"{n} of them, where the ends lay at most {_many(one.tolerance or 0, 'character')} apart, "
            f"{'was' if n == 1 else 'were'} settled together {_SETTLED[one.outcome]}{but}."
        )
    return told


def _settled(reads: Reads, round_: Round, ground: Compared) -> list[str]:
    if round_.standing or round_.repeats_id is not None or not ground.differences:
        return []
    names = {one.id: one.name for one in reads.find(Researcher)}
    settled = {key_of(one): ground.settled[key_of(one)] for one in ground.differences if key_of(one) in ground.settled}
    told = _declared(round_, names)
    if settled:
        by = _listed(sorted({initials(names.get(who, "")) for one in settled.values() for who in one.by_ids}))
        ways = Counter(_SETTLED[one.outcome] for one in settled.values())
        how = _listed([f"{n} {way}" for way, n in ways.most_common()])
        n_written = sum(bool(one.reason) for one in settled.values())
        were = "was" if len(settled) == 1 else "were"
        told.append(f"{len(settled)} {were} settled by {by} ({how}), {n_written} with a written reason.")
        told += _under_a_tolerance(ground)
    if round_.state is RoundState.CLOSED and round_.n_by_rule:
        rule = RULES.get(round_.rule, round_.rule)
        told.append(f"{round_.n_by_rule} not discussed; rule applied: {rule}.")
    elif n_open := len(open_keys(ground)):
        told.append(f"{n_open} {'is' if n_open == 1 else 'are'} not settled yet.")
    return [*told, "Every original reading was kept beside the agreed one."]


def _declared(round_: Round, names: Mapping[str, str]) -> list[str]:
    """How it was agreed beforehand that differences are settled."""
    if round_.settling is Settling.THIRD_READER:
        third = initials(names.get(round_.settler_id or "", ""))
        return [f"Where readings differed a third reader ({third}) settled, who had read in none of them."]
    if round_.settling is Settling.MAJORITY:
        return ["It was agreed beforehand that a place counts as more than half of its readers had it."]
    return []


def _digits(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1).replace("-", "−")


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def _many(n: int, one: str) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {one}s"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)

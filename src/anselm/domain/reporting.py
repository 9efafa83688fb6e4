"""Claims and what counts behind them, quotations, the living report and its releases."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from anselm.domain.errors import Invalid
from anselm.domain.interpretation import Stance

__all__ = [
    "LABELS",
    "Audience",
    "Capsule",
    "Claim",
    "ClaimCount",
    "ClaimKind",
    "ClaimSearch",
    "Comment",
    "CountingUnit",
    "Quantifier",
    "Quotation",
    "Release",
    "Report",
    "Scope",
    "Support",
    "as_said",
    "count_claim",
    "guess_quantifier",
    "guess_unit",
    "qualify_words",
    "reworded",
    "support_for",
]


class ClaimKind(StrEnum):
    """Whether a sentence says something countable of the cases, or interprets."""

    EMPIRICAL = "empirical"
    INTERPRETIVE = "interpretive"


class Quantifier(StrEnum):
    """How much a claim claims."""

    ALL = "all"
    MOST = "most"
    MANY = "many"
    SEVERAL = "several"
    SOME = "some"
    EXACTLY = "exactly n"
    ONE = "one"
    NONE = "none"
    UNQUANTIFIED = "unquantified"


class CountingUnit(StrEnum):
    """Of what a claim counts."""

    CASES = "cases"
    PARTICIPANTS = "participants"
    ENCOUNTERS = "encounters"


@dataclass(frozen=True, slots=True)
class Scope:
    """Over which units a claim counts: all when both are empty. `case_ids` and `roles` narrow it."""

    case_ids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a report. `n` is for exactly n. `practice` (key=value) counts settled practices behind it."""

    id: str
    key: str
    text: str
    kind: ClaimKind = ClaimKind.EMPIRICAL
    quantifier: Quantifier = Quantifier.UNQUANTIFIED
    n: int | None = None
    unit: CountingUnit = CountingUnit.CASES
    scope: Scope = Scope()
    practice: str = ""
    analytic_note: str = ""
    report_id: str | None = None
    author_id: str = ""
    created_at: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise Invalid("A claim needs its sentence.", place="text")


@dataclass(frozen=True, slots=True)
class ClaimSearch:
    """That somebody searched for what tells a claim otherwise: who and when, what for, in how many sources, and how
    many units of its count told it otherwise then.

    `round_id` is the blind round its author read in meanwhile; until that is opened nobody else knows of it.
    """

    id: str
    claim_id: str
    author_id: str
    sought: str
    n_sources: int
    n_found: int
    created_at: str
    round_id: str | None = None


class Support(StrEnum):
    """What the count says of the sentence, never whether it is good."""

    SUPPORTED = "supported"
    ONE_VOICE_ONLY = "one voice only"
    TOLD_OTHERWISE = "told otherwise"
    MORE_THAN_ITS_COUNT = "more than its count"
    NO_EVIDENCE = "no evidence"
    INTERPRETIVE = "interpretive"


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """Units in scope by what they say: supporting, otherwise, not asked, silent, or supporting on a condition alone
    (`qualifies`); no unit is in two. `partly` are those of `qualifies` whose practice was settled so."""

    supports: tuple[str, ...]
    contradicts: tuple[str, ...]
    not_asked: tuple[str, ...]
    silent: tuple[str, ...]
    support: Support
    qualifies: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()

    @property
    def n_scope(self) -> int:
        """How many units are in scope."""
        told = len(self.supports) + len(self.qualifies) + len(self.contradicts)
        return told + len(self.not_asked) + len(self.silent)

    def words(self, unit: tuple[str, str] = ("team", "teams"), *, nobody: bool = False) -> str:
        """The count as it is read wherever it is shown (`count_words`)."""
        return count_words(
            unit,
            n_scope=self.n_scope,
            n_supports=len(self.supports),
            n_qualifies=len(self.qualifies),
            n_partly=len(self.partly),
            n_contradicts=len(self.contradicts),
            n_not_asked=len(self.not_asked),
            nobody=nobody,
        )


def count_words(
    unit: tuple[str, str],
    *,
    n_scope: int,
    n_supports: int,
    n_qualifies: int = 0,
    n_partly: int = 0,
    n_contradicts: int = 0,
    n_not_asked: int = 0,
    nobody: bool = False,
) -> str:
    """'9 of 9 teams', '3 teams, 5 otherwise, 1 not asked', '5 of 9 teams, 2 partly, 2 otherwise'; silent units are
    named where some are otherwise or not asked. `nobody`: of a sentence that nobody does, which nobody speaks to."""
    one, many = unit
    if n_scope == 0:
        return "not counted yet"
    if nobody and not (n_supports or n_qualifies or n_contradicts):
        return f"nobody in {n_scope} {one if n_scope == 1 else many}"
    between = qualify_words(n_qualifies - n_partly) + (f", {n_partly} partly" if n_partly else "")
    whole = f"{n_supports} of {n_scope} {one if n_scope == 1 else many}{between}"
    if not n_contradicts and not n_not_asked:
        return whole
    parts = [whole if between else f"{n_supports} {one if n_supports == 1 else many}"]
    if n_contradicts:
        parts.append(f"{n_contradicts} otherwise")
    if n_not_asked:
        parts.append(f"{n_not_asked} not asked")
    if n_silent := n_scope - n_supports - n_qualifies - n_contradicts - n_not_asked:
        parts.append(f"{n_silent} silent")
    return ", ".join(parts)


def count_claim(
    claim: Claim,
    in_scope: Collection[str],
    stances: Mapping[str, Collection[Stance]],
    not_asked: Collection[str],
    n_voices: int,
    partly: Collection[str] = (),
) -> ClaimCount:
    """Count behind a claim. `stances` are the stances of the evidence by unit, `n_voices` the people it comes from,
    `partly` the units whose practice was settled as partly.

    A unit with evidence both ways counts as otherwise: what tells it differently comes first. A unit that says it on a
    condition alone qualifies, and is counted beside, not in support; one that says it outright as well supports.
    """
    supports, qualifies, contradicts = [], [], []
    for unit in in_scope:
        held = set(stances.get(unit, ()))
        if Stance.CONTRADICTS in held:
            contradicts.append(unit)
        elif Stance.SUPPORTS in held:
            supports.append(unit)
        elif held:
            qualifies.append(unit)
    told = {*supports, *qualifies, *contradicts}
    unasked = [unit for unit in in_scope if unit in not_asked and unit not in told]
    silent = [unit for unit in in_scope if unit not in told and unit not in set(unasked)]
    support = (
        Support.INTERPRETIVE
        if claim.kind is ClaimKind.INTERPRETIVE
        else support_for(
            claim.quantifier,
            claim.n,
            n_supports=len(supports),
            n_contradicts=len(contradicts),
            n_not_asked=len(unasked),
            n_scope=len(in_scope),
            n_voices=n_voices,
        )
    )
    return ClaimCount(
        tuple(sorted(supports)),
        tuple(sorted(contradicts)),
        tuple(sorted(unasked)),
        tuple(sorted(silent)),
        support,
        tuple(sorted(qualifies)),
        tuple(sorted(set(qualifies) & set(partly))),
    )


def qualify_words(n: int) -> str:
    """How many units say it on a condition alone, as it follows the count; empty where none does."""
    return f", {n} {'qualifies' if n == 1 else 'qualify'}" if n else ""


def support_for(
    quantifier: Quantifier,
    number: int | None,
    *,
    n_supports: int,
    n_contradicts: int,
    n_not_asked: int,
    n_scope: int,
    n_voices: int,
) -> Support:
    """What a count says of an empirical sentence: the one rule for screens and reports.

    All needs every unit in scope and nobody otherwise, most more than half of those asked, exactly and one their
    number, none nobody otherwise. Several, many and some are counted beside and never wrong by number.
    """
    if not n_supports:
        return Support.TOLD_OTHERWISE if n_contradicts else Support.NO_EVIDENCE
    if _contradicted(quantifier, n_supports, n_contradicts):
        return Support.TOLD_OTHERWISE
    wanted = 1 if quantifier is Quantifier.ONE else number if quantifier is Quantifier.EXACTLY else None
    too_much = {
        Quantifier.ALL: n_supports < n_scope,
        Quantifier.MOST: 2 * n_supports <= n_scope - n_not_asked,
        Quantifier.EXACTLY: n_supports != wanted,
        Quantifier.ONE: n_supports != 1,
    }
    if too_much.get(quantifier, False):
        return Support.MORE_THAN_ITS_COUNT
    alone = n_supports == 1 and n_voices <= 1
    return Support.ONE_VOICE_ONLY if alone and wanted != 1 else Support.SUPPORTED


def _contradicted(quantifier: Quantifier, n_supports: int, n_contradicts: int) -> bool:
    if quantifier in (Quantifier.ALL, Quantifier.NONE):
        return n_contradicts > 0
    if quantifier in (Quantifier.MOST, Quantifier.EXACTLY, Quantifier.ONE):
        return False
    return n_contradicts >= n_supports > 0


_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _number(word: str) -> int | None:
    if word in _NUMBERS:
        return _NUMBERS.index(word)
    return int(word) if word.isascii() and word.isdigit() else None


_ALL = ("all", "every", "each", "everyone", "everybody", "always")
_UNITS = {
    **dict.fromkeys(("person", "people", "participants", "respondents", "interviewees"), CountingUnit.PARTICIPANTS),
    **dict.fromkeys(("everyone", "everybody", "nobody", "someone", "somebody"), CountingUnit.PARTICIPANTS),
    **dict.fromkeys(("leaders", "managers", "newcomers", "colleagues", "nurses"), CountingUnit.PARTICIPANTS),
    **dict.fromkeys(("interview", "interviews", "encounters"), CountingUnit.ENCOUNTERS),
    **dict.fromkeys(("team", "teams", "case", "cases", "site", "sites"), CountingUnit.CASES),
}


_HOW_MANY = (*_ALL, "most", "many", "several", "some", "few", "no", "none")
_WITHIN = 4


def _words(sentence: str) -> list[str]:
    return ["".join(c for c in word if c.isalnum()).lower() for word in sentence.split()]


def guess_unit(sentence: str) -> CountingUnit:
    """What a sentence seems to count: what its number or quantifier stands before ("Leaders in five teams"), else the
    first of its words that names something counted, else cases."""
    words = _words(sentence)
    for position, word in enumerate(words):
        if word in _HOW_MANY or _number(word) is not None:
            near = words[position + 1 : position + 1 + _WITHIN]
            found = next((_UNITS[one] for one in near if one in _UNITS), None)
            if found is not None:
                return found
    return next((_UNITS[word] for word in words if word in _UNITS), CountingUnit.CASES)


def guess_quantifier(sentence: str) -> tuple[Quantifier, int | None]:
    """The quantifier a sentence seems to use, from its words; the writer can change it."""
    words = _words(sentence)
    for position, word in enumerate(words):
        number = _number(word)
        if word in _ALL and position and words[position - 1] in ("nearly", "almost", "not", "practically"):
            return Quantifier.MOST, None
        if word == "few":
            return Quantifier.SOME, None
        if word in _ALL:
            return Quantifier.ALL, None
        if word == "nobody" and words[position + 1 : position + 2] == ["to"]:
            continue  # Somebody to ask is missing; how many say so is not said.
        if word in ("nobody", "none", "never") or (word == "no" and position == 0):
            return Quantifier.NONE, None
        if word in ("most", "many", "several", "some"):
            return Quantifier(word), None
        if number is not None and number > 1:
            return Quantifier.EXACTLY, number
        if number == 1:
            return Quantifier.ONE, None
    return Quantifier.UNQUANTIFIED, None


def reworded(made: str, said: str) -> tuple[Quantifier, int | None] | None:
    """How much a sentence says since it was worded otherwise than it was made; None where it says as much.

    As long as both wordings seem to say as much, what the writer chose stands, also against the guess.
    """
    if not said or said == made:
        return None
    now = guess_quantifier(said)
    return None if now == guess_quantifier(made) or now[0] is Quantifier.UNQUANTIFIED else now


def as_said(claim: Claim, said: str) -> Claim:
    """The claim held to what its sentence says now."""
    now = None if claim.kind is ClaimKind.INTERPRETIVE else reworded(claim.text, said)
    return claim if now is None else replace(claim, quantifier=now[0], n=now[1])


@dataclass(frozen=True, slots=True)
class Quotation:
    """A segment used as evidence in words. `printed` are the words with declared edits; empty prints them whole."""

    id: str
    key: str
    source_id: str
    version_id: str
    start: int
    end: int
    printed: str = ""
    claim_id: str | None = None
    theme_id: str | None = None
    author_id: str = ""
    created_at: str = ""


LABELS = ("", "case", "role", "none")
QUOTING = ("", "none")


@dataclass(frozen=True, slots=True)
class Report:
    """A living text in Markdown with live blocks; a study may have several.

    `labels` says how its quotations are labelled: each person their own (empty), by case, by role, or none. `scope` is
    what it covers, in words. `quoting` says whose words it may print: as far as consent goes (empty), or nobody's
    (none).
    """

    id: str
    title: str
    body: str = ""
    audience: str = ""
    position: int = 0
    created_at: str = ""
    edited_at: str = ""
    labels: str = ""
    scope: str = ""
    quoting: str = ""

    def __post_init__(self) -> None:
        if self.quoting not in QUOTING:
            raise Invalid(
                f"A report does not quote {self.quoting}.",
                place="quoting",
                advice="It quotes as far as consent goes (leave it empty), or nobody (none).",
            )
        if self.labels not in LABELS:
            raise Invalid(
                f"Quotations are not labelled by {self.labels}.",
                place="labels",
                advice="They are labelled by person (leave it empty), by case, by role, or by none.",
            )


@dataclass(frozen=True, slots=True)
class Comment:
    """What an analyst says beside a report, for those who write it. No release ever holds one.

    It stands at a live block (`about`, such as claim:Q1) or at a sentence, by its `words`; `start` (code points) was
    its place when it was made. `answers` is the comment it answers, which alone holds place and resolution.
    """

    id: str
    report_id: str
    author_id: str
    body: str
    about: str = ""
    words: str = ""
    start: int = 0
    answers: str | None = None
    resolved_at: str | None = None
    resolved_by: str | None = None
    created_at: str = ""
    edited_at: str = ""

    def __post_init__(self) -> None:
        if not self.body.strip():
            raise Invalid("A comment needs words.", place="body")


class Audience(StrEnum):
    """Whom a capsule is for; it decides what is in it."""

    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    EXAMINER = "examiner"


@dataclass(frozen=True, slots=True)
class Capsule:
    """The study as one file for somebody without a seat in it: for whom, its checksum, and who received it.

    The manifest holds references, never words, as that of a release does.
    """

    id: str
    audience: Audience
    number: int
    sha256: str
    manifest: str
    recipients: tuple[str, ...]
    report_id: str | None = None
    by_id: str = ""
    created_at: str = ""

    def __post_init__(self) -> None:
        if not any(one.strip() for one in self.recipients):
            raise Invalid(
                "A capsule is given to somebody: say who receives it.",
                place="recipients",
                advice="A name or an office will do. It is kept on record; nothing is sent.",
            )


@dataclass(frozen=True, slots=True)
class Release:
    """A strict, unchanging export: what it was made from, its checksum, and who received it.

    The manifest holds references, never words, so that after a withdrawal a rebuild can leave words out.
    """

    id: str
    report_id: str
    number: int
    format: str
    sha256: str
    manifest: str
    recipients: tuple[str, ...] = ()
    by_id: str = ""
    created_at: str = ""

"""Who is heard in a report: how its quotations spread over people, cases and roles, and what a reader should know.

Nothing here refuses a release: who is quoted is the author's judgement, and to be seen by the author first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anselm.analysis.report.blocks import Live, ReportSource, lives
from anselm.domain.document import Fault

__all__ = ["FEW_PEOPLE", "MOST_OF_ONE", "Voice", "balance"]

MOST_OF_ONE = 4  # quotations of one person before they begin to build a portrait
FEW_PEOPLE = 5  # with fewer people in the study everyone is quoted often, and that says nothing
_SHORT_LIST = 4


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose a quotation is, by printed label, case and role; empty where nobody is named."""

    label: str
    case: str = ""
    role: str = ""


def balance(
    source: ReportSource,
    voices: Mapping[str, Voice],
    cases: Sequence[str],
    roles: Mapping[str, int],
    unit: tuple[str, str] = ("team", "teams"),
) -> tuple[Fault, ...]:
    """What is uneven, each naming the first quotation it concerns.

    `voices` by key of quotation; `cases` the names of those compared; `roles` how many people hold each.
    """
    quoted = [(one, voices[one.key]) for one in lives(source.blocks) if one.kind == "quote" and one.key in voices]
    if not quoted or sum(roles.values()) < FEW_PEOPLE:
        return ()
    return (*_often(quoted), *_never(quoted, cases, unit), *_by_role(quoted, roles))


def _sentence(live: Live, voice: Voice) -> str:
    return f"the quotation of {voice.label} ({live.key})"


def _often(quoted: Sequence[tuple[Live, Voice]]) -> list[Fault]:
    """People quoted more than a few times, at the first quotation that is too many."""
    total = Counter(voice.label for _, voice in quoted)
    so_far: Counter[str] = Counter()
    found = []
    for live, voice in quoted:
        so_far[voice.label] += 1
        if voice.label and so_far[voice.label] == MOST_OF_ONE + 1:
            found.append(
                Fault(
                    live.place,
                    _sentence(live, voice),
                    f"{total[voice.label]} of {len(quoted)} quotations are of {voice.label}; many under one label "
                    "build a portrait of one person.",
                    "Let somebody else say it, or say why one voice carries it.",
                    refuses=False,
                )
            )
    return found


def _never(quoted: Sequence[tuple[Live, Voice]], cases: Sequence[str], unit: tuple[str, str]) -> list[Fault]:
    """Cases nobody is quoted from, once there are quotations enough for all of them."""
    heard = {voice.case for _, voice in quoted}
    silent = [case for case in cases if case not in heard]
    if not silent or len(quoted) < len(cases) or len(cases) < 2:
        return []
    live, _ = quoted[0]
    more = f" and {len(silent) - _SHORT_LIST} more" if len(silent) > _SHORT_LIST else ""
    return [
        Fault(
            live.place,
            "the report as a whole",
            f"Nobody is quoted from {len(silent)} of {len(cases)} {unit[1]}: {', '.join(silent[:_SHORT_LIST])}{more}.",
            f"Look for a passage from each {unit[0]}, or say why it is not heard.",
            refuses=False,
        )
    ]


def _by_role(quoted: Sequence[tuple[Live, Voice]], roles: Mapping[str, int]) -> list[Fault]:
    """Roles heard at least twice as much as their share of the people, by three quotations or more."""
    n_people = sum(roles.values())
    found = []
    for role, n in roles.items():
        of_role = [(live, voice) for live, voice in quoted if voice.role == role]
        expected = len(quoted) * n / n_people
        if role and len(of_role) >= max(2 * expected, expected + 3):
            found.append(
                Fault(
                    of_role[0][0].place,
                    _sentence(*of_role[0]),
                    f"{len(of_role)} of {len(quoted)} quotations are of role {role}, which {n} of {n_people} people "
                    "hold.",
                    "See whether others tell it too, or tell it otherwise.",
                    refuses=False,
                )
            )
    return found

"""The demo's two withdrawals, for you to run: `python -m anselm.demo.withdrawals STUDY P22`.

P09 no longer wishes to be quoted, after the draft was written; P22 takes back everything, after coding: what P22 said
is held back, and erased once you add `--carry-out`. Nothing here is done when the demo is built. It goes through the
Python library alone, so it is also how to do it in a study of yours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import anselm
from anselm.library.study import Study

__all__ = ["WITHDRAWALS", "main", "withdraw"]

# Who, the day they said so, and what they take back; an empty list of scopes is everything.
WITHDRAWALS: dict[str, tuple[str, tuple[str, ...]]] = {
    "P09": ("2024-05-20", ("quote",)),
    "P22": ("2024-12-03", ()),
}


def withdraw(study: Study, code: str, *, carry_out: bool = False) -> tuple[str, ...]:
    """Record the withdrawal, hold back (and erase, if told to) where all is withdrawn, and say what claims now count.

    Raises ValueError for a participant who withdraws nothing in this study.
    """
    if code not in WITHDRAWALS:
        raise ValueError(f"{code} withdraws nothing in the demo; {' and '.join(WITHDRAWALS)} do.")
    at, scopes = WITHDRAWALS[code]
    person = next(one for one in study.fieldwork.participants() if one.code == code)
    answers = next(one.cells for one in study.fieldwork.consents().rows if one.code == code)
    for scope in scopes or tuple(scope for scope, cell in answers.items() if cell.state == "given"):
        if answers[scope].state != "withdrawn":
            study.fieldwork.record_consent(
                id=f"{person.id}-{scope}"[:64],
                participant_id=person.id,
                scope=scope,
                state="withdrawn",
                at=at,
                how="by telephone to Dr Ilse Marrow",
            )
    if not scopes:
        study.fieldwork.hold(id=person.id)
    if carry_out and not scopes:
        study.reporting.withdraw(
            id=f"{person.id}-out"[:64],
            participant_id=person.id,
            code=code,
            reason="Asked for everything to be taken out, by telephone.",
            asked_on=at,
        )
    return tuple(f"{one.key}: {one.words} ({one.support.value})" for one in study.reporting.claims())


def main(words: list[str]) -> int:
    """Run one withdrawal from the terminal and print what is left of each claim; 2 when it is asked wrongly."""
    asked = [word for word in words if word != "--carry-out"]
    if len(asked) != 2 or asked[1] not in WITHDRAWALS:
        sys.stdout.write(f"Usage: python -m anselm.demo.withdrawals STUDY {'|'.join(WITHDRAWALS)} [--carry-out]\n")
        return 2
    with anselm.open(Path(asked[0])) as study:
        sys.stdout.write("\n".join((*withdraw(study, asked[1], carry_out=asked != words), "")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

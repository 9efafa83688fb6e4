"""Numbers other programs print, reproduced for comparison and labelled as theirs; never used for our own
figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED, Figure, defined, quotient, undefined


@dataclass(frozen=True, slots=True)
class Theirs:
    """A figure as the named program computes it, and how it differs from the coefficient of that name."""

    program: str
    called: str
    differs: str
    figure: Figure


def qualcoder_kappa(length: int, first: int, second: int, both: int) -> Theirs:
    """QualCoder (source of 2026): the uncoded text is dropped and Pe is Pyes * Pno where Cohen adds the two.

    Characters of the text, marked by the first, by the second, by both. Raises ValueError for impossible
    counts.
    """
    marked = first + second - both
    if not (0 <= both <= min(first, second) and marked <= length):
        raise ValueError("these character counts cannot come from one text")
    differs = "drops the uncoded text and multiplies the two chance terms Cohen adds"
    if marked == 0:
        return Theirs("QualCoder", "kappa", differs, undefined(NOT_USED, length))
    a, b = first / marked, second / marked
    chance = (a * b) * ((1.0 - a) * (1.0 - b))
    return Theirs("QualCoder", "kappa", differs, defined((both / marked - chance) / (1.0 - chance), length))


def maxqda_kappa(agreed: int, compared: int, n_codes: int) -> Theirs:
    """MAXQDA: segments that agree over segments compared, with Pe = 1 / number of codes
    (Brennan-Prediger).
    """
    differs = "chance is 1 / number of codes, which is Brennan and Prediger's coefficient, not Cohen's"
    if compared == 0:
        return Theirs("MAXQDA", "kappa", differs, undefined(NO_COMPARISON))
    chance = 1.0 / n_codes
    reason = "undefined because one code leaves nothing to chance"
    return Theirs(
        "MAXQDA", "kappa", differs, quotient(agreed / compared - chance, 1.0 - chance, compared, reason)
    )


def nvivo_percent(both: int, one_only: int, neither: int) -> Theirs:
    """NVivo: characters both coded or neither coded over all characters, per code and source."""
    length = both + one_only + neither
    differs = "counts the text neither coded as agreement, so rare codes look well agreed"
    return Theirs(
        "NVivo", "agreement", differs, quotient(float(both + neither), float(length), length, NO_COMPARISON)
    )


def atlas_holsti(both_first: int, first: int, second: int) -> Theirs:
    """ATLAS.ti: Holsti's 2A / (N1 + N2) over marked characters, the same as Dice."""
    differs = "ignores chance; the same number as Dice or character F1"
    return Theirs(
        "ATLAS.ti",
        "Holsti",
        differs,
        quotient(2.0 * both_first, float(first + second), first + second, NOT_USED),
    )

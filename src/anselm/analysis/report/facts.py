"""Everything a report's live blocks may ask for, looked up beforehand and handed over as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from anselm.domain.document import EvidenceTrace, FigureBlock, TableBlock, TallyMark

__all__ = ["ClaimFacts", "Counts", "Quantifier", "QuotationFacts", "ReportFacts", "Rules"]

Quantifier: TypeAlias = Literal["all", "most", "many", "several", "some", "exactly", "one", "none", "unquantified"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units of a claim's scope say what. Silent units are in scope, were asked and say nothing. `partly` are
    those of `qualifies` whose practice was settled so.

    Raises ValueError when the parts are more than the scope.
    """

    in_scope: int
    supports: int
    contradicts: int = 0
    not_asked: int = 0
    qualifies: int = 0
    partly: int = 0

    def __post_init__(self) -> None:
        parts = self.supports, self.qualifies, self.contradicts, self.not_asked
        if min(parts) < 0 or sum(parts) > self.in_scope or not 0 <= self.partly <= self.qualifies:
            raise ValueError(f"{', '.join(str(one) for one in parts)} of {self.in_scope} units")

    @property
    def asked(self) -> int:
        """Units in scope that were asked."""
        return self.in_scope - self.not_asked

    @property
    def silent(self) -> int:
        """Units that were asked and say neither."""
        return self.asked - self.supports - self.qualifies - self.contradicts


@dataclass(frozen=True, slots=True)
class QuotationFacts:
    """A passage that may be quoted.

    ``words`` is the passage's text now; ``printed`` the stored form with declared edits, empty for all of
    it. ``changed`` says what happened where the passage lost its words in a later version. The consents and
    the speaker stand in ``evidence``.
    """

    quotation_id: str
    words: str
    label: str
    evidence: EvidenceTrace
    printed: str = ""
    locator: str = ""
    time: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim and its count. ``number`` goes with the quantifier "exactly"; ``unit`` is singular and plural."""

    claim_id: str
    text: str
    quantifier: Quantifier
    counts: Counts
    number: int = 0
    unit: tuple[str, str] = ("team", "teams")
    scope: str = ""
    tally: tuple[TallyMark, ...] = ()
    interpretive: bool = False
    author: str = ""
    analytic_note: str = ""
    searched: str = ""
    evidence: tuple[EvidenceTrace, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What a release refuses beyond the three things it always does. A claim that says more than its count is
    pointed out, and refused only where the study says so.
    """

    refuse_more_than_its_count: bool = False


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the live blocks of one report stand for, each by the key used in the Markdown.

    ``status`` is printed under the title, such as "Draft 4"; ``coding_set`` names the set every figure reads.
    ``origin`` is the identifier of the study and that of the report. ``quotes_nobody``: no participant's words may be
    printed, whatever they agreed to.
    """

    title: str
    quotations: Mapping[str, QuotationFacts] = field(default_factory=dict)
    claims: Mapping[str, ClaimFacts] = field(default_factory=dict)
    tables: Mapping[str, TableBlock] = field(default_factory=dict)
    figures: Mapping[str, FigureBlock] = field(default_factory=dict)
    subtitle: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    status: str = ""
    coding_set: str = ""
    rules: Rules = field(default_factory=Rules)
    origin: tuple[str, str] = ("", "")
    quotes_nobody: bool = False

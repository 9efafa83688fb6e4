"""Krippendorff's alpha over domains of mutually exclusive codes, with the character as unit (as in ATLAS.ti).

c-alpha-binary: is the text relevant to the domain or not. cu-alpha: which code of the domain, where both
coded the domain. Cu-alpha: which domains, where both coded any; a character's set of domains counts as one
label (our reading of Gonzalez-Prieto et al. 2020; the manual gives no formula). Codes of one domain must not
overlap for one coder; where they do, the stretch is returned as a violation and left out of cu-alpha.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anselm.analysis.agreement.histogram import Design, Spans
from anselm.analysis.agreement.result import (
    NO_COMPARISON,
    NOT_USED,
    Bools,
    Figure,
    Floats,
    Ints,
    defined,
    undefined,
)

ONE_LABEL = "undefined because only one label was used, so no disagreement could be expected"
NOT_ASSIGNED = -1


@dataclass(frozen=True, slots=True)
class Violation:
    """A stretch where one coder gave two codes of one domain."""

    coder: int
    document: int
    domain: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Domains:
    """One `relevance` (c-alpha-binary) and one `codes` (cu-alpha) per domain, `which` (Cu-alpha) over all."""

    relevance: tuple[Figure, ...]
    codes: tuple[Figure, ...]
    which: Figure
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class _Atoms:
    """Stretches on which nobody's codes change: document, start, length, `on[stretch, coder, code]`, who
    read it.
    """

    document: Ints
    start: Ints
    length: Ints
    on: Bools
    read: Bools


def _atoms(spans: Spans, design: Design) -> _Atoms:
    documents, starts, lengths, marks = [], [], [], []
    for document in range(design.n_documents):
        rows = np.flatnonzero(spans.document == document)
        edges = np.array([0, design.lengths[document]], dtype=np.int64)
        cuts = np.unique(np.concatenate([spans.start[rows], spans.end[rows], edges]))
        steps = np.zeros((cuts.size, design.n_coders, design.n_codes), dtype=np.int64)
        where = spans.coder[rows], spans.code[rows]
        np.add.at(steps, (np.searchsorted(cuts, spans.start[rows]), *where), 1)
        np.add.at(steps, (np.searchsorted(cuts, spans.end[rows]), *where), -1)
        marks.append(np.cumsum(steps, axis=0)[:-1] > 0)
        documents.append(np.full(cuts.size - 1, document, dtype=np.int64))
        starts.append(cuts[:-1])
        lengths.append(np.diff(cuts))
    document_ = np.concatenate(documents)
    return _Atoms(
        document_,
        np.concatenate(starts),
        np.concatenate(lengths),
        np.concatenate(marks),
        design.assigned.T[document_],
    )


def alpha_of_stretches(labels: Ints, lengths: Ints, n_labels: int) -> Figure:
    """Nominal alpha of `labels[stretch, coder]` (-1 missing) where each stretch stands for so many
    characters.
    """
    counts = np.stack([(labels == k).sum(axis=1) for k in range(n_labels)], axis=1).astype(np.float64)
    per_unit = counts.sum(axis=1)
    kept = (per_unit >= 2) & (lengths > 0)
    if not kept.any():
        return undefined(NO_COMPARISON)
    counts, per_unit, weight = counts[kept], per_unit[kept], lengths[kept].astype(np.float64)
    n = float((weight * per_unit).sum())
    used: Floats = (weight[:, None] * counts).sum(axis=0)
    unlike = float((weight * (per_unit**2 - (counts**2).sum(axis=1)) / (per_unit - 1.0)).sum())
    expected = (n * n - float((used**2).sum())) / (n - 1.0)
    if (used > 0).sum() < 2:
        return undefined(ONE_LABEL, round(float(weight.sum())))
    return defined(1.0 - unlike / expected, round(float(weight.sum())))


def domains(spans: Spans, design: Design, domain_of: Ints) -> Domains:
    """The three alphas for codes grouped by `domain_of[code]` (from 0; -1 belongs to no domain)."""
    atoms = _atoms(spans, design)
    n_domains = int(domain_of.max(initial=-1)) + 1
    relevance, codes, violations, touched = [], [], [], []
    for domain in range(n_domains):
        inside = atoms.on[:, :, domain_of == domain]
        number = inside.sum(axis=2)
        touched.append(number > 0)
        binary = np.where(atoms.read, (number > 0).astype(np.int64), NOT_ASSIGNED)
        shared = atoms.read.sum(axis=1) >= 2
        anyone = bool((number[shared] > 0).any())
        relevance.append(alpha_of_stretches(binary, atoms.length, 2) if anyone else undefined(NOT_USED))
        one = np.where(number == 1, inside.argmax(axis=2) if inside.shape[2] else 0, NOT_ASSIGNED)
        codes.append(alpha_of_stretches(one, atoms.length, max(inside.shape[2], 1)))
        violations += [
            Violation(
                int(coder),
                int(atoms.document[at]),
                domain,
                int(atoms.start[at]),
                int(atoms.start[at] + atoms.length[at]),
            )
            for at, coder in np.argwhere(number > 1)
        ]
    return Domains(tuple(relevance), tuple(codes), _which(touched, atoms), tuple(violations))


def _which(touched: list[Bools], atoms: _Atoms) -> Figure:
    if not touched:
        return undefined(NOT_USED)
    sets = np.stack(touched, axis=2)
    flat = sets.reshape(-1, sets.shape[2])
    _, label = np.unique(flat, axis=0, return_inverse=True)
    labels = np.where(flat.any(axis=1), label.reshape(-1), NOT_ASSIGNED).reshape(sets.shape[:2])
    return alpha_of_stretches(labels.astype(np.int64), atoms.length, int(label.max(initial=0)) + 1)

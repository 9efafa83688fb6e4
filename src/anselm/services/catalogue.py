"""Every operation there is, by name. Routes, `anselm call`, the library and the permission table are made from it."""

from __future__ import annotations

from types import ModuleType

from anselm.services.coding import (
    bringing,
    changes,
    codes,
    codings,
    coefficients,
    comparing,
    differing,
    measuring,
    media_codings,
    media_reading,
    methods,
    noted,
    parts,
    precedents,
    projects,
    proposed,
    settling,
    splitting,
)
from anselm.services.coding import reading as coded
from anselm.services.corpus import (
    anonymised,
    anonymising,
    binding,
    finding,
    finds,
    folders,
    importing,
    mending,
    other_language,
    pages,
    pictures,
    readers,
    reading,
    residue,
    sources,
    speakers,
    surveys,
    timing,
    versions,
)
from anselm.services.fieldwork import (
    attributes,
    cases,
    consents,
    encounters,
    page,
    participants,
    plan,
    recordings,
    registering,
    waves,
)
from anselm.services.interpretation import (
    case_told,
    chains,
    coming_about,
    crossing,
    evidence,
    keeping,
    lens_cross,
    lenses,
    level_figure,
    matrix,
    passage_places,
    place_met,
    place_rounds,
    practices,
    queries,
    saturating,
    theme_page,
    theme_rounds,
    themes,
)
from anselm.services.judging import drawing, packages, results, rounds, starting
from anselm.services.operations import Operation, operations_of
from anselm.services.reporting import (
    capsule,
    checking,
    checklists,
    claims,
    commenting,
    erasing,
    exporting,
    history,
    publishing,
    quotations,
    reports,
    resting,
    searching,
    seen,
    walking,
    withdrawing,
)
from anselm.services.study import home, memos, people, stages, steps

__all__ = ["BY_NAME", "OPERATIONS", "ROOMS"]

ROOMS: dict[str, tuple[ModuleType, ...]] = {
    "study": (people, memos, steps, home, stages),
    "fieldwork": (cases, page, participants, consents, encounters, attributes, plan, registering, recordings, waves),
    "corpus": (
        *(
            importing,
            pictures,
            pages,
            surveys,
            sources,
            reading,
            readers,
            binding,
            speakers,
            timing,
            versions,
            other_language,
        ),
        *(mending, finding, finds, anonymising, anonymised, residue, folders),
    ),
    "judging": (rounds, drawing, starting, packages, results),
    "coding": (
        *(codes, bringing, projects, changes, codings, coded, parts, media_codings, media_reading, comparing),
        *(measuring, coefficients, methods, differing, settling, precedents, noted, proposed, splitting),
    ),
    "interpretation": (
        *(themes, coming_about, theme_page, theme_rounds, lenses, lens_cross, chains, level_figure),
        *(place_rounds, place_met, passage_places),
        *(practices, evidence, queries, crossing, saturating, matrix, keeping, case_told),
    ),
    "reporting": (
        *(claims, searching, quotations, reports, commenting, history, publishing, capsule, walking),
        *(resting, checklists, withdrawing, erasing, checking, exporting, seen),
    ),
}

OPERATIONS: tuple[Operation, ...] = tuple(
    operation for room, modules in ROOMS.items() for operation in operations_of(*modules, room=room)
)
BY_NAME: dict[str, Operation] = {operation.name: operation for operation in OPERATIONS}

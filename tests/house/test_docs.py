from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from docs.generate import PAGES, REFERENCE
from tests.house.tree import ROOT, named, python_files, tracked

from anselm.cli.commands import COMMANDS

GLOSSARY = ROOT / "docs" / "glossary.md"


def domain_classes() -> set[str]:
    """The public classes of the domain."""
    return {
        node.name
        for path in python_files("src/anselm/domain/")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_says_what_the_code_says(page: str) -> None:
    written = (REFERENCE / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), "run: make docs"


def test_every_class_of_the_domain_is_described() -> None:
    described = set(re.findall(r"\*\*(\w+)\*\*", GLOSSARY.read_text(encoding="utf-8") + PAGES["domain.md"]()))
    assert not domain_classes() - described


def test_no_class_of_the_domain_goes_by_a_word_the_glossary_refuses() -> None:
    rows = re.findall(r"^\|.*\|([^|]*)\|$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)[2:]
    refused = {word.strip() for row in rows for word in row.split(",") if word.strip()}
    allowed = {word.lower() for word in re.findall(r"\*\*(\w+)\*\*", GLOSSARY.read_text(encoding="utf-8"))}
    names = {name.lower() for name in domain_classes()}
    assert not names & (refused - allowed)


def test_every_command_gives_an_example() -> None:
    page = PAGES["commands.md"]()
    silent = [
        command.name
        for command in COMMANDS
        if "Example" not in page.partition(f"## anselm {command.name}\n")[2].partition("\n## ")[0]
    ]
    assert not silent


def test_every_link_between_our_pages_leads_somewhere() -> None:
    dead = [
        f"{named(page)}: {target}"
        for page in tracked()
        if page.suffix == ".md" and not named(page).startswith(("src/", "tests/"))
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not dead


def test_records_of_decisions_are_numbered_without_a_gap_and_listed() -> None:
    folder = ROOT / "docs" / "adr"
    records = sorted(path for path in folder.glob("[0-9]*.md"))
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    assert all(path.name in listed for path in records)
    assert all(_is_whole(path) for path in records)


def _is_whole(record: Path) -> bool:
    text = record.read_text(encoding="utf-8")
    return all(f"\n{part}" in text for part in ("Status: ", "## Context", "## Decision", "## Consequences"))

"""The contracts of `.importlinter` hold, and each of them breaks when it is broken on purpose."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.house.tree import ROOT, SOURCE


@dataclass(frozen=True, slots=True)
class Plant:
    """An import that must not be: from which module to which, and the contract that says so."""

    module: str
    imported: str
    contract: str
    in_function: bool = False

    @property
    def line(self) -> str:
        """The import as it is written into the module."""
        words = f"import {self.imported}"
        return f"def planted() -> None:\n    {words}" if self.in_function else words


ALONE = "Adapters are imported by bootstrap alone"
PURE = "Domain and analysis do no I/O"
PLANTS = {
    "the web reaches past bootstrap into storage": Plant("web.planted", "anselm.storage", ALONE),
    "the web reaches into storage inside a function": Plant("web.hidden", "anselm.storage", ALONE, True),
    "the library reaches into formats": Plant("library.planted", "anselm.formats", ALONE),
    "the domain opens a database": Plant("domain.planted", "sqlite3", PURE),
    "the domain reads the clock": Plant("domain.planted", "time", PURE),
    "the domain opens a file": Plant("domain.planted", "pathlib", PURE),
    "analysis draws lots of its own": Plant("analysis.planted", "random", PURE),
    "a service writes SQL": Plant("services.planted", "sqlalchemy", "Only storage knows SQL"),
    "the web writes SQL": Plant("web.planted", "sqlite3", "Only storage knows SQL"),
    "the domain knows a service": Plant("domain.planted", "anselm.services", "Floors"),
    "one adapter uses another": Plant("formats.planted", "anselm.media", "Floors"),
    "the web uses the terminal": Plant("web.planted", "anselm.cli", "Floors"),
    "coding knows literature": Plant(
        "domain.coding", "anselm.domain.literature", "Rooms on the floor domain"
    ),
    "literature knows coding": Plant(
        "domain.literature", "anselm.domain.coding", "Rooms on the floor domain"
    ),
    "a room looks upwards in domain": Plant(
        "domain.study", "anselm.domain.corpus", "Rooms on the floor domain"
    ),
    "a room looks upwards in services": Plant(
        "services.corpus", "anselm.services.judging", "Rooms on the floor services"
    ),
    "a room looks upwards in storage": Plant(
        "storage.reads.corpus", "anselm.storage.reads.judging", "Rooms on the floor storage"
    ),
    "a room looks upwards in web": Plant("web.corpus", "anselm.web.reporting", "Rooms on the floor web"),
    "a room looks upwards in cli": Plant("cli.corpus", "anselm.cli.reporting", "Rooms on the floor cli"),
}
FLOORS_WITH_ROOMS = ("domain", "services", "storage.reads", "web", "cli")
ROOMS = ("study", "fieldwork", "corpus", "judging", "coding", "literature", "interpretation", "reporting")


def lint(source: Path) -> str:
    """What import-linter says, by the project's contracts, of the package in `source`."""
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(program), "--no-cache", "--no-logo", str(ROOT / ".importlinter")],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def broken(report: str) -> set[str]:
    """The names of the contracts a report calls broken."""
    return {match[1] for match in re.finditer(r"^(.+) BROKEN\b", report, re.MULTILINE)}


def reasons(report: str, contract: str) -> str:
    """What a report says against one contract, in the part that explains the broken ones."""
    _, _, explained = report.partition("Broken contracts")
    _, _, onwards = explained.partition(f"{contract}\n")
    return re.split(r"\n[^\n]+\n-{5,}\n", onwards.partition("\n")[2])[0]


def module_file(source: Path, module: str) -> Path:
    """The file of a module below `anselm`, which may be a package."""
    file = source.joinpath("anselm", *module.split("."))
    return file / "__init__.py" if file.is_dir() else file.with_suffix(".py")


def plant(source: Path, module: str, line: str) -> None:
    """Add a line to a module, which is made if it is not there."""
    file = module_file(source, module)
    file.parent.mkdir(exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else '"""Planted."""\n'
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")


def copied(folder: Path) -> Path:
    """A copy of the package's Python, with every room standing on every floor."""
    left_out = shutil.ignore_patterns("static", "__pycache__", "harrowmere")
    shutil.copytree(SOURCE, folder / "anselm", ignore=left_out)
    for floor in FLOORS_WITH_ROOMS:
        for room in ROOMS:
            if not module_file(folder, f"{floor}.{room}").exists():
                plant(folder, f"{floor}.{room}", "")
    return folder


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on a copy that carries every plant at once; each contract explains itself."""
    source = copied(tmp_path_factory.mktemp("planted"))
    for one in PLANTS.values():
        plant(source, one.module, one.line)
    return lint(source)


def test_the_contracts_hold() -> None:
    report = lint(SOURCE.parent)
    assert "0 broken" in report, report


def test_a_copy_with_every_room_holds_too(tmp_path: Path) -> None:
    report = lint(copied(tmp_path))
    assert "0 broken" in report, report


@pytest.mark.parametrize("one", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_import_breaks_its_contract(one: Plant, planted: str) -> None:
    assert one.contract in broken(planted), planted
    assert f"anselm.{one.module} -> {one.imported} " in reasons(planted, one.contract), planted


def test_a_planted_floor_and_a_planted_cycle_are_seen(tmp_path: Path) -> None:
    source = copied(tmp_path)
    plant(source, "helpers.__init__", "import json")
    plant(source, "analysis.first", "import anselm.analysis.second")
    plant(source, "analysis.second", "import anselm.analysis.first")
    assert {"Floors", "No cycles between siblings"} <= broken(lint(source))

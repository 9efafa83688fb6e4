"""Writes `docs/reference/`, which is made from the code; `--check` only says which pages are out of date."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
ROOMS = ("study", "fieldwork", "corpus", "judging", "coding", "literature", "interpretation", "reporting")
NOTE = "<!-- Made from the code by `make docs`; change the code, not this page. -->\n"


def commands() -> str:
    """The help of every command, as the terminal prints it."""
    from anselm.cli.commands import COMMANDS

    parts = [NOTE, "# Commands\n", "Every command ends 0 when done, 1 when refused, 2 when misused.\n"]
    parts += [f"## anselm {one.name}\n\n```text\n{_help_of(one.name)}\n```\n" for one in COMMANDS]
    return "\n".join(parts)


def _help_of(name: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from anselm.cli import main; main()", name, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "100", "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def domain() -> str:
    """Every public class of the domain with the first sentence of its docstring, by room."""
    folder = ROOT / "src" / "anselm" / "domain"
    files = [path for path in sorted(folder.rglob("*.py")) if path.name != "__init__.py"]
    parts = [NOTE, "# The domain\n", "Values, rules and state machines, by the room they live in.\n"]
    for path in sorted(files, key=lambda path: (_room(path), path.name)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [
            node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        ]
        if classes:
            module = ".".join(path.relative_to(folder).with_suffix("").parts)
            rows = "\n".join(f"- **{node.name}**: {_sentence(node)}" for node in classes)
            parts.append(f"## {module}\n\n{_sentence(tree)}\n\n{rows}\n")
    return "\n".join(parts)


def _room(path: Path) -> int:
    return ROOMS.index(path.stem) if path.stem in ROOMS else -1


def _sentence(node: ast.Module | ast.ClassDef) -> str:
    words = " ".join((ast.get_docstring(node) or "").partition("\n\n")[0].split())
    return words or "(undescribed)"


def permissions() -> str:
    """Which role may ask for which operation."""
    from anselm.domain.study import RIGHTS, Role
    from anselm.services.catalogue import OPERATIONS

    told = (
        "Made from `RIGHTS` and the declarations of the operations; the server, the terminal and the library ask the "
        "same table, and a test asks every route as everyone. Blind rounds, private memos and withdrawals hide rows "
        "from every role alike and are not in this table.\n"
    )
    parts = [
        NOTE,
        "# Who may do what\n",
        told,
        "| Operation | HTTP | Right | " + " | ".join(Role) + " |",
        "|---|---|---|" + "---|" * len(Role),
    ]
    for one in sorted(OPERATIONS, key=lambda one: one.name):
        marks = ("yes" if one.right is None or one.right in RIGHTS[role] else "" for role in Role)
        route = f"{one.method} {one.path}"
        parts.append(f"| {one.name} | {route} | {one.right or 'none'} | " + " | ".join(marks) + " |")
    return "\n".join(parts) + "\n"


def formats() -> str:
    """What kinds of file are read, by their endings, and how the text comes about."""
    from anselm.formats.table import FORMATS

    told = (
        "Made from the table of readers. Every file is read in a limited process of its own; what its text does not "
        "hold is listed when it is brought in, and a file that cannot be read is refused with the place, the reason "
        "and what to do.\n"
    )
    endings: dict[str, list[str]] = {}
    for ending, reader in sorted(FORMATS.items()):
        endings.setdefault(reader.__module__, []).append(f"`.{ending}`")
    parts = [NOTE, "# What can be brought in\n", told]
    for module, found in endings.items():
        parts.append(f"## {', '.join(found)}\n\n{(sys.modules[module].__doc__ or '').strip()}\n")
    parts.append("## Tables: `.csv`, `.tsv`, `.xlsx`\n")
    parts += [f"{(sys.modules[f'anselm.formats.{one}'].__doc__ or '').strip()}\n" for one in ("sheet", "xlsx")]
    parts.append("## Projects of other programs: `.qdpx`\n")
    parts.append(f"{(sys.modules['anselm.formats.project'].__doc__ or '').strip()}\n")
    parts.append("## Codebooks: `.qdc`, `.qdpx`, `.csv`, `.tsv`, `.xlsx`\n")
    parts.append(f"{(sys.modules['anselm.formats.codebook'].__doc__ or '').strip()}\n")
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "domain.md": domain,
    "formats.md": formats,
    "permissions.md": permissions,
}


def stale() -> list[str]:
    """The pages that differ from what the code says now."""
    return [
        name
        for name, write in PAGES.items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text(encoding="utf-8") != write()
    ]


def main() -> int:
    """Write the pages; with `--check` write nothing and return 1 if one is out of date."""
    if "--check" in sys.argv[1:]:
        found = stale()
        print("\n".join(f"out of date: {name}" for name in found) or "the reference is up to date")
        return 1 if found else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The demo is made through the library alone, so it is also the proof that the library suffices."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.house.tree import SOURCE
from tests.printed import say

MODULES = sorted((SOURCE / "demo").rglob("*.py"))
OPEN = ("anselm.demo", "anselm.library")


def _inside(source: str) -> list[str]:
    """What a module imports of the program besides the library and the demo itself."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{'.' * node.level}{node.module or ''}"]
        found += [name for name in names if name.startswith((".", "anselm."))]
    return [name for name in found if not any(name == door or name.startswith(f"{door}.") for door in OPEN)]


def test_the_builder_imports_nothing_but_the_library() -> None:
    say(n_modules=len(MODULES))
    assert len(MODULES) > 10
    for path in MODULES:
        assert not _inside(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize(
    "planted",
    [
        "from anselm.bootstrap import outside",
        "import anselm.storage.store",
        "def later():\n    from anselm.services import catalogue",
        "from ..storage import store",
    ],
)
def test_a_builder_that_reaches_past_the_library_is_found(planted: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(planted)
    assert _inside((tmp_path / "planted.py").read_text())

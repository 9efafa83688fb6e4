from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.tree import ROOT


def ruff(source: str, name: str) -> str:
    """What ruff, with the project's rules, says of a source that would stand at `name`."""
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "ruff"),
            "check",
            "--output-format=concise",
            "--stdin-filename",
            name,
            "-",
        ],
        cwd=ROOT,
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("import importlib\n\nimportlib.import_module('x')\n", "TID251"),
        ("from datetime import datetime\n\ndatetime.now()\n", "TID251"),
        ("import datetime\n\ndatetime.datetime.now()\n", "TID251"),
        ("import time\n\ntime.time()\n", "TID251"),
        ("import uuid\n\nuuid.uuid4()\n", "TID251"),
        ("import random\n\nrandom.random()\n", "TID251"),
        ("from .other import name\n", "TID252"),
        ("try:\n    pass\nexcept Exception:\n    pass\n", "BLE001"),
        ("def f(a):\n" + "".join(f"    if a == {n}:\n        a += 1\n" for n in range(13)), "PLR0912"),
    ],
)
def test_a_planted_call_is_refused_by_ruff(source: str, rule: str) -> None:
    assert rule in ruff(source, "src/anselm/services/planted.py")

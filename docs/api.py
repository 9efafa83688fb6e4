"""Writes `frontend/openapi.json` and the types the front end takes from it; both are made from the code."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from hatch_build import run_node

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
DOCUMENT = FRONTEND / "openapi.json"
TYPES = FRONTEND / "src" / "api" / "schema.d.ts"


def document() -> str:
    """The description of the HTTP interface, as it is kept."""
    from anselm.services.catalogue import OPERATIONS
    from anselm.web.openapi import document as described

    return json.dumps(described(OPERATIONS), ensure_ascii=False, indent=2) + "\n"


def types_of(path: Path) -> None:
    """Write the types for the kept description to a file, by the words of the front end's own script."""
    script = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["scripts"]["types"]
    program, *words = shlex.split(script)
    words[words.index("-o") + 1] = str(path)
    run_node(FRONTEND, f"node_modules/{program}/bin/cli.js", *words)


def main() -> int:
    """Write both files."""
    DOCUMENT.write_text(document(), encoding="utf-8")
    types_of(TYPES)
    print(f"{DOCUMENT.relative_to(ROOT)}, {TYPES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Runs every benchmark of this folder, one process each; `--peers` runs those of `bench/peers`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run them one after the other and return 1 if one could not run; figures are printed, not judged."""
    folder = HERE / "peers" if "--peers" in sys.argv[1:] else HERE
    programs = [path for path in sorted(folder.glob("*.py")) if not path.name.startswith("_")]
    codes = []
    for program in programs:
        print(f"\n== {program.stem} ==", flush=True)
        codes.append(subprocess.run([sys.executable, str(program)], check=False).returncode)
    return 1 if any(codes) or not programs else 0


if __name__ == "__main__":
    raise SystemExit(main())

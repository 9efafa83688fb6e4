"""`python -m anselm` is the command `anselm`."""

from __future__ import annotations

from anselm.cli import main

if __name__ == "__main__":
    main()

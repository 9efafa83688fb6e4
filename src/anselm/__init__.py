"""Anselm, a workbench for qualitative studies, as a library: `study = anselm.open("my-study", as_="Lowri")`.

`anselm.agreement` works on plain tables with no study. Both are loaded when first named, so that
`import anselm` and the command line stay quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anselm.domain.about import VERSION

if TYPE_CHECKING:
    from anselm.library import agreement as agreement
    from anselm.library.study import Study as Study
    from anselm.library.study import create as create
    from anselm.library.study import open_ as open  # noqa: A004 - `anselm.open` is the name of the door

__all__ = ["Study", "__version__", "agreement", "create", "open"]

__version__ = VERSION


def __getattr__(name: str) -> Any:
    if name == "agreement":
        from anselm.library import agreement as found

        return found
    if name in ("Study", "create", "open"):
        from anselm.library import study

        return getattr(study, "open_" if name == "open" else name)
    raise AttributeError(f"module 'anselm' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__

"""A drawing as a picture of dots, for files that hold no drawing."""

from __future__ import annotations

from functools import lru_cache

import typst

from anselm.domain.drawing import Drawing
from anselm.formats import out_svg

__all__ = ["png"]

_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)'


def png(drawing: Drawing) -> bytes:
    """The drawing as PNG, 200 dots to the inch, in fixed colours on paper."""
    return _dots(out_svg.render(drawing, "", "", colours="fixed"))


# A report may show one figure twice, and is looked over before it is released.
@lru_cache(maxsize=8)
def _dots(svg: str) -> bytes:
    return typst.compile(_PAGE.encode(), format="png", ppi=200.0, sys_inputs={"svg": svg})

"""A drawing as a picture of dots, for files that hold no drawing."""

from __future__ import annotations

import typst

from anselm.domain.document import Drawing
from anselm.formats import out_svg

__all__ = ["png"]

_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)'


def png(drawing: Drawing) -> bytes:
    """The drawing as PNG, 200 dots to the inch, in fixed colours on paper."""
    svg = out_svg.render(drawing, "", "", colours="fixed")
    return typst.compile(_PAGE.encode(), format="png", ppi=200.0, sys_inputs={"svg": svg})

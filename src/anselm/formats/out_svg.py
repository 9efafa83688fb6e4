"""A drawing as SVG: readable in grey, in the page's own colours or, standing alone, in fixed ones."""

from __future__ import annotations

from html import escape
from typing import Literal, TypeAlias

from anselm.domain.drawing import Drawing, Shape
from anselm.formats.out_safe import clean

__all__ = ["HUES", "TOKENS", "render"]

Colours: TypeAlias = Literal["variables", "fixed"]

TOKENS: dict[str, str] = {
    "paper": "#faf8f3",
    "panel": "#f3f0e8",
    "sunk": "#ebe7dc",
    "ink": "#1f1c18",
    "soft": "#5c564c",
    "edge": "#8d8577",
    "accent": "#0b5a66",
}
HUES: dict[str, str] = {
    "22": "#b84d4e",
    "345": "#ac4e87",
    "255": "#3475c4",
    "165": "#008d5f",
    "300": "#825eb9",
    "112": "#777b18",
}
_SERIF = "'Source Serif 4','Source Serif Pro',Charter,Georgia,Cambria,serif"
_SANS = "Inter,'Helvetica Neue','Segoe UI',Arial,sans-serif"

# style: fill, stroke, further attributes. A colour is a token; "hue" is the shape's own; "" is none.
_STYLES: dict[str, tuple[str, str, str]] = {
    "band-even": ("paper", "edge", 'stroke-width="1"'),
    "band-odd": ("panel", "edge", 'stroke-width="1"'),
    "band-deep": ("sunk", "edge", 'stroke-width="1"'),
    "level": ("soft", "", f'font-family="{_SANS}" font-weight="600"'),
    "level-note": ("soft", "", f'font-family="{_SANS}"'),
    "theme": ("ink", "", f'font-family="{_SERIF}" font-weight="600"'),
    "label": ("ink", "", f'font-family="{_SANS}"'),
    "halo": ("", "paper", f'font-family="{_SANS}" stroke-width="3" stroke-linejoin="round"'),
    "halo-theme": ("", "paper", f'font-family="{_SERIF}" font-weight="600" stroke-width="3" opacity="0.8"'),
    "code": ("hue", "ink", 'stroke-width="0.8" rx="2.5"'),
    "factor": ("paper", "ink", 'stroke-width="1.5"'),
    "passage": ("paper", "ink", 'stroke-width="1.4" stroke-linejoin="round"'),
    "line": ("", "ink", 'stroke-linecap="butt"'),
    "line-inferred": ("", "ink", 'stroke-dasharray="6 3"'),
    "arrow": ("ink", "", ""),
    "bar": ("", "ink", 'stroke-width="2.6"'),
    "ring": ("paper", "ink", 'stroke-width="1.8"'),
    "pill": ("paper", "ink", 'stroke-width="1" rx="9"'),
    "pill-text": ("ink", "", f'font-family="{_SANS}" font-weight="500"'),
    "told": ("ink", "", ""),
    "leader": ("", "edge", 'stroke-width="0.8"'),
    "axis": ("", "ink", 'stroke-width="1.5"'),
    "axis-name": ("ink", "", f'font-family="{_SANS}"'),
    "axis-note": ("soft", "", f'font-family="{_SANS}"'),
}


def render(drawing: Drawing, title: str, description: str, *, colours: Colours = "variables", prefix: str = "f") -> str:
    """The drawing as one svg element with title and description for those who do not see it.

    ``variables`` takes the tokens of the page (--ink, --paper …) and falls back on the light ones; ``fixed``
    needs no page. ``prefix`` keeps the ids of several drawings on a page apart.
    """
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(drawing.width)}" height="{_n(drawing.height)}" '
            f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="img" '
            f'aria-labelledby="{prefix}-t {prefix}-d" class="figure">'
        ),
        f'<title id="{prefix}-t">{_words(title)}</title><desc id="{prefix}-d">{_words(description)}</desc>',
    ]
    parts.extend(_shape(shape, at, colours, prefix) for at, shape in enumerate(drawing.shapes))
    parts.append("</svg>")
    return "".join(parts)


def _shape(shape: Shape, at: int, colours: Colours, prefix: str) -> str:
    fill, stroke, more = _STYLES[shape.style]
    marks = f'class="{shape.style}"' + (f' data-ref="{escape(clean(shape.ref))}"' if shape.ref else "")
    look = f'{marks} fill="{_colour(fill, shape, colours)}" stroke="{_colour(stroke, shape, colours)}" {more}'
    if shape.stroke:
        look += f' stroke-width="{_n(shape.stroke)}"'
    match shape.kind:
        case "path":
            return f'<path d="{escape(shape.path)}" {look}/>'
        case "rect":
            box = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
            return f"<rect {box} {look}/>"
        case "circle":
            return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.size)}" {look}/>'
        case "text":
            words = f'x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" text-anchor="{shape.anchor}"'
            return f"<text {words} {look}>{_words(shape.text)}</text>"
        case _:
            name = f"{prefix}-c{at}"
            curve = f'<path id="{name}" d="{escape(shape.path)}" fill="none"/>'
            return (
                f'{curve}<text font-size="{_n(shape.size)}" text-anchor="middle" {look}>'
                f'<textPath href="#{name}" startOffset="50%">{_words(shape.text)}</textPath></text>'
            )


def _colour(name: str, shape: Shape, colours: Colours) -> str:
    if not name:
        return "none"
    if name == "hue":
        fixed = HUES.get(shape.hue, TOKENS["edge"])
        return fixed if colours == "fixed" or shape.hue not in HUES else f"var(--hue-{shape.hue},{fixed})"
    return TOKENS[name] if colours == "fixed" else f"var(--{name},{TOKENS[name]})"


def _words(text: str) -> str:
    return escape(clean(text), quote=False)


def _n(number: float) -> str:
    """A number as short as it can be said, never in the notation of powers."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"

"""The page round the report: its style and its few lines of script, let through by their digests and alone."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

__all__ = ["page"]


_WALK = """<section id="back" aria-labelledby="back-h"><h2 id="back-h">The walk back</h2>
<p>From every counted sentence and every quotation to its evidence, its coding, the words in context, who said them and
what they consented to, as far as consent allows.</p>{walk}</section>
"""


@cache
def _part(name: str) -> tuple[str, str]:
    """The text of a file beside this one, and its digest as the policy wants it."""
    text = files(__package__ or "").joinpath(name).read_text("utf-8")
    return text, f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def page(*, title: str, language: str, header: str, contents: str, body: str, walk: str, draft: bool) -> str:
    """The whole file; every argument is HTML already. Nothing but the file's own style and script may run."""
    style, style_digest = _part("out_html.css")
    script, script_digest = _part("out_html.js")
    policy = (
        f"default-src 'none'; style-src {style_digest}; script-src {script_digest}; base-uri 'none'; form-action 'none'"
    )
    nav = f'<nav class="out" aria-label="Contents"><div><h2>Contents</h2><ol>{contents}</ol></div></nav>'
    kind = "Draft. " if draft else ""
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">
<meta name="generator" content="Anselm"><title>{title}</title><style>{style}</style></head>
<body><a class="skip" href="#report">Skip to the report</a>
<div class="frame"><header class="doc">{header}</header>{nav if contents else ""}
<main id="report" tabindex="-1">{body}</main></div>
{_WALK.format(walk=walk) if walk else ""}<footer class="end">{kind}Participants are named by their label only.</footer>
<dialog id="reader" aria-label="Walk back"><div class="reader"><div id="held"></div><div class="bar">
<button class="pri" id="shut" type="button">Back<span class="wide"> to the report</span>
<kbd aria-hidden="true">Esc</kbd></button>
<span class="at" id="at" aria-live="polite"></span>
<button id="prev" type="button" aria-label="Previous passage">←</button>
<button id="next" type="button" aria-label="Next passage">→</button></div></div></dialog>
<script>{script}</script></body></html>
"""

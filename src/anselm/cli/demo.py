"""`anselm demo`: the demo study, built and opened."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from anselm.domain.errors import Refused

IN_WORDS = {
    "people": "who is in the team",
    "fieldwork": "teams, people and what each consented to",
    "sources": "the interviews",
    "sound": "the sound of some",
    "codebook": "the codes",
    "double": "nine interviews read twice, apart",
    "settle": "where the two readings differed",
    "single": "the other interviews coded",
    "interpret": "themes, levels, practices",
    "report": "the report and its claims",
    "mending": "what was put right afterwards",
}


def demo(
    folder: Path | None = typer.Argument(None, metavar="DIR", help="Where; else in your folder Anselm."),
    serve: bool = typer.Option(True, "--serve/--no-serve", help="Open the workbench afterwards."),
    until: str = typer.Option("", "--until", metavar="STAGE", help="Stop after a stage, to begin there yourself."),
    seed: int = typer.Option(7, "--seed", help="Another seed makes other identifiers, the same study."),
    scale: int = typer.Option(1, "--scale", min=1, help="So many times the teams, interviews and codings, for load."),
    port: int = typer.Option(0, "--port", help="The workbench's port; else a free one."),
    browser: bool = typer.Option(True, "--browser/--no-browser", help="Open the browser."),
) -> None:
    """Build the demo study (nine made-up teams) and open the workbench.

    The stages are people, fieldwork, sources, sound, codebook, double, settle, single, interpret, report and mending.
    With --scale each further copy takes about an eighth of the time of the first, and somewhat more as they become
    many; claims, practices and the round stay those of the first. Ctrl-C while it is built leaves nothing behind.

    Example: anselm demo
    """
    target = folder or Path.home() / "Anselm" / "harrowmere"
    if (target / "study.db").is_file():
        print(f"The demo study is at {target} already.")
    else:
        _build(target, until, seed, scale)
    if serve:
        from anselm.cli.serve import Place, serve_study

        print("The link signs you in as Dr Ilse Marrow, who leads. Kwame Adjei and Lowri Pask, who read, sign in from")
        print("another browser with the password side-by-side.", flush=True)
        serve_study(target, Place(port=port or None), as_="I", browser=browser)


def _build(target: Path, until: str, seed: int, scale: int) -> None:
    """Raises Refused for a stage there is not, and for copies of a study that is not whole."""
    from anselm.demo.build import LAST, STAGES, build

    until = until or LAST
    if until not in STAGES:
        raise Refused(f"There is no stage {until}.", advice=f"The stages are: {', '.join(STAGES)}.")
    if scale > 1 and until != LAST:
        raise Refused("Only the whole study can be made several times over.", advice="Leave out --until or --scale.")
    try:
        build(target, seed=seed, until=until, scale=scale, said=_say)
    except KeyboardInterrupt:
        print(f"Stopped. Nothing was left at {target}.", file=sys.stderr)
        raise typer.Exit(130) from None
    print(f"The demo study is at {target}.")


def _say(stage: str) -> None:
    """Tell which stage is being built, in words; a copy says itself what it is."""
    print(f"  {stage}: {IN_WORDS[stage]}" if stage in IN_WORDS else f"  {stage}", flush=True)

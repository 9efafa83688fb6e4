"""`anselm demo`: the demo study, built and opened."""

from __future__ import annotations

from pathlib import Path

import typer

from anselm.domain.errors import Refused


def demo(
    folder: Path | None = typer.Argument(None, metavar="DIR", help="Where; else in your folder Anselm."),
    serve: bool = typer.Option(True, "--serve/--no-serve", help="Open the workbench afterwards."),
    until: str = typer.Option("", "--until", metavar="STAGE", help="Stop after a stage, to begin there yourself."),
    seed: int = typer.Option(7, "--seed", help="Another seed makes other identifiers, the same study."),
    port: int = typer.Option(0, "--port", help="The workbench's port; else a free one."),
    browser: bool = typer.Option(True, "--browser/--no-browser", help="Open the browser."),
) -> None:
    """Build the demo study (nine made-up teams) and open the workbench.

    Example: anselm demo
    """
    from anselm.demo.build import LAST, STAGES, build

    until = until or LAST
    if until not in STAGES:
        raise Refused(f"There is no stage {until}.", advice=f"The stages are: {', '.join(STAGES)}.")
    target = folder or Path.home() / "Anselm" / "harrowmere"
    if (target / "study.db").is_file():
        print(f"The demo study is at {target} already.")
    else:
        build(target, seed=seed, until=until, said=lambda stage: print(f"  {stage}"))
        print(f"The demo study is at {target}.")
    if serve:
        from anselm.cli.serve import Place, serve_study

        print("The link signs you in as Dr Ilse Marrow, who leads. Kwame Adjei and Lowri Pask, who read, sign in from")
        print("another browser with the password side-by-side.", flush=True)
        serve_study(target, Place(port=port or None), as_="I", browser=browser)

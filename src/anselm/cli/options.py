"""What every command takes: the study, who asks or acts, and JSON in place of words."""

from __future__ import annotations

from typing import Any

import typer

__all__ = ["ACTS", "ASKS", "JSON", "STUDY"]

STUDY: Any = typer.Argument(..., metavar="STUDY", help="The study's folder.")
ASKS: Any = typer.Option(None, "--as", metavar="NAME", help="The researcher who asks; else the owner.")
ACTS: Any = typer.Option(None, "--as", metavar="NAME", help="The researcher who acts; else the owner.")
JSON: Any = typer.Option(False, "--json", help="One JSON document on stdout.")

"""Figures a test saw, printed so that a reader of the log sees them too."""

from __future__ import annotations


def say(**figures: object) -> None:
    """Print figures by name on one line."""
    print("  ".join(f"{name}={value}" for name, value in figures.items()))

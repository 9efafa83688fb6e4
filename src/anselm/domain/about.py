"""What this program is called and which version it is."""

from __future__ import annotations

__all__ = ["VERSION"]

VERSION = "0.1.0"

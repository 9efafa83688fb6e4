"""Rounds: judging apart, revealing, comparing, settling and closing."""

"""Recordings: what can be learned from a file of sound or picture."""

"""The HTTP edge: validate, call one service or read, present."""

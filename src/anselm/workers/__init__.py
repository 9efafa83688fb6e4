"""Limited children for parsing and heavy work."""

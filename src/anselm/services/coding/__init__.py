"""Codes, codings and what is read from them."""

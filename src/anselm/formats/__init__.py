"""Pure pairs of parse and serialise, one module a format."""

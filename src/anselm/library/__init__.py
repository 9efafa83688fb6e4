"""The Python edge: a study opened from a script or a notebook."""

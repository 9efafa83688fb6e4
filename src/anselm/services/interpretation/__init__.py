"""Themes, lenses, levels and relations between them, practices as told, and the evidence they stand on."""

"""Figures as numbers: where every mark and label stands. Drawing them is left to the writers."""

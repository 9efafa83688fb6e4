"""Harrowmere: a made-up study of nine teams, written for Anselm."""

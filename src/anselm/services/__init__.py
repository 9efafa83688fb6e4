"""Use cases, one cluster of verbs a room; the ports they need are in `ports`."""

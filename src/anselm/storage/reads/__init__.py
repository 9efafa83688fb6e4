"""Named set-based queries, one module a room; each starts from `anselm.storage.visible`."""

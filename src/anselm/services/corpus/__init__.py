"""Sources: bringing files in, reading them, who speaks, corrections, and finding words."""

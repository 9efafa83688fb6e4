"""How a study's tables came to be as they are. Each step is written out and never changed once released."""

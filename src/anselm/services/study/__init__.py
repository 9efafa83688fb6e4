"""The study itself: who works on it, memos, steps back and forward, and the first page."""

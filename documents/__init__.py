"""Floor 7: stored files. what came in is checked and kept, and leaves only through a page behind the wall."""

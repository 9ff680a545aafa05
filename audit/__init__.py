"""Floor 3: the append-only trail. Soft references only, so it needs nobody above."""

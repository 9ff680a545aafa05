"""Floor 6: need-to-know. Ladder, labels, clearances, the one entry to context, the protected bases."""

"""Floor 10: agreements, who concluded them, how they came to be, how long they bind and by when to act."""

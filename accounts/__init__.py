"""Floor 5: users and the offices they hold."""

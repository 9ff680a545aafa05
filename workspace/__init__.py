"""Floor 14: pages people open, and the commands that load the house."""

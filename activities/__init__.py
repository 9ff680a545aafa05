"""Floor 12: activities with other States and, of their kinds, exercises (domain.md A3, B5, C2)."""

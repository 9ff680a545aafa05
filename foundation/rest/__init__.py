"""The REST kit: one list, one detail, one error shape for every resource. Interfaces only."""

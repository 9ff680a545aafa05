"""The register of notes verbales, letters, aide-mémoires and exchanges of notes (domain.md B3)."""

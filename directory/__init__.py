"""Floor 4: countries, organisations, institutions and units, diplomatic missions, holidays. Open reference data."""

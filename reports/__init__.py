"""Floor 13: reports across the domains: one definition gives REST, page, CSV, XLSX and PDF."""

"""Where a rule of the house is set aside, and why. Adding a line here is a decision to be defended in review."""

# Rooms beside those of house.md: docs/decisions/0001-rooms-of-the-engine-packages.md.
FURTHER_ROOMS = {
    "foundation": {
        "acts", "admin_kit", "azerbaijani", "checks", "clock", "errors", "grant_admin", "grantings", "grants",
        "library_words", "periods", "permissions", "references", "rest", "site", "sorting",
        "wording", "workdays", "writes",
    },
    "audit": {"triggers"},
    "publishing": {
        "cells", "columns", "csvs", "documents", "fonts", "palette", "pdf", "pictures", "tables",
        "typefaces", "typst", "xlsx",
    },
    "accounts": {"events", "middleware", "roles", "signin"},
    "access": {
        "admin_kit", "authentication", "checks", "context", "frame", "ladder", "lifecycles", "managers", "middleware",
        "refusals", "rest", "search", "service_subjects", "walls",
    },
    "reminders": {"dispatcher"},
    "reports": {"exports"},
    "config": {
        "celery", "composition", "environment", "formats", "health", "settings", "settings_production", "urls", "wsgi",
    },
}  # fmt: skip

# Files that may open a sealed manager; what for stands in the `reason=` of each call.
UNRESTRICTED = {
    "access/managers.py": "defines it",
    "reminders/services/dispatch.py": "re-reads the batch its own transaction holds",
}

# Files that may use Django's own managers beside the sealed one.
PLAIN_MANAGERS = {
    "access/": "builds the wall",
    "foundation/writes.py": "writes a row the caller already holds, under its version",
}

# Files that may ask for the time although they are no interface.
CLOCKS = {"foundation/clock.py": "the only place that does"}

# Test modules that may sleep.
WAITS = {
    "tests/embedded/watching.py": "looks again until a deadline at processes that send no word of themselves"
}

"""Where a rule of the house is set aside, and why. Adding a line here is a decision to be defended in review."""

# Rooms beside those of house.md: docs/decisions/0001-rooms-of-the-engine-packages.md.
FURTHER_ROOMS = {
    "foundation": {
        "acts", "admin_forms", "admin_kit", "admin_steps", "azerbaijani", "beside", "canonical", "checks", "clock",
        "errors", "grant_admin", "grantings", "grants",
        "library_words", "paged", "periods", "permissions", "references", "refused_forms", "rest", "site", "sorting",
        "wording", "workdays", "writes",
    },
    "audit": {"triggers"},
    "publishing": {
        "calendars", "cells", "checks", "columns", "csvs", "documents", "docx", "fonts", "letters", "maps", "palette",
        "pdf", "pictures", "state_docx", "state_grids", "state_papers", "state_pdf", "tables",
        "typefaces", "typst", "xlsx",
    },
    "accounts": {"events", "middleware", "roles", "signin"},
    "access": {
        "admin_kit", "authentication", "checks", "context", "frame", "kept", "ladder", "lifecycles", "managers",
        "marking_step",
        "middleware", "grants_in_sql", "refusals", "rest", "search", "service_subjects", "trail", "walls",
    },
    "reminders": {"channels", "dispatcher"},
    "workspace": {"frame", "navigation"},
    "config": {
        "access_log", "celery", "composition", "environment", "failures", "formats", "health", "mail", "openapi",
        "settings", "settings_production", "urls", "wsgi",
    },
}  # fmt: skip

# Files that may open a sealed manager (row security stays); the `reason=` of each call says it again on the spot.
# Every deadlines.py may: the planner reads all deadlines as a service subject with a clearance of its own.
UNRESTRICTED = {
    "access/managers.py": "defines it",
    "attaches/selectors/submissions.py": "an extension asked for counts for I2, whoever looks",
    "attaches/services/accreditations.py": "one accreditation per State, and all of a posting end with it",
    "attaches/services/foreign_attaches.py": "one attaché of a title, one dean, whoever looks (I1)",
    "attaches/services/foreign_tenures.py": "two of a title are here together for a handover only, whoever looks (I1)",
    "attaches/services/notes.py": "what stands of a posting ends with it, whoever ends it",
    "attaches/services/plans.py": "an officer is in one posting at a time, whoever looks (I2)",
    "attaches/services/posts.py": "codes are unique over all posts",
    "attaches/services/tenures.py": "incumbencies never overlap, whoever looks (I1, I2, I3)",
    "missions/selectors/rows.py": "parts of a version the caller was shown carry its label",
    "missions/selectors/document_contents.py": "parts of a version the caller was shown carry its label",
    "approvals/selectors/asked.py": "who of an office may answer an open case, for whoever delivers reminders",
    "approvals/selectors/bars.py": "what was delegated to whom, for whoever delivers reminders",
    "missions/selectors/newcomers.py": "papers nobody new in office has confirmed, for the planner of reminders",
    "missions/selectors/guidance.py": "days to answer hold for every matter, whoever submits it",
    "missions/services/document_effects.py": "every document due takes effect or expires, run as a service subject",
    "missions/services/document_entries.py": "parts of a version the verb holds carry its label",
    "missions/services/document_moves.py": "the versions of a document the verb holds",
    "missions/services/document_versions.py": "editors of a version the verb holds",
    "missions/services/effects.py": "every paper due takes effect or expires, run as a service subject",
    "missions/services/entries.py": "parts of a version the verb holds carry its label",
    "missions/services/moves.py": "the version of a paper the verb holds",
    "missions/services/versions.py": "editors of a version the verb holds",
    "reminders/services/dispatch.py": "re-reads the batch its own transaction holds",
}

# Files that may use Django's own managers beside the sealed one.
PLAIN_MANAGERS = {
    "access/": "builds the wall",
    "attaches/services/steps.py": "locks a row the caller was shown",
    "directory/services/keeping.py": "locks a row of an open table",
    "foundation/writes.py": "writes a row the caller already holds, under its version",
}

# Files that may ask for the time although they are no interface.
CLOCKS = {"foundation/clock.py": "the only place that does"}

# Test modules that may sleep.
WAITS = {
    "tests/embedded/watching.py": "looks again until a deadline at processes that send no word of themselves"
}

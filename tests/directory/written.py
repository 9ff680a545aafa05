"""A body with which each resource of the directory can be entered over REST."""

from typing import Any

NAMES = {"name_en": "Test name", "name_az": "Sınaq adı"}
NEW: dict[str, dict[str, Any]] = {
    "countries": {**NAMES, "iso2": "MN", "iso3": "MNG", "numeric": "496", "region": "asia_pacific"},
    "organisations": {**NAMES, "code": "test-org", "seat": "AT"},
    "formats": {**NAMES, "code": "test-format", "members": [{"place": 1, "country": "TR"}]},
    "institutions": {**NAMES, "code": "test-inst", "kind": "agency"},
    "units": {**NAMES, "code": "test-unit", "institution": "mod", "parent": "cmd"},
    "diplomatic-missions": {
        **NAMES, "code": "test-emb", "kind": "embassy", "country": "AT", "side_accredited": ["IT"],
    },
    "heads-of-mission": {
        "mission": "emb-de", "public_name": "H.E. Specimen", "kind": "ambassador", "starts_on": "1995-01-01",
        "ends_before": "1996-01-01",
    },
    "working-days": {**NAMES, "day": "2044-03-01", "is_working": False},
    "activity-kinds": {**NAMES, "code": "test_kind", "parent": "staff_talks"},
    "clearance-rules": {
        **NAMES, "code": "test-rule", "country": "FR", "vehicle": "ship", "lead_days": 20, "day_type": "working",
    },
    "factors": {
        **NAMES, "code": "test_factor", "kind": "number", "unit": "pieces", "measures_en": "Something",
        "measures_az": "Nə isə",
    },
    "factor-values": {
        "factor": "personnel", "country": "TR", "year": 2024, "value": "355200", "source": "Yearbook 2025",
        "as_of": "2025-02-12",
    },
    "comparators": {"country": "TR", "case": "diplomacy_not_means", "source": "Note 3"},
    "effort-shares": {
        "tier": 1, "percent": 40, "starts_on": "1985-01-01", "ends_before": "1986-01-01", "reason": "Order 5",
    },
}  # fmt: skip

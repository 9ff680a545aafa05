"""What the demo says of its activities beside their days; countries and institutions by code (domain.md D)."""

from decimal import Decimal
from typing import Any

from directory.models import Country, Institution

# title: facts; people as (State, rank level, planned, actual), costs as (item, bearer, funding, unit, planned, actual)
PARTICULARS: dict[str, dict[str, Any]] = {
    "DEMO Staff talks on training": {
        "coordination_level": "department", "power_type": "soft", "dimensions": ["education"], "lead": "mod",
        "people": (("AZ", "senior_officers", 4, 4), ("TR", "senior_officers", 5, 5)),
        "costs": (("travel", "ours", "defence_budget", "AZN", "3000.00", "2810.40"),
                  ("accommodation", "partner", "partner_means", "AZN", "1200.00", None),
                  ("hospitality", "ours", "defence_budget", "AZN", "1200.00", "960.00")),
        "actual_person_days": 18, "outcome": "Agreed on three courses a year and on a common list of instructors.",
    },
    "DEMO Visit of a patrol ship": {
        "coordination_level": "technical", "power_type": "mixed", "dimensions": ["regional", "public"], "lead": "mod",
        "supporting": ("sbs",), "border_topic": True,
        "people": (("TR", "officers", 9, 9), ("TR", "other_ranks", 46, 44), ("AZ", "officers", 5, 5)),
        "actual_person_days": 58, "outcome": "Port call without remarks; the crew trained with the coast guard.",
    },
    "DEMO Course for staff officers": {
        "power_type": "soft", "dimensions": ["education"], "lead": "ndu",
        "course": {"school": "DEMO Staff College", "places": 4, "taken": 3, "graduates": 3, "language": "English",
                   "required_slp": "2222"},
        "people": (("AZ", "senior_officers", 3, 3),),
    },
    "DEMO Mobile training team, demining": {
        "power_type": "soft", "dimensions": ["humanitarian", "technical"], "lead": "mod",
        "training_team": {"subject": "Clearing of mines", "instructors": 8, "trainees": 32, "trained_unit": "Engineers"},
        "people": (("FR", "officers", 2, 2), ("FR", "other_ranks", 6, 6), ("AZ", "other_ranks", 32, 30)),
    },
    "DEMO Meeting of chiefs of staff": {
        "coordination_level": "deputy_minister", "power_type": "soft", "lead": "mod", "supporting": ("mfa",),
        "people": (("AZ", "generals", 3, None), ("PK", "generals", 4, None)),
    },
    "DEMO Expert in a staff post": {
        "power_type": "soft", "dimensions": ["technical"], "lead": "mod",
        "expert_post": {"host_body": "General Staff of the host", "position": "Planning officer", "reciprocal": True},
    },
    "DEMO Delivery of field hospitals": {
        "power_type": "soft", "dimensions": ["humanitarian"], "lead": "mod",
        "assistance": [{"item": "Field hospital", "quantity": 2, "unit": "set", "value": Decimal("310000.00"),
                        "currency": "USD", "end_use": "Health service of the armed forces"}],
    },
}  # fmt: skip


def particulars(title: str) -> dict[str, Any]:
    """The facts of one activity as the services take them."""
    said = dict(PARTICULARS.get(title, {}))
    if "lead" in said:
        said["lead_institution"] = Institution.objects.get(code=said.pop("lead"))
    if "supporting" in said:
        said["supporting"] = [Institution.objects.get(code=code) for code in said["supporting"]]
    countries = {row.iso2: row for row in Country.objects.all()}
    if "people" in said:
        said["contingents"] = [
            {"country": countries[code], "rank_level": level, "planned": planned, "actual": actual}
            for code, level, planned, actual in said.pop("people")
        ]
    if "costs" in said:
        said["costs"] = [
            {
                "item": item, "bearer": bearer, "funding": funding, "currency": unit, "planned": Decimal(planned),
                "actual": Decimal(actual) if actual else None,
            }
            for item, bearer, funding, unit, planned, actual in said["costs"]
        ]  # fmt: skip
    return said

"""Need-to-know, lifecycle and search of the inbound register."""

from django.db import migrations

from access.lifecycles import Lifecycle
from access.search import Searchable
from access.walls import Protected

SENT_AWAY = ["objected", "declared_png", "withdrawn"]
STEPS = {
    "consent_requested": ["consent_granted", "consent_refused", "objected", "withdrawn"],
    "consent_granted": ["accreditation_requested", *SENT_AWAY],
    "accreditation_requested": ["accredited", *SENT_AWAY],
    "accredited": ["in_function", *SENT_AWAY],
    "in_function": ["ended", "objected", "declared_png"],
}
TABLES = ("foreignattache", "foreignattachetransition", "foreignattacheparticulars", "foreigncall")


class Migration(migrations.Migration):
    dependencies = [("attaches", "0005_foreign_attaches"), ("access", "0002_walls")]
    operations = [
        *(Protected(f"attaches_{table}") for table in TABLES),
        Lifecycle(
            "attaches_foreignattache", "attaches_foreignattachetransition", "attache_id", STEPS, ["consent_requested"]
        ),
        Searchable("attaches_foreignattache", ["reference", "full_name"]),
    ]

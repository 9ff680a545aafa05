"""Need-to-know and steps of imports; what a check found stays as it was found."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.walls import Protected

STEPS = {
    "uploaded": ["checking", "refused", "cancelled"],
    "checking": ["checked", "refused", "cancelled"],
    "checked": ["checking", "applying", "cancelled"],
    "applying": ["applied", "checked", "refused"],
}


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_imports"), ("access", "0011_told_rows_rise")]
    operations = [
        Protected("documents_tableimport"),
        Protected("documents_importtransition"),
        Protected("documents_importfinding"),
        Lifecycle(
            "documents_tableimport", "documents_importtransition", "table_import_id", STEPS, ["uploaded"]
        ),
        OnlyRelabelled("documents_importfinding"),
    ]

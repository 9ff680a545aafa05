"""Need-to-know and audit on versions of documents and their rows; what is only added stays."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

# Versions before their rows: dominance looks from a row to what it points to.
ROWS = (
    "statedobjective", "guidancepriority", "guidanceresource", "answerdays", "contactpoint", "documenteditor",
    "documenttransition",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("missions", "0008_document_versions_begun"), ("access", "0008_lowering_with_parts")]
    operations = [
        Protected("missions_documentversion", secret=("content",)),
        *[Protected(f"missions_{row}") for row in ROWS],
        OnlyRelabelled("missions_documenteditor"),
        OnlyRelabelled("missions_documenttransition"),
    ]

"""Documents entered before versions were kept get their first version, with the objectives they had."""

from typing import Any

from django.db import migrations
from django.utils.timezone import now

from foundation.canonical import canonical, content_hash

BEFORE = "Entered before versions were kept."
FROZEN = {"effective", "superseded"}


def begin(apps: Any, editor: Any) -> None:
    document_model = apps.get_model("missions", "StrategicDocument")
    using = editor.connection.alias
    rows = document_model._base_manager.using(using).select_related("label", "custodian", "derives_from")
    for document in rows.order_by("pk"):
        _first_version(apps, document, using)


def _first_version(apps: Any, document: Any, using: str) -> None:
    version_model = apps.get_model("missions", "DocumentVersion")
    stated_model = apps.get_model("missions", "StatedObjective")
    objective_model = apps.get_model("missions", "StrategicObjective")
    objectives = list(objective_model._base_manager.using(using).filter(document=document).order_by("code"))
    starts_on = document.effective.lower if document.effective else None
    fields: dict[str, Any] = {"state": document.state, "effective": document.effective}
    if document.state in FROZEN:
        content = canonical(_content(document, objectives, starts_on))
        fields |= {
            "content": content, "content_hash": content_hash(content), "schema_version": 1, "frozen_at": now(),
            "evidence": BEFORE, "decided_no": document.register_no or document.reference,
        }  # fmt: skip
    version = version_model._base_manager.using(using).create(
        document=document, no=1, title=document.title, label=document.label, starts_on=starts_on,
        is_demo=document.is_demo, **fields,
    )  # fmt: skip
    stated_model._base_manager.using(using).bulk_create(
        stated_model(version=version, objective=row, order=order, text=row.text, label=document.label)
        for order, row in enumerate(objectives, start=1)
    )


def _content(document: Any, objectives: list[Any], starts_on: Any) -> dict[str, Any]:
    label = document.label
    ladder = ["unclassified", "official_use", "limited_official_use"]
    return {
        "schema": "strategic-document/1",
        "document": document.reference,
        "version": 1,
        "label": {
            "level": ladder[label.level] if label.level < len(ladder) else label.level, "caveats": label.caveats,
            "compartments": label.compartments, "releasable_to": label.releasable_to,
        },
        "kind": document.kind,
        "custodian": document.custodian.code,
        "derives_from": document.derives_from.reference if document.derives_from else None,
        "language": "en",
        "title": document.title,
        "summary": "",
        "body": "",
        "starts_on": starts_on,
        "last_on": None,
        "review_on": None,
        "objectives": [
            {
                "code": row.code, "text": row.text, "parent": None, "serves": None, "dimensions": [], "aspect": "",
                "indicator": "", "baseline": "", "target": "", "due_on": None, "horizon": "",
            }
            for row in objectives
        ],
        "priorities": [],
        "resources": [],
        "answer_days": [],
        "contacts": [],
    }  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("missions", "0007_document_versions")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]

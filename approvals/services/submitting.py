"""Freezing what is put to approval and opening its case: the same for every matter with numbered submissions."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from access.context import Subject
from approvals.models import Case
from approvals.services.cases import open_case
from foundation.canonical import canonical, content_hash
from foundation.writes import insert


def put_up(
    record: Any, *, by: Subject, at: dt.datetime, on: dt.date, kind: str, submissions: Any, drafters: Any,
    content: Mapping[str, Any], facts: Mapping[str, Any], row: Mapping[str, Any], mission: Any = None,
    acted_on: dt.date | None = None, acted_because: str = "",
) -> Case:  # fmt: skip
    """Keep the content word for word under the next number, and open the case on its digest.

    `submissions`, `drafters`: rows of this record (`visible_to(by).filter(...)`); `row`: what a row of a submission
    carries besides, the record itself among it. Whoever drafted decides on no step (I22). `acted_on`: to ratify it.
    """
    digest = content_hash(canonical(dict(content)))
    number = submissions.count() + 1
    insert(
        submissions.model(
            no=number, content=dict(content), content_hash=digest, label_id=record.label_id, **row
        )
    )
    return open_case(
        by=by, kind=kind, object_reference=record.reference, version_no=number, content_hash=digest,
        label=record.label, editors=drafters.values_list("user_id", flat=True), mission=mission, at=at, on=on,
        facts=facts, is_demo=record.is_demo, acted_on=acted_on, acted_because=acted_because,
    )  # fmt: skip


def drafted(drafters: Any, *, by: Subject, label_id: int, is_new: bool = False, **columns: Any) -> None:
    """Remember once who entered or changed a record: such a person decides on none of its steps (I22).

    `is_new`: the record is entered by this very act, so nobody is remembered yet.
    """
    if is_new or not drafters.filter(user_id=by.user_id).exists():
        insert(drafters.model(user_id=by.user_id, label_id=label_id, **columns))

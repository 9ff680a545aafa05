"""Buttons that put an agreement to approval or take it back."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.admin.steps import Step
from agreements.lifecycle import AgreementState, SubmissionKind
from agreements.models import Agreement
from agreements.selectors.submissions import open_cases
from agreements.services import submissions
from foundation.clock import today


def _submit(kind: SubmissionKind) -> Any:
    def call(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
        return submissions.submit(record, kind=kind, on=today(), **facts)

    return call


def _take_back(request: HttpRequest, record: Agreement, **facts: Any) -> Any:
    return submissions.take_back(record, **facts)


STEPS: dict[str, Step] = {
    "submit-mandate": Step(
        _("Submit for a mandate"),
        "submit",
        submissions.WHEN[SubmissionKind.AGREEMENT_MANDATE],
        _submit(SubmissionKind.AGREEMENT_MANDATE),
        explained=True,
    ),
    "submit-text": Step(
        _("Submit the text before signature"),
        "submit",
        submissions.WHEN[SubmissionKind.AGREEMENT_TEXT],
        _submit(SubmissionKind.AGREEMENT_TEXT),
        explained=True,
    ),
    "submit-denunciation": Step(
        _("Submit a denunciation"),
        "submit",
        submissions.WHEN[SubmissionKind.AGREEMENT_DENUNCIATION],
        _submit(SubmissionKind.AGREEMENT_DENUNCIATION),
        explained=True,
    ),
    "take-back": Step(
        _("Take back from approval"), "submit", frozenset(AgreementState), _take_back, explained=True
    ),
}


def possible(record: Agreement, name: str, *, to: Any) -> bool:
    """Either something can be submitted, or what was submitted can be taken back."""
    if name not in STEPS:
        return True
    kept = vars(record)
    if "_running" not in kept:  # asked for every button of the page
        kept["_running"] = open_cases(record, to=to).exists()
    running: bool = kept["_running"]
    return running == (name == "take-back")

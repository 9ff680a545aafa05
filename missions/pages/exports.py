"""A version of a paper or a document on paper, as its reader; that it was taken stands in the trail."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from approvals.pages.exports import attachment
from foundation.clock import now
from foundation.errors import NotFound
from missions.selectors import documents
from missions.selectors.papers import version_of
from missions.services import exports

HIGHEST = 9_999


@login_required
@require_safe
def printed_page(request: HttpRequest, reference: str, no: int, language: str, form: str) -> HttpResponse:
    """PDF or DOCX in a language."""
    if no > HIGHEST:
        raise NotFound
    subject = request.subject  # type: ignore[attr-defined]
    found = version_of(reference, no, to=subject)
    return attachment(exports.export(found, by=subject, at=now(), language=language, form=form))


@login_required
@require_safe
def printed_document(request: HttpRequest, reference: str, no: int, language: str, form: str) -> HttpResponse:
    """A version of a strategic document, likewise."""
    if no > HIGHEST:
        raise NotFound
    subject = request.subject  # type: ignore[attr-defined]
    found = documents.version_of(reference, no, to=subject)
    return attachment(exports.export_document(found, by=subject, at=now(), language=language, form=form))

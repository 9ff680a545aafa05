"""A note on paper, as its reader."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from correspondence.selectors.correspondence import note
from correspondence.services import exports
from foundation.clock import now


@login_required
@require_GET
def paper(request: HttpRequest, reference: str, language: str, form: str) -> HttpResponse:
    """PDF or DOCX in a language; that it was taken stands in the audit trail."""
    exports.check_form(language, form)
    subject = request.subject  # type: ignore[attr-defined]
    found = note(reference, to=subject)
    data = exports.export(found, by=subject, at=now(), language=language, form=form)
    response = HttpResponse(data, content_type=exports.MEDIA[form])
    name = exports.file_name(found, language, form)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response

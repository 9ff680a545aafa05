"""The only way out for a file: behind the wall, as an attachment, never kept by a browser or proxy (walls.md 5)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from documents.selectors.files import file
from documents.services import files


@login_required
@require_GET
def download(request: HttpRequest, reference: str) -> HttpResponse:
    """One file; its reading stands in the audit trail."""
    found = file(reference, to=request.subject)  # type: ignore[attr-defined]
    response = HttpResponse(files.download(found, by=request.subject), content_type=found.media_type)  # type: ignore[attr-defined]
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

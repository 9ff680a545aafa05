"""Handing out an export: as attachment, never stored on the way."""

from django.http import HttpRequest, HttpResponse

from access.frame import page_frame
from foundation.clock import now
from reports.selectors.answers import Asked
from reports.services.exports import export


def download(asked: Asked, kind: str, request: HttpRequest) -> HttpResponse:
    """The answer as a file, prepared for the office acted in."""
    shown = page_frame(request)["subject"]
    file = export(asked, kind, prepared_for=shown.office_label if shown else "", at=now())
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Cache-Control"] = "no-store"
    return response

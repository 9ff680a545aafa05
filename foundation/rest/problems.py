"""Errors as problem documents (RFC 9457). Hidden and absent are the same 404; bad input is never a 5xx."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from foundation.acts import refused_with
from foundation.errors import DomainError

CONTENT_TYPE = "application/problem+json"


class PayloadTooLarge(exceptions.APIException):
    """A body above the limit of settings.DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = 413
    default_detail = _("The request is too large.")
    default_code = "payload_too_large"


def document(code: str, title: Any, status_code: int, instance: str, detail: Any = "") -> dict[str, Any]:
    """What every refusal says; `code` is stable, titles are in the reader's language."""
    return {
        "type": f"urn:parley:problem:{code}", "title": str(title), "status": status_code,
        "detail": str(detail or title), "instance": instance,
    }  # fmt: skip


def problem(
    code: str, title: Any, status_code: int, instance: str, detail: Any = "", errors: list | None = None
) -> Response:
    """The document as a view's answer."""
    body = document(code, title, status_code, instance, detail)
    if errors is not None:
        body["errors"] = errors
    return Response(body, status=status_code, content_type=CONTENT_TYPE)


def flatten(detail: Any, field: str = "") -> list[dict[str, str]]:
    """DRF's nested error detail as a flat list of {field, code, message}."""
    if isinstance(detail, dict):
        return [
            e
            for key, value in detail.items()
            for e in flatten(value, f"{field}.{key}" if field else str(key))
        ]
    if isinstance(detail, (list, tuple)):
        return [
            e for place, value in enumerate(detail)
            for e in flatten(value, f"{field}.{place}" if isinstance(value, dict) else field)
        ]  # fmt: skip
    return [{"field": field, "code": getattr(detail, "code", "invalid"), "message": str(detail)}]


def _domain(error: DomainError, instance: str) -> Response:
    errors = flatten(error.fields) if error.fields else None
    return problem(error.code, error.message, error.status, instance, errors=errors)


def _framework(error: exceptions.APIException, instance: str) -> Response:
    if isinstance(error, exceptions.ValidationError):
        title = _("Please correct what is marked.")
        return problem("invalid_input", title, 400, instance, errors=flatten(error.detail))
    detail = error.detail if isinstance(error.detail, str) else error.default_detail
    response = problem(str(error.default_code), error.default_detail, error.status_code, instance, detail)
    if getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    return response


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn any exception of a view into a problem; None lets the server answer 500 (and roll back)."""
    instance = context["request"].path
    if isinstance(error, DomainError):
        return _domain(error, instance)
    if isinstance(error, Http404):
        return problem("not_found", _("There is no such record."), 404, instance)
    if isinstance(error, PermissionDenied):
        return problem("not_permitted", _("Your office may not do this."), 403, instance)
    if isinstance(error, RequestDataTooBig):
        return _framework(PayloadTooLarge(), instance)
    if isinstance(error, SuspiciousOperation):
        return problem("bad_request", _("The request cannot be understood."), 400, instance)
    if isinstance(error, exceptions.APIException):
        return _framework(error, instance)
    if isinstance(error, DatabaseError) and (refusal := refused_with(error)):
        return _domain(refusal, instance)
    return None

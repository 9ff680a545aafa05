"""Who calls over REST: tokens, browser sessions, default deny."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from rest_framework import authentication, permissions
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from access.context import Subject, assume, current_subject
from accounts.selectors.offices import appointments_of
from foundation.clock import today


class TokenAuthentication(KnoxTokenAuthentication):
    """`Authorization: Token <opaque>`; acts in the office the token was issued for while the person holds it."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        found = super().authenticate(request)
        if found is None:
            return None
        user, token = found
        appointment = appointments_of(user, on=today()).filter(office_id=token.office_id).first()
        if appointment is None:
            raise AuthenticationFailed(_("The office this token was issued for is no longer held."))
        subject = Subject.of(appointment, scope=token.scope)
        if current_subject() not in (None, subject):
            raise AuthenticationFailed(_("Sign out of the browser session or leave the token away."))
        assume(subject, f"{request.method} {request.path}"[:120])
        request._request.subject = subject  # type: ignore[attr-defined]
        return user, token


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session with CSRF; the subject was set by the middleware."""

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class SubjectRequired(permissions.BasePermission):
    """Default deny: somebody in an office; a read-only token may not write."""

    def has_permission(self, request: Request, view: Any) -> bool:
        subject = getattr(request._request, "subject", None)
        if not request.user or subject is None:
            return False
        return request.method in permissions.SAFE_METHODS or subject.scope == "write"


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes tokens."""

    target_class = "access.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <opaque>"}


class SessionScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes browser sessions."""

    target_class = "access.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}

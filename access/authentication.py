"""Who calls over REST: tokens, browser sessions, default deny."""

from dataclasses import replace
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from knox.crypto import hash_token
from rest_framework import authentication, permissions
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from access.context import Subject, assume, current_subject
from access.selectors.tokens import subject_of_token
from accounts.models import User
from foundation.clock import now


class TokenAuthentication(KnoxTokenAuthentication):
    """`Authorization: Token <opaque>`; acts in the office the token was issued for while the person holds it."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        found = super().authenticate(request)
        if found is None:
            return None
        person, subject = found
        subject = replace(subject, release_to=getattr(request._request, "release_to", ""))
        if current_subject() not in (None, subject):
            raise AuthenticationFailed(_("Sign out of the browser session or leave the token away."))
        assume(subject, f"{request.method} {request.path}"[:120])
        request._request.subject = subject  # type: ignore[attr-defined]
        return person, subject

    def authenticate_credentials(self, token: bytes) -> tuple[Any, Subject]:
        """The person, looked up when somebody asks, and the subject: one question where the library has three."""
        subject = subject_of_token(hash_token(token.decode("utf-8", "replace")), at=now())
        if subject is None:
            raise AuthenticationFailed(
                _("This token is unknown or expired, or its office is no longer held.")
            )
        return SimpleLazyObject(lambda: User.objects.get(pk=subject.user_id)), subject


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session with CSRF; the subject was set by the middleware."""

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class SubjectRequired(permissions.BasePermission):
    """Default deny: somebody in an office; a read-only token may not write."""

    def has_permission(self, request: Request, view: Any) -> bool:
        subject = getattr(request._request, "subject", None)
        if request.user is None or subject is None:
            return False
        if request.method in permissions.SAFE_METHODS or subject.scope == "write":
            return True
        raise PermissionDenied(_("This token may only read. Ask for one issued with the scope “write”."))


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

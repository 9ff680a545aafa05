"""How allauth is used here: accounts are made by the system administrator, nobody signs up.

A forgotten password is replaced by the system administrator (decisions.md 9) and by nobody through a mailbox, so
allauth's addresses for resetting by mail, for mail addresses and for signing up do not exist.
"""

from importlib import import_module

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import URLPattern, include, path

ACCOUNT_PAGES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
    }
)


class AccountAdapter(DefaultAccountAdapter):
    """No self-registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def signin_urls() -> list[URLPattern]:
    """Signing in and out, the own password, the second step, open sessions."""
    known = import_module("allauth.account.urls").urlpatterns
    kept = [pattern for pattern in known if pattern.name in ACCOUNT_PAGES]
    return [
        *kept,
        path("2fa/", include("allauth.mfa.urls")),
        path("sessions/", include("allauth.usersessions.urls")),
    ]

"""Sign-ins, sign-outs and failed attempts stand in the trail (walls.md 3)."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from audit.services.events import record
from foundation.acts import set_local


@receiver(user_logged_in)
def signed_in(request: Any, user: Any, **kwargs: Any) -> None:
    """Who came in; the context has no subject yet, so the actor is set here."""
    set_local(**{"parley.user_id": str(user.pk)})
    record("accounts.signed_in", reference=user.username, table="accounts_user")
    set_local(**{"parley.user_id": ""})


@receiver(user_logged_out)
def signed_out(request: Any, user: Any, **kwargs: Any) -> None:
    """Who left."""
    if user is not None:
        record("accounts.signed_out", reference=user.username, table="accounts_user")


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Which user name was tried; never what was typed as password."""
    record(
        "accounts.sign_in_failed", reference=str(credentials.get("username", ""))[:64], table="accounts_user"
    )


@receiver(user_locked_out)
def locked_out(username: str, **kwargs: Any) -> None:
    """Too many attempts."""
    record("accounts.locked_out", reference=str(username)[:64], table="accounts_user")

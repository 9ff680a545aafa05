"""Accounts: made, disabled and reset by the system administrator, who grants nothing else (decisions.md 9)."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from directory.models import Institution
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.writes import validate


@verb("accounts.create")
def create(
    *,
    by: Any,
    username: str,
    full_name: str,
    institution: Institution,
    password: str | None = None,
    **details: Any,
) -> User:
    """An account without any office; it sees nothing until security officers appoint and clear the person."""
    require(by, "accounts.create")
    user = User(username=username, full_name=full_name, institution=institution, **details)
    set_password(user, password)
    validate(user, exclude=("password",))
    user.save(force_insert=True)
    return user


@verb("accounts.reset_sign_in")
def reset_sign_in(user: User, *, by: Any, password: str) -> User:
    """A new first password; the person's clearances and offices stay as they are."""
    require(by, "accounts.reset_sign_in")
    set_password(user, password)
    user.save(update_fields=["password"])
    return user


@verb("accounts.disable")
def disable(user: User, *, by: Any, reason: str) -> User:
    """The person cannot sign in any more and, from the same moment, reads nothing."""
    require(by, "accounts.disable")
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


def set_password(user: User, password: str | None) -> None:
    """Set a checked password, or none at all for services; raises InvalidInput with the reasons."""
    if password is None:
        user.set_unusable_password()
        return
    if not user.is_demo:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise InvalidInput(fields={"password": error.messages}) from error
    user.set_password(password)

"""API tokens: opaque, stored hashed, expiring, scoped, bound to an office."""

import datetime as dt

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, Office, User
from audit.services.events import record
from foundation.acts import verb
from foundation.errors import InvalidInput

MAX_DAYS = 366


@verb("tokens.issue")
def issue(user: User, *, office: Office, name: str = "", days: int = 30, scope: str = "read") -> str:
    """Make a token and return it, shown once: only its digest is kept. Raises InvalidInput for a bad period.

    Tokens of the same person that have expired go.
    """
    if not 1 <= days <= MAX_DAYS:
        raise InvalidInput(fields={"days": [_("From 1 to 366 days.")]})
    ApiToken.objects.filter(user=user, expiry__lt=Now()).delete()
    _row, key = ApiToken.objects.create(
        user, expiry=dt.timedelta(days=days), name=name, scope=scope, office=office
    )
    record(
        "tokens.issue",
        reference=user.username,
        table="accounts_apitoken",
        reason=f"{scope} · {office.code} · {name}",
    )
    return key


@verb("tokens.revoke")
def revoke(token: ApiToken) -> None:
    """The token stops working at once."""
    record("tokens.revoke", reference=token.user.username, table="accounts_apitoken", reason=token.name)
    token.delete()

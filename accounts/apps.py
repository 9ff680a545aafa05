"""Wiring of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and offices")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from accounts import events  # noqa: F401
        from accounts.verbs import VERBS, WORDS
        from foundation.permissions import register

        register(VERBS, WORDS)
        # The trail has each sign-in; kept in the account too, it would read as a change of the account by nobody.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
